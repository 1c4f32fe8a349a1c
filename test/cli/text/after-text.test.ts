/** What grew back, as a person reads it in the terminal and as a program gets it. */
import { expect, it } from "vitest";
import { afterRow, formatAfter } from "../../../src/cli/text/after-text.js";
import type { After } from "../../../src/enforcement/after.js";
import { HOUR_MS } from "../../../src/tools/units.js";

const after: After = {
  struck: 1_200,
  newcomers: 31,
  tookOver: [{ account: "acc-9", from: "acc-1", afterMs: 720_000, by: "timing" }],
  relink: { accounts: 29, quartilesMs: [300_000, 720_000, 2 * HOUR_MS] },
  work: { before: 52_000, daysBefore: 28, after: 10_400.25, daysAfter: 6, share: 0.200_004 },
  clusters: [{ cluster: "c-4f1d", disposition: "fraudulent", newcomers: 31, tookOver: 1, exchangesADay: 10_400.25, share: 0.200_004 }],
  next: ["c-4f1d"],
};

it("says how many heads, how fast, what share moved where, and what to plan next", () => {
  expect(formatAfter("b-3f3f", after).split("\n")).toEqual([
    "b-3f3f: 1,200 accounts struck, 31 newcomers since",
    "",
    "  newcomers that took over from one struck  1",
    "  struck accounts that a newcomer followed  29",
    "  time to relink, median                    12 min",
    "  time to relink, quartiles                 5 min to 2 h",
    "  exchanges a day, struck accounts before   52,000 over 28 days",
    "  exchanges a day, newcomers after          10,400 over 6 days",
    "  share of the work that moved              0.20",
    "",
    "  to cluster  disposition  newcomers  took over  exchanges a day  share",
    "  c-4f1d      fraudulent          31          1           10,400   0.20",
    "",
    "to plan next: cautery suspend c-4f1d",
  ]);
});

it("says so where nobody came", () => {
  const nobody: After = {
    ...after,
    newcomers: 0,
    tookOver: [],
    relink: { accounts: 0, quartilesMs: null },
    work: { before: 0, daysBefore: 0, after: 0, daysAfter: 1, share: null },
    clusters: [],
    next: [],
  };
  const text = formatAfter("b-3f3f", nobody);
  expect(text).toContain("Nobody came since");
  expect(text).toContain("time to relink, quartiles                 –");
  expect(text).not.toContain("to plan next");
});

it("is one object for programs", () => {
  expect(afterRow("b-3f3f", after)).toEqual({
    batch: "b-3f3f",
    struck: 1_200,
    newcomers: 31,
    took_over: [{ account: "acc-9", from: "acc-1", after_ms: 720_000, by: "timing" }],
    relink: { accounts: 29, quartiles_ms: [300_000, 720_000, 7_200_000] },
    work: { exchanges_a_day_before: 52_000, days_before: 28, exchanges_a_day_after: 10_400.25, days_after: 6, share: 0.2 },
    clusters: [{ cluster: "c-4f1d", disposition: "fraudulent", newcomers: 31, took_over: 1, exchanges_a_day: 10_400.25, share: 0.2 }],
    next: ["c-4f1d"],
  });
});
