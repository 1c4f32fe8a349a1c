import { describe, expect, it } from "vitest";
import { findTemplates } from "../../src/link/templates.js";
import { popcount32 } from "../../src/tools/mix.js";
import { type Person, populationOf } from "../attribution/population.js";

/** A fingerprint with some bits of another flipped. */
function flip(hex: string, ...bits: number[]): string {
  return bits
    .reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${hex}`))
    .toString(16)
    .padStart(16, "0");
}

const CENTRE = "9f3a5c7700e1b2d4";
const STRANGER = "0123456789abcdef";

/** Template numbers of each person's prompts. */
function templatesOf(people: readonly Person[]): number[][] {
  const population = populationOf(people);
  const prompt = population.sightings.get("prompt")!;
  const { ofPrompt } = findTemplates(population);
  return people.map((_, i) => Array.from(prompt.value.subarray(prompt.start[i], prompt.start[i + 1]), (v) => ofPrompt[v]));
}

describe("templates", () => {
  it("are one for fingerprints that differ in a few bits, and another for a stranger", () => {
    const [[a], [b], [c]] = templatesOf([
      { account: "a", seen: { prompt: [CENTRE] } },
      { account: "b", seen: { prompt: [flip(CENTRE, 1, 40)] } },
      { account: "c", seen: { prompt: [STRANGER] } },
    ]);
    expect(b).toBe(a);
    expect(c).not.toBe(a);
  });

  it("reach by a chain of near duplicates what is far apart", () => {
    const chain = [CENTRE, flip(CENTRE, 0, 1, 2), flip(CENTRE, 0, 1, 2, 3, 4, 5), flip(CENTRE, 0, 1, 2, 3, 4, 5, 6, 7, 8)];
    const found = templatesOf(chain.map((prompt, i) => ({ account: `a${i}`, seen: { prompt: [prompt] } })));
    expect(new Set(found.flat()).size).toBe(1);
  });

  it("do not depend on the order of the accounts", () => {
    const prompts = Array.from({ length: 60 }, (_, i) => flip(i % 2 ? CENTRE : STRANGER, i, (i * 7) % 64));
    const partition = (order: readonly number[]) => {
      const found = templatesOf(order.map((i) => ({ account: `a${i}`, seen: { prompt: [prompts[i]] } })));
      const together = new Map<number, number[]>();
      order.forEach((i, at) => {
        together.set(
          found[at][0],
          [...(together.get(found[at][0]) ?? []), i].sort((x, y) => x - y),
        );
      });
      return [...together.values()].map((list) => list.join(" ")).sort();
    };
    const forwards = prompts.map((_, i) => i);
    expect(partition(forwards.toReversed())).toEqual(partition(forwards));
  });
});

describe("popcount32", () => {
  it.each([
    [0, 0],
    [1, 1],
    [0xffffffff | 0, 32],
    [0x80000001 | 0, 2],
  ])("of %i is %i", (word, bits) => {
    expect(popcount32(word)).toBe(bits);
  });
});
