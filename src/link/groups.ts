/** Token kinds -> their groups, numbered, and which groups each account has any value of. */
import type { Population } from "../indicator/population.js";
import { narrow16 } from "../tools/narrow.js";
import type { Tokens } from "./tokens.js";

/** Groups are bits of words: group g is bit g % 32 of word g / 32. */
const BITS = 32;

export const wordOf = (group: number): number => group >>> 5;
export const bitOf = (group: number): number => 1 << (group & (BITS - 1));

export class Groups {
  readonly names: readonly string[];
  /** Group by token kind. */
  readonly of: Uint16Array;
  /** Words that the groups of one account take. */
  readonly words: number;
  /** By account, `words` each: the groups that it has any value of, shared or not. */
  readonly present: Uint32Array;

  constructor(tokens: Tokens, population: Population) {
    this.names = [...new Set(tokens.kinds.map((kind) => kind.rule.group))];
    const number = new Map(this.names.map((name, g) => [name, g]));
    this.of = narrow16(tokens.kinds.length, this.names.length, "groups of kinds");
    this.words = Math.ceil(this.names.length / BITS);
    this.present = new Uint32Array(population.size * this.words);
    tokens.kinds.forEach((kind, k) => {
      const group = number.get(kind.rule.group)!;
      this.of[k] = group;
      const start = population.sightings.get(kind.name === "template" ? "prompt" : kind.name)?.start;
      if (!start) return;
      for (let a = 0, at = wordOf(group); a < population.size; a++, at += this.words)
        if (start[a + 1] > start[a]) this.present[at] |= bitOf(group);
    });
  }

  has(account: number, group: number): boolean {
    return (this.present[account * this.words + wordOf(group)] & bitOf(group)) !== 0;
  }
}

/** The first of the groups that these bits of a word stand for; there is one. */
export const firstGroup = (bits: number, word: number): number => word * BITS + BITS - 1 - Math.clz32(bits & -bits);

/** Each of the groups that these bits of a word stand for, ascending. */
export function eachGroup(bits: number, word: number, take: (group: number) => void): void {
  for (let left = bits; left !== 0; left &= left - 1) take(firstGroup(left, word));
}
