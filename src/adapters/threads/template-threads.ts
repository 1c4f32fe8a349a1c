/** Fingerprints of prompts -> sets of near duplicates, with half of the rounds on a thread. */
import { Worker } from "node:worker_threads";
import { nearDuplicates, uniteNear } from "../../link/near-duplicates.js";
import { UnionFind } from "../../tools/union-find.js";
import { CONTROLS, joinRounds, nextRound, type Rounds } from "./template-rounds.js";

/** Threads run compiled code; tests that run the sources use the build too. */
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "../../../dist/src/adapters/threads/template-thread.js" : "./template-thread.js",
  import.meta.url,
);
/** Fewer fingerprints are done sooner than a thread is there; of more, a second thread's working memory (about 50 bytes each) would be felt. */
const WORTH = { least: 100_000, most: 4_000_000 };

/** The same as `nearDuplicates`, to the set, however the rounds fall. It blocks: stages do not await. */
export function nearDuplicatesOnThreads(hi: Uint32Array, lo: Uint32Array, { least, most } = WORTH): UnionFind {
  if (hi.length < least || hi.length > most) return nearDuplicates(hi, lo);
  const rounds: Rounds = {
    hi: shared(hi),
    lo: shared(lo),
    root: sharedWords(hi.length),
    control: new Int32Array(new SharedArrayBuffer(4 * CONTROLS)),
  };
  const helper = new Worker(THREAD, { workerData: rounds });
  helper.unref();
  helper.on("error", () => {}); // it has said so in shared memory, or has taken no round
  const sets = new UnionFind(hi.length);
  uniteNear(hi, lo, sets, nextRound(rounds.control));
  joinRounds(rounds, sets);
  return sets;
}

function shared(words: Uint32Array): Uint32Array {
  const copy = sharedWords(words.length);
  copy.set(words);
  return copy;
}

function sharedWords(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length));
}
