/** A wave that asked accounts to verify themselves -> whose verification is read back. */
import { describe, expect, it } from "vitest";
import { toReadBack } from "../../../../src/app/enforcement/execute/gate.js";
import type { Outcomes } from "../../../../src/app/enforcement/execute/outcomes.js";
import type { PlannedAccount } from "../../../../src/model/enforcement/plan.js";
import { plannedAccount, planOf } from "../../../enforcement/example-plan.js";

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `a-${String(i).padStart(4, "0")}`);
/** All accounts are asked in their order; each call changed them, but for those that are refused. */
function readOf(items: readonly PlannedAccount[], refused: ReadonlySet<string> = new Set()): string[] {
  const wave = { name: "verification", accounts: items.map(({ account }) => account), measure: "verify" as const };
  const courseOf: Outcomes["courseOf"] = (account) => ({
    done: {
      what: { type: "outcome", account, deed: "verify", outcome: refused.has(account) ? "refused" : "changed", why: "", tries: 1 },
      entry: 1,
      at: 0,
    },
    restored: new Map(),
  });
  return toReadBack([wave], planOf(items), { courseOf });
}

describe("whose verification is read back", () => {
  const drawn = (misfit?: number) =>
    ({
      measure: "verify",
      instead: "sample",
      case: { links: 5, bits: 9, rows: [], leans_on: null },
      ...(misfit === undefined ? {} : { misfit }),
    }) as const;

  it("is everybody's where few were asked, of those that the platform asked", () => {
    const items = numbered(30).map((account) => plannedAccount(account, drawn()));
    expect(readOf(items)).toEqual(numbered(30));
    expect(readOf(items, new Set(["a-0003"]))).toEqual(numbered(30).filter((account) => account !== "a-0003"));
  });

  it("is of many the first 200 of each group, and the 200 that fit their cluster least, in the order they were asked", () => {
    const items = numbered(1_000).map((account, i) => plannedAccount(account, drawn(i / 1_000)));
    const read = readOf(items);
    expect(read).toEqual([...numbered(1_000).slice(0, 200), ...numbered(1_000).slice(800)]);
  });
});
