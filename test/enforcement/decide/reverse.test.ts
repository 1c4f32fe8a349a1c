/** Reversals of many accounts: what is signed stays short, and each act fits into an entry of the log. */
import { describe, expect, it } from "vitest";
import { actToLog } from "../../../src/enforcement/acts.js";
import { MOST_BODIES, MOST_BODY } from "../../../src/enforcement/audit/seal.js";
import { approve } from "../../../src/enforcement/decide/approve.js";
import { start } from "../../../src/enforcement/decide/execute.js";
import { partsOf, reversalOf, reverse } from "../../../src/enforcement/decide/reverse.js";
import { approvalOf } from "../../../src/enforcement/quorum.js";
import { UsageError } from "../../../src/errors.js";
import { HASH, type Office, staffed } from "../office.js";

function done(): Office {
  const office = staffed();
  const { id } = office.plan();
  office.do((state, now) => approve(state, id, HASH, office.sign(approvalOf(office.batch()), "bea"), now));
  office.do((state, now) => start(state, id, { isShadow: false, breakGlassCap: 100 }, null, now));
  office.do(() => [{ type: "done", batch: id, counts: { changed: 200 } }]);
  return office;
}

const many = (count: number) => Array.from({ length: count }, (_, i) => `account-${String(i).padStart(9, "0")}`);

describe("a reversal of a part", () => {
  it.each([1, 700, 25_000])("of %i accounts is signed by what they come to, and stands in the log as one act", (count) => {
    const office = done();
    const asked = { batch: office.batch().id, accounts: many(count), reason: "theirs" };
    const signed = office.sign(reversalOf(office.batch(), asked), "bea");
    expect(signed.statement.length).toBeLessThan(500);
    const acts = office.do((state, now) => reverse(state, asked, signed, now));
    expect(acts.map(actToLog)).toHaveLength(1);
    expect(JSON.stringify(acts[0]).length).toBeLessThan(MOST_BODY);
    expect(office.batch().reversals[0].accounts).toEqual(asked.accounts);
  });

  it("is signed for these accounts and no others, in whatever order and however often they are named", () => {
    const office = done();
    const batch = office.batch();
    const of = (accounts: string[]) => ({ batch: batch.id, accounts, reason: "theirs" });
    const signed = office.sign(reversalOf(batch, of(["b", "a", "b"])), "bea");
    expect(() => reverse(office.state, of(["a", "c"]), signed, office.now)).toThrow(/sign exactly what is asked/);
    expect(() => reverse(office.state, of(["a"]), signed, office.now)).toThrow(/sign exactly what is asked/);
    expect(reverse(office.state, of(["a", "b"]), signed, office.now)).toMatchObject([{ accounts: ["a", "b"] }]);
  });

  it.each([
    ["ids of twenty characters", many(150_000)],
    ["ids of two hundred that have to be escaped", Array.from({ length: 3_000 }, (_, i) => `${i}${"\u0001".repeat(190)}`)],
  ])("of more than an entry takes is several, which together are all of them: %s", (_, accounts) => {
    const office = done();
    const parts = partsOf({ batch: office.batch().id, accounts, reason: "x".repeat(4_000) });
    expect(parts.length).toBeGreaterThan(2);
    const acts = office.do((state, now) =>
      parts.flatMap((part) => reverse(state, part, office.sign(reversalOf(office.batch(), part), "bea"), now)),
    );
    const sizes = acts.map((act) => JSON.stringify(act).length);
    expect(Math.max(...sizes)).toBeLessThan(MOST_BODY);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(MOST_BODIES);
    expect(new Set(office.batch().reversals.flatMap((each) => each.accounts))).toEqual(new Set(accounts));
  });

  it("of more than the log takes at once is a wrong call, which says what to do", () => {
    const asking = () => partsOf({ batch: "b-0000000000000000", accounts: many(800_000), reason: "x" });
    expect(asking).toThrow(UsageError);
    expect(asking).toThrow(/take the batch back whole \(without --account\), or \d+ at a time/);
  });
});
