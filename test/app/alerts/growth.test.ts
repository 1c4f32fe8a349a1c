/** What became of clusters from run to run -> how many came to a batch's clusters since, and which rules tell it. */
import { describe, expect, it } from "vitest";
import { type AlertRule, alertsOf } from "../../../src/app/alerts/alert.js";
import { type ChangedRun, growthOf } from "../../../src/app/alerts/growth.js";
import { alertMessage } from "../../../src/app/alerts/message.js";
import type { RunChange } from "../../../src/model/run.js";

const BATCH = { batch: "b-1", clusters: ["c-1"], run: 1, at: 150 };

/** `c-1 grown 4`, `c-2 split c-1`. */
function change(text: string): RunChange {
  const [cluster, type, more] = text.split(" ") as [string, RunChange["type"], string];
  const joined = type === "grown" ? Number(more) : 9;
  return { cluster, type, from: type === "grown" ? [] : [more], joined, left: 0 };
}
const runsOf = (...all: string[][]): ChangedRun[] =>
  all.map((changes, i) => ({ run: i + 1, at: 100 * (i + 1), changes: changes.map(change) }));
const rule = (least: number): AlertRule => ({
  ...{ rule: "ar-1", on: "growth", least, to: "mailto:bob@example.org", digest: false },
  ...{ created_by: "eve", created_at: new Date(0).toISOString(), withdrawn_by: null, withdrawn_at: null },
});

describe("growth after a batch", () => {
  it("is what its clusters took in since it began, run by run", () => {
    const runs = runsOf(["c-1 grown 50"], ["c-1 grown 4", "c-9 grown 7"], [], ["c-1 grown 3"]);
    expect(growthOf([BATCH], runs).map(({ at, ...rest }) => rest)).toEqual([
      { on: "growth", batch: "b-1", before: 0, accounts: 4, run: 2 },
      { on: "growth", batch: "b-1", before: 4, accounts: 7, run: 4 },
    ]);
  });

  it("goes on in what split from them or took them over, and counts what these moved as come by nobody", () => {
    const runs = runsOf([], ["c-2 split c-1", "c-3 merged c-1"], ["c-2 grown 2", "c-3 grown 3"]);
    expect(growthOf([BATCH], runs)).toMatchObject([{ before: 0, accounts: 5, run: 3 }]);
  });

  it("is told from so many accounts on, and each time that it has doubled", () => {
    const runs = runsOf([], ["c-1 grown 4"], ["c-1 grown 2"], ["c-1 grown 1"], ["c-1 grown 6"], ["c-1 grown 12"]);
    const told = alertsOf(rule(5), growthOf([BATCH], runs));
    expect(told.map(({ about }) => [about.run, about.accounts])).toEqual([
      [3, 6],
      [5, 13],
      [6, 25],
    ]);
    expect(alertsOf(rule(5), growthOf([BATCH], runs))).toEqual(told);
    expect(new Set(told.map(({ alert }) => alert)).size).toBe(3);
  });

  it("is told by mail in a line with a link, of many the first hundred", () => {
    const [alert] = alertsOf(rule(5), [{ on: "growth", batch: "b-1", before: 0, accounts: 6, run: 3, at: 300 }]);
    const one = alertMessage(rule(5), [alert], { id: "am-1", baseUrl: "https://cautery.example" });
    expect(one.subject).toBe("Cautery: 6 accounts came to the clusters of b-1 since it began");
    expect(one.text).toContain(
      "1970-01-01 00:00 UTC  6 accounts came to the clusters of b-1 since it began\n  https://cautery.example/v1/batches/b-1\n",
    );
    const many = alertMessage(rule(5), Array(130).fill(alert), { id: "am-2", baseUrl: null });
    expect(many.subject).toBe("Cautery: 130 alerts: growth after a suspension");
    expect(many.text).toContain("and 30 more");
    expect(many.text).not.toContain("http");
  });
});
