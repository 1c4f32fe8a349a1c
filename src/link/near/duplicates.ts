/** 64-bit fingerprints -> sets that a chain of near duplicates ties: round by round, what is found to be near is united. */

import { sharedWords } from "../../tools/shared.js";
import { UnionFind } from "../../tools/union-find.js";
import { alone, type Crew } from "../crew/crew.js";
import { inOrder } from "../crew/task.js";
import { WORDS } from "./buckets.js";
import { chunksOf, divisionsOf, type Fingerprints, partsOfDivisions, ROUNDS, type Subset, subsetOf } from "./rounds.js";

/** Fewer fingerprints are done sooner than they are shared. */
const WORTH_SHARING = 100_000;

/** Fingerprints, all different, as their high and low words -> the sets of near duplicates. */
export function nearDuplicates(hi: Uint32Array, lo: Uint32Array, crew: Crew = alone): UnionFind {
  const size = hi.length;
  const parent = new Int32Array(sharedWords(size).buffer);
  const sets = new UnionFind(size, parent);
  if (size < 2) return sets;
  const prints = { hi, lo, parent, bucket: sharedWords(size), dealt: sharedWords(size * WORDS) };
  for (let round = 0; round < ROUNDS; round++) uniteNear(prints, subsetOf(round, size), sets, size < WORTH_SHARING ? alone : crew);
  return sets;
}

function uniteNear(prints: Fingerprints, subset: Subset, sets: UnionFind, crew: Crew): void {
  const chunks = chunksOf(prints.hi.length);
  const counted = inOrder(crew.share("hashChunks", { prints, subset }, chunks));
  const { start, free } = placesOf(
    counted.map(({ count }) => count),
    divisionsOf(subset),
  );
  crew.share("dealChunks", { prints, subset, free }, chunks);
  const near = crew.share("compareDivisions", { dealt: prints.dealt, subset, start }, partsOfDivisions(start.length - 1));
  for (const { pairs } of near.flat()) for (let n = 0; n < pairs.length; n += 2) sets.union(pairs[n], pairs[n + 1]);
}

/** Counts by chunk and division -> where each division begins, and where in it each chunk does: they are laid in their order. */
function placesOf(counts: readonly Uint32Array[], divisions: number): { start: Uint32Array; free: Uint32Array } {
  const start = new Uint32Array(divisions + 1);
  const free = new Uint32Array(divisions * counts.length);
  let next = 0;
  for (let d = 0; d < divisions; d++) {
    start[d] = next;
    for (let chunk = 0; chunk < counts.length; chunk++) {
      free[chunk * divisions + d] = next;
      next += counts[chunk][d];
    }
  }
  start[divisions] = next;
  return { start, free };
}
