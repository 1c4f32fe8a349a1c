import { describe, expect, it } from "vitest";
import { NEAR_BITS } from "../../../src/link/near/buckets.js";
import { nearDuplicates } from "../../../src/link/near/duplicates.js";
import { mix32, popcount32 } from "../../../src/tools/mix.js";
import { UnionFind } from "../../../src/tools/union-find.js";

/** Families of fingerprints, each a bit from their centre: member by member, `i % count` is the family. */
function families(count: number, members: number): { hi: Uint32Array; lo: Uint32Array } {
  const size = count * members;
  const hi = new Uint32Array(size);
  const lo = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    const family = i % count;
    hi[i] = mix32(2 * family + 1);
    lo[i] = mix32(2 * family + 2) ^ (1 << ((i / count) & 31));
  }
  return { hi, lo };
}

/** The same by comparing all with all. */
function byPairs(hi: Uint32Array, lo: Uint32Array): UnionFind {
  const sets = new UnionFind(hi.length);
  for (let i = 0; i < hi.length; i++)
    for (let j = 0; j < i; j++) if (popcount32(hi[i] ^ hi[j]) + popcount32(lo[i] ^ lo[j]) <= NEAR_BITS) sets.union(i, j);
  return sets;
}

const roots = (sets: UnionFind, size: number) => Array.from({ length: size }, (_, i) => sets.find(i));

describe("near duplicates", () => {
  it("are those that comparing all with all finds", () => {
    const { hi, lo } = families(300, 6);
    expect(roots(nearDuplicates(hi, lo), hi.length)).toEqual(roots(byPairs(hi, lo), hi.length));
  });

  it("are found too where the fingerprints fill many parts", () => {
    const [count, members] = [10_000, 3];
    const { hi, lo } = families(count, members);
    const expected = Array.from(hi, (_, i) => i % count);
    expect(roots(nearDuplicates(hi, lo), hi.length)).toEqual(expected);
  });
});
