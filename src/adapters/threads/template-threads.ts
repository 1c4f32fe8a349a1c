/** Fingerprints of prompts -> sets of near duplicates, with half of the rounds on a thread. */
import { nearDuplicates, uniteNear } from "../../link/near-duplicates.js";
import { threadFile } from "../../threads/locate.js";
import { Thread } from "../../threads/thread.js";
import { UnionFind } from "../../tools/union-find.js";
import { CONTROLS, joinRounds, nextRound, type Rounds } from "./template-rounds.js";
import type { TemplateTasks } from "./template-thread.js";

/**
 * Fewer fingerprints are done sooner than a thread is there; of more, a second thread's working memory (about 50 bytes each) would be felt.
 */
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
  const helper = new Thread<TemplateTasks>(threadFile("./template-thread.js", import.meta.url));
  helper.ask("share", rounds).catch(() => {}); // it has said so in shared memory, or has taken no round
  const sets = new UnionFind(hi.length);
  try {
    uniteNear(hi, lo, sets, nextRound(rounds.control));
    joinRounds(rounds, sets);
  } finally {
    void helper.close();
  }
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
