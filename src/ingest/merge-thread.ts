/** A merging thread: what is known of a part's accounts and its segments in, the merged footprints as one page out. */
import { parentPort } from "node:worker_threads";
import { mergePart } from "../indicator/merge.js";
import { readPage, writePage } from "../indicator/page.js";
import type { MergeAnswer, MergeRequest } from "./merge-pool.js";

const port = parentPort!;

port.on("message", ({ number, known, segments }: MergeRequest) => {
  const answer = merged(number, known, segments);
  port.postMessage(answer, "page" in answer ? [answer.page.buffer as ArrayBuffer] : []);
});

function merged(number: number, known: Uint8Array, segments: readonly Uint8Array[]): MergeAnswer {
  try {
    const before = new Map(readPage(known).map(({ account, bytes }) => [account, bytes]));
    return { number, page: writePage(mergePart(before, segments)) };
  } catch (cause) {
    return { number, error: cause instanceof Error ? cause : new Error(String(cause)) };
  }
}
