/** Fingerprints in shared memory -> near duplicates: whoever is free takes the next round, until there are none. */
import { ROUNDS, uniteNear } from "../../link/near-duplicates.js";
import { UnionFind } from "../../tools/union-find.js";

/** All in shared memory, and of the fingerprints' length but `control`. */
export interface Rounds {
  hi: Uint32Array;
  lo: Uint32Array;
  /** Of each fingerprint: the root of its set, as far as the thread knows when it is done. */
  root: Uint32Array;
  /** See NEXT, STATE. */
  control: Int32Array;
}

/** The round to be taken next. */
const NEXT = 0;
/** What the thread is at. */
const STATE = 1;
export const CONTROLS = 2;
const IDLE = 0;
const AMID = 1;
const DONE = 2;
const FAILED = 3;

/** Rounds for this thread, one by one; -1 where all are taken. */
export function nextRound(control: Int32Array): () => number {
  return () => {
    const round = Atomics.add(control, NEXT, 1);
    return round < ROUNDS ? round : -1;
  };
}

/** A helper's part. It says that it is amid before it takes a round: who finds none left and nobody amid need not wait. */
export function shareRounds({ hi, lo, root, control }: Rounds): void {
  Atomics.store(control, STATE, AMID);
  let state = FAILED;
  try {
    const sets = new UnionFind(hi.length);
    uniteNear(hi, lo, sets, nextRound(control));
    for (let i = 0; i < root.length; i++) root[i] = sets.find(i);
    state = DONE;
  } finally {
    Atomics.store(control, STATE, state);
    Atomics.notify(control, STATE);
  }
}

/** Once no round is left: waits for the helper, and unites what it found. A helper that had not begun has taken none. */
export function joinRounds({ root, control }: Rounds, sets: UnionFind): void {
  Atomics.wait(control, STATE, AMID);
  const state = Atomics.load(control, STATE);
  if (state === IDLE) return;
  if (state === FAILED) throw new Error("a thread that finds near-duplicate prompts failed, most likely for want of memory");
  for (let i = 0; i < root.length; i++) if (root[i] !== i) sets.union(i, root[i]);
}
