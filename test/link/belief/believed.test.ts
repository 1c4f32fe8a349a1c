/** Pairs that share a value -> how far it is believed, by what else they share. */
import { describe, expect, it } from "vitest";
import { believed } from "../../../src/link/belief/believed.js";
import { credited, creditOf, LEVELS, levelOf } from "../../../src/link/belief/credit.js";
import { findCandidates } from "../../../src/link/candidates.js";
import { learn } from "../../../src/link/learn.js";
import type { LinkModel } from "../../../src/link/model.js";
import { PRIVATE_BITS } from "../../../src/link/rules.js";
import { type Person, START } from "../../attribution/population.js";
import { firstModel, tokenOf } from "../first-model.js";

const HOUR = 3_600_000;

/** `hands` of two accounts that share a card and a device; and pairs that share a mailbox, and with it `also` or nothing. */
function world({ hands, sharers, also }: { hands: number; sharers: number; also: "nothing" | "cards" }): Person[] {
  const at = (i: number) => START + i * 3 * HOUR;
  const ofHands = Array.from({ length: 2 * hands }, (_, i) => {
    const hand = i % hands;
    return { account: `h-${i}`, at: at(i), seen: { email: [`e-${i}`], payment: [`card-${hand}`], device: [`dev-${hand}`] } };
  });
  const pairs = Array.from({ length: 2 * sharers }, (_, i) => {
    const own = also === "cards" ? i % sharers : i;
    const seen = { email: [`shared-${i % sharers}`], payment: [`c-${own}`], device: [`d-${own}`] };
    return { account: `s-${i}`, at: at(2 * hands + i), seen };
  });
  const alone = Array.from({ length: 400 }, (_, i) => {
    const seen = { email: [`x-${i}`], payment: [`cx-${i}`], device: [`dx-${i}`] };
    return { account: `a-${i}`, at: at(2 * hands + 2 * sharers + i), seen };
  });
  return [...ofHands, ...pairs, ...alone];
}

/** The model as learned, before and after it is asked what can be believed. */
function beforeAndAfter(people: readonly Person[]): { before: LinkModel; after: LinkModel } {
  const first = firstModel(people);
  const pairs = findCandidates(first.tokens, first.population.size, first, [first.coactions, first.successions]);
  const before = learn(first, pairs);
  return { before, after: believed(before, pairs) };
}

/** Bits that a kind's values of two holders lose, 0 or less. */
function creditOfTwo(kind: string, people: readonly Person[]): number {
  const { after } = beforeAndAfter(people);
  const k = after.tokens.kinds.findIndex(({ name }) => name === kind);
  return creditOf(k, after.credit)[levelOf(2)];
}

describe("a mailbox that two have", () => {
  it("loses all that it has for being private where those who share one share nothing else, and no more", () => {
    expect(creditOfTwo("email", world({ hands: 60, sharers: 300, also: "nothing" }))).toBe(-PRIVATE_BITS);
  });

  it("is believed as it is where they share cards and devices too", () => {
    expect(creditOfTwo("email", world({ hands: 60, sharers: 300, also: "cards" }))).toBe(0);
  });

  it("is believed the more, the fewer there are to tell by", () => {
    const credits = [3, 30, 300].map((sharers) => creditOfTwo("email", world({ hands: 60, sharers, also: "nothing" })));
    expect(credits[0]).toBeGreaterThan(credits[1]);
    expect(credits[1]).toBeGreaterThan(credits[2]);
    expect(creditOfTwo("email", world({ hands: 60, sharers: 0, also: "nothing" }) /* nobody to tell by */)).toBe(0);
  });

  it("takes nothing from cards and devices, whose holders share both", () => {
    const people = world({ hands: 60, sharers: 300, also: "nothing" });
    expect([creditOfTwo("payment", people), creditOfTwo("device", people)]).toEqual([0, 0]);
  });
});

describe("no value", () => {
  it.each(["nothing", "cards"] as const)("is worth more than before, where sharers share %s", (also) => {
    const { before, after } = beforeAndAfter(world({ hands: 60, sharers: 300, also }));
    expect(Array.from(after.credit).every((bits) => bits <= 0)).toBe(true);
    expect(after.bits.every((bits, t) => bits <= before.bits[t])).toBe(true);
    const mailbox = tokenOf("email", "shared-7", after);
    expect(after.bits[mailbox] < before.bits[mailbox]).toBe(also === "nothing");
  });
});

describe("how far a value is believed", () => {
  it("goes by its kind and by how many hold it: 2, to 4, to 8, to 16, to 32, more", () => {
    expect([2, 3, 4, 5, 8, 9, 16, 17, 32, 33, 5000].map(levelOf)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    const credit = Float64Array.from({ length: 2 * LEVELS }, (_, i) => -i);
    expect(creditOf(1, credit)).toEqual([-6, -7, -8, -9, -10, -11]);
    expect(credited(10, 1, 4, credit)).toBe(3);
    expect(credited(5, 1, 40, credit)).toBe(0);
  });
});
