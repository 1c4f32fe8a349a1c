/** A merging thread: what is known of a part's accounts and its segments in, their merged footprints and activity as pages out. */
import { parentPort } from "node:worker_threads";
import { mergeWithDays } from "../indicator/merge.js";
import { readPage, writePage } from "../indicator/page.js";
import { zoneOf } from "../tools/zone.js";
import { byAccount, type MergeAnswer, type MergeRequest } from "./merge-pool.js";

const port = parentPort!;

port.on("message", (request: MergeRequest) => {
  const answer = merged(request);
  port.postMessage(answer, "error" in answer ? [] : [answer.footprints.buffer as ArrayBuffer, answer.activity.buffer as ArrayBuffer]);
});

function merged({ number, footprints, activity, segments, zone }: MergeRequest): MergeAnswer {
  try {
    const known = { footprints: byAccount(readPage(footprints)), activity: byAccount(readPage(activity)) };
    const rows = mergeWithDays(known, segments, zoneOf(zone));
    return {
      number,
      footprints: writePage(rows),
      activity: writePage(rows.map(({ account, activity }) => ({ account, bytes: activity }))),
    };
  } catch (cause) {
    return { number, error: cause instanceof Error ? cause : new Error(String(cause)) };
  }
}
