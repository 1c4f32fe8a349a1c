/** A plan and its hash -> its waves: who comes first, and that nobody is forgotten. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wavesOf } from "../../../src/enforcement/plan/order.js";
import { planOf } from "../../../src/enforcement/plan/plan.js";
import { FRAGILE, factsOf, names, termsOf } from "./example.js";

const HASH = "5".repeat(64);
const ODD = { "acc-0003": { case: FRAGILE }, "acc-0004": { case: FRAGILE } };
const sizes = (plan: Parameters<typeof wavesOf>[0]) =>
  wavesOf(plan, HASH).map(({ name, accounts, measure }) => `${name}: ${accounts.length} ${measure}`);

describe("the waves of a plan", () => {
  it("are verification, tracers, and stages of their shares", () => {
    const plan = planOf(termsOf({ tracers: 10, policy: { sample: { share: 1, most: 5 } } }), factsOf(names(212), ODD));
    expect(sizes(plan)).toEqual([
      "verification: 7 verify",
      "tracers: 10 watch",
      "stage 1: 2 suspend",
      "stage 2: 20 suspend",
      "stage 3: 173 suspend",
    ]);
  });

  it("begin with the half that fits its cluster best, in an order that the hash draws, but for a strike", () => {
    const odd = Object.fromEntries(names(40).map((name, i) => [name, { misfit: i % 2 === 0 ? -0.5 - i / 100 : 0.5 + i / 100 }]));
    const order = (way: "stages" | "strike", hash = HASH) =>
      wavesOf(planOf(termsOf({ way }), factsOf(names(40), odd)), hash).flatMap(({ accounts }) => accounts);
    const isFitting = (account: string) => odd[account].misfit < 0;
    expect(order("stages").slice(0, 20).every(isFitting)).toBe(true);
    expect(order("stages").slice(20).some(isFitting)).toBe(false);
    expect(order("stages").slice(0, 20)).not.toEqual(order("stages", "6".repeat(64)).slice(0, 20));
    expect(order("strike").slice(0, 20).every(isFitting)).toBe(false);
  });

  it("are one strike, after the verification of the fragile ones", () => {
    expect(sizes(planOf(termsOf({ way: "strike" }), factsOf(names(12), ODD)))).toEqual(["verification: 2 verify", "strike: 10 suspend"]);
  });

  it("have one account a stage at the least, and none without", () => {
    expect(sizes(planOf(termsOf(), factsOf(names(3))))).toEqual(["stage 1: 1 suspend", "stage 2: 1 suspend", "stage 3: 1 suspend"]);
    expect(sizes(planOf(termsOf(), factsOf(names(1))))).toEqual(["stage 1: 1 suspend"]);
  });

  it("are in another order by another hash, and in the same by the same", () => {
    const plan = planOf(termsOf({ way: "strike" }), factsOf(names(40)));
    const order = (hash: string) => wavesOf(plan, hash)[0].accounts;
    expect(order(HASH)).toEqual(order(HASH));
    expect(order(HASH)).not.toEqual(order("6".repeat(64)));
    expect([...order(HASH)].sort()).toEqual(names(40));
  });

  it("have every account, each in one wave", () => {
    fc.assert(
      fc.property(
        fc.record({
          size: fc.integer({ min: 1, max: 60 }),
          tracers: fc.nat(5),
          sample: fc.nat(5),
          stages: fc.array(fc.constantFrom(0.01, 0.1, 0.5, 1), { maxLength: 4 }),
        }),
        ({ size, tracers, sample, stages }) => {
          const plan = planOf(termsOf({ tracers, policy: { sample: { share: 1, most: sample }, stages } }), factsOf(names(size), ODD));
          const times = new Map<string, number>();
          for (const { accounts } of wavesOf(plan, HASH)) for (const account of accounts) times.set(account, (times.get(account) ?? 0) + 1);
          const expected = plan.accounts.items.map(({ account }) => [account, 1] as const);
          expect([...times].sort()).toEqual(expected);
        },
      ),
    );
  });
});
