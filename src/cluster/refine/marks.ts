/**
 * Which communities may have which of the common values: a few words a community, so that most that have none need not be looked into (a
 * Bloom filter with one hash; Bloom 1970).
 */
import { mix32 } from "../../tools/mix.js";
import type { Raised } from "./raised.js";

const WORDS = 16;
const BITS = 32 * WORDS;

export class Marks {
  readonly #words: Uint32Array;

  /** Values that are raised in more than `common` communities are marked in each of these. */
  constructor({ row, start, profile }: Raised, profiles: number, common: number) {
    this.#words = new Uint32Array(WORDS * profiles);
    for (let token = 0; token < row.length; token++) {
      const r = row[token];
      if (r < 0 || start[r + 1] - start[r] <= common) continue;
      const mark = markOf(token);
      for (let i = start[r]; i < start[r + 1]; i++) this.#words[WORDS * profile[i] + (mark >>> 5)] |= 1 << (mark & 31);
    }
  }

  /** False only where the community surely has no value of this mark, or none that is common. */
  may(profile: number, mark: number): boolean {
    return (this.#words[WORDS * profile + (mark >>> 5)] & (1 << (mark & 31))) !== 0;
  }
}

/** Of a value, by its token. */
export const markOf = (token: number): number => mix32(token) % BITS;
