/** Bytes -> the plan that was signed, or an error: whatever was changed in them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalBytes, sha256 } from "../../../src/enforcement/canonical.js";
import { parsePlan } from "../../../src/enforcement/plan/parse.js";
import { planOf } from "../../../src/enforcement/plan/plan.js";
import { PermanentError } from "../../../src/errors.js";
import type { Plan } from "../../../src/model/enforcement/plan.js";
import { FRAGILE, factsOf, names, termsOf } from "./example.js";

const plan = planOf(
  termsOf({ tracers: 1, exceptions: [{ account: "acc-0001", why: "é\u2028" }] }),
  factsOf(names(6), { "acc-0002": { case: FRAGILE } }),
);
const bytes = canonicalBytes(plan, "the plan");
const hash = sha256(bytes);

/** Changed, and hashed anew, as one would who has no key but can write. */
const forged = (change: (plan: Plan) => unknown) => {
  const made = canonicalBytes(change(structuredClone(plan)), "forged");
  return () => parsePlan(made, sha256(made));
};

describe("a plan's bytes", () => {
  it("are the plan again", () => {
    expect(parsePlan(bytes, hash)).toEqual(plan);
  });

  it("are refused with any bit flipped, in them or in the hash", () => {
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const flipped = Uint8Array.from(bytes);
        flipped[bit >> 3] ^= 1 << (bit & 7);
        expect(() => parsePlan(flipped, hash)).toThrow(PermanentError);
      }),
      { numRuns: 500 },
    );
    expect(() =>
      parsePlan(
        bytes,
        hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
      ),
    ).toThrow(/plan anew/);
  });

  it("are refused with any bit flipped even where the hash is made anew, or are another plan that says so", () => {
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const flipped = Uint8Array.from(bytes);
        flipped[bit >> 3] ^= 1 << (bit & 7);
        try {
          const other = parsePlan(flipped, sha256(flipped));
          expect(canonicalBytes(other, "other")).toEqual(Buffer.from(flipped));
        } catch (error) {
          expect(error).toBeInstanceOf(PermanentError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are refused where they are not canonical", () => {
    const spaced = Buffer.from(JSON.stringify(plan));
    expect(() => parsePlan(spaced, sha256(spaced))).toThrow(/not in its canonical form/);
  });

  it("are refused with one account more, one fewer, one changed, or in another order", () => {
    const { items } = plan.accounts;
    const withItems = (all: readonly object[], count: number) =>
      forged((one) => ({ ...one, accounts: { ...one.accounts, items: all, count } }));
    expect(withItems([...items, { ...items[0], account: "zzz" }], items.length + 1)).toThrow(/its root is of/);
    expect(withItems(items.slice(1), items.length)).toThrow(/4 accounts and says 5/);
    expect(withItems([{ ...items[0], account: "acc-0000x" }, ...items.slice(1)], items.length)).toThrow(/its root is of/);
    expect(withItems(items.toReversed(), items.length)).toThrow(/not in order/);
    expect(withItems([items[0], ...items.slice(0, -1)], items.length)).toThrow(/not in order/);
  });

  it("are refused with a field more, one less, or a policy that is none", () => {
    expect(forged((one) => ({ ...one, more: 1 }))).toThrow(PermanentError);
    expect(forged(({ days: _, ...one }) => one)).toThrow(/days/);
    expect(forged((one) => ({ ...one, policy: { ...one.policy, plan_cap: -1 } }))).toThrow(/its policy: plan_cap/);
    expect(forged((one) => ({ ...one, policy: {} }))).toThrow(/canonical/);
  });
});
