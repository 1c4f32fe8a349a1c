/** 64-bit fingerprints -> sets that a chain of near duplicates ties: what the rounds of comparing find, put together. */
import { UnionFind } from "../tools/union-find.js";
import { alone, type Crew } from "./crew/crew.js";
import { ROUNDS } from "./near/rounds.js";

/** Fewer fingerprints are done sooner than they are shared. */
const WORTH_SHARING = 100_000;

/** Fingerprints, all different, as their high and low words -> the sets of near duplicates. */
export function nearDuplicates(hi: Uint32Array, lo: Uint32Array, crew: Crew = alone): UnionFind {
  const [roots, ...others] = (hi.length < WORTH_SHARING ? alone : crew).share("findNear", { hi, lo }, ROUNDS);
  const sets = UnionFind.of(roots);
  for (const theirs of others) for (let i = 0; i < theirs.length; i++) if (theirs[i] !== i) sets.union(i, theirs[i]);
  return sets;
}
