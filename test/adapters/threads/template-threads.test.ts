import { describe, expect, it } from "vitest";
import { CONTROLS, joinRounds, nextRound, type Rounds, shareRounds } from "../../../src/adapters/threads/template-rounds.js";
import { nearDuplicatesOnThreads } from "../../../src/adapters/threads/template-threads.js";
import { nearDuplicates, ROUNDS, uniteNear } from "../../../src/link/near-duplicates.js";
import { mix32 } from "../../../src/tools/mix.js";
import { UnionFind } from "../../../src/tools/union-find.js";

const SIZE = 60_000;
const roots = (sets: UnionFind) => Array.from({ length: SIZE }, (_, i) => sets.find(i));

/** Each four bits from one before it, so that one round finds a part of them only. */
function chained(): { hi: Uint32Array; lo: Uint32Array } {
  const hi = new Uint32Array(SIZE);
  const lo = new Uint32Array(SIZE);
  for (let i = 0; i < SIZE; i++) {
    const before = i >> 2;
    const isFirst = i % 4 === 0;
    const bits = Array.from({ length: 4 }, (_, b) => 1 << (mix32(4 * i + b) & 31));
    hi[i] = isFirst ? mix32(2 * i + 1) : hi[before] ^ bits[0] ^ bits[1];
    lo[i] = isFirst ? mix32(2 * i + 2) : lo[before] ^ bits[2] ^ bits[3];
  }
  return { hi, lo };
}

function roundsOf({ hi, lo }: ReturnType<typeof chained>, next = 0): Rounds {
  const control = new Int32Array(new SharedArrayBuffer(4 * CONTROLS));
  control[0] = next;
  return { hi, lo, root: new Uint32Array(SIZE), control };
}

describe("near duplicates on threads", () => {
  const prints = chained();
  const expected = roots(nearDuplicates(prints.hi, prints.lo));

  it("are the same as without", () => {
    expect(roots(nearDuplicatesOnThreads(prints.hi, prints.lo, { least: 0, most: SIZE }))).toEqual(expected);
  });

  it("are the same wherever the rounds are cut", () => {
    for (const own of [0, 1, 5, ROUNDS]) {
      const rounds = roundsOf(prints);
      const sets = new UnionFind(SIZE);
      const next = nextRound(rounds.control);
      let taken = 0;
      uniteNear(prints.hi, prints.lo, sets, () => (taken++ < own ? next() : -1));
      shareRounds(rounds);
      joinRounds(rounds, sets);
      expect(roots(sets)).toEqual(expected);
    }
  });

  it("need no helper that comes too late", () => {
    const rounds = roundsOf(prints, ROUNDS);
    const sets = new UnionFind(SIZE);
    joinRounds(rounds, sets);
    expect(roots(sets)).toEqual(Array.from({ length: SIZE }, (_, i) => i));
  });

  it("say so where the helper fails", () => {
    const rounds = { ...roundsOf(prints), hi: undefined as unknown as Uint32Array };
    expect(() => shareRounds(rounds)).toThrow();
    expect(() => joinRounds(rounds, new UnionFind(SIZE))).toThrow(/thread/);
  });
});
