/** What became of a plan that was only watched, as a person reads it in the terminal and as a program gets it. */
import { expect, it } from "vitest";
import { formatShadow, shadowRow } from "../../../src/cli/text/shadow-text.js";
import type { Shadow, ShadowAccount } from "../../../src/enforcement/shadow.js";

const account = (name: string, became: ShadowAccount["became"], cleared: ShadowAccount["cleared"] = []): ShadowAccount => ({
  account: name,
  cluster: "c-1",
  measure: "suspend",
  became,
  cleared,
  exchanges: 0,
});

const shadow: Shadow = {
  days: 7,
  began: Date.UTC(2026, 4, 1),
  ends: Date.UTC(2026, 4, 8),
  over: false,
  measures: { suspend: 4, "rate-limit": 0, verify: 0, watch: 1 },
  accounts: [
    account("a", "cleared", ["left"]),
    account("b", "cleared", ["innocent", "verified"]),
    account("c", "suspended"),
    account("d", "went-on"),
  ],
  counts: { cleared: 2, suspended: 1, "went-on": 1, quiet: 0 },
  cleared: { left: 1, innocent: 1, verified: 1, reinstated: 0 },
  exchanges: 1_234,
};

it("says what it would have been right and wrong about", () => {
  expect(formatShadow("b-3f3f", shadow, { accounts: 1 }).split("\n")).toEqual([
    "b-3f3f: only watched for 7 days from 2026-05-01 00:00 UTC, not over until 2026-05-08 00:00 UTC",
    "",
    "  it would have hit  4",
    "    as planned: suspend 4, watch 1",
    "",
    "  what became of them                                   accounts  share",
    "  suspended by somebody else: it would have been right         1   0.25",
    "  cleared since: it would have been wrong                      2   0.50",
    "  went on: nobody else stopped them                            1   0.25",
    "  quiet: they did nothing since                                0   0.00",
    "",
    "  what clears them              accounts",
    "  left the fraudulent clusters         1",
    "  judged innocent                      1",
    "  verified themselves                  1",
    "  reinstated                           0",
    "",
    "  cleared  how",
    "  a        left the fraudulent clusters",
    "  and 1 more (--json lists all)",
    "",
    "exchanges since of those that went on: 1,234",
  ]);
});

it("is one object for programs", () => {
  expect(shadowRow("b-3f3f", shadow)).toMatchObject({
    batch: "b-3f3f",
    began: "2026-05-01T00:00:00.000Z",
    ends: "2026-05-08T00:00:00.000Z",
    over: false,
    counts: { cleared: 2, suspended: 1, went_on: 1, quiet: 0 },
    measures: { suspend: 4, rate_limit: 0, verify: 0, watch: 1 },
    accounts: [
      { account: "a", became: "cleared", cleared: ["left"] },
      { account: "b" },
      { account: "c" },
      { account: "d", became: "went_on" },
    ],
  });
});
