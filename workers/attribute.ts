/**
 * Dossiers or judgements that changed -> a clustering asked for, where one stands: who is behind a cluster follows from all that is known
 * of it.
 */
import { pendingFiles } from "../src/ingest/announce.js";
import type { Services } from "../src/ports/services.js";
import type { Role } from "./role.js";

const RETRY_MS = 1_000;

export function attributeRole({ store, queue }: Services): Role {
  return {
    queue: "attribute",
    async take(job) {
      // A clustering amid files would see half of them, and take the machine from them
      if ((await pendingFiles({ store, queue })).length > 0) return queue.add("attribute", job, { delayMs: RETRY_MS });
      if ((await store.currentRun()) === null) return; // the first clustering will see them
      await store.request();
      await queue.add("recluster", { id: "asked", data: {} });
    },
    async tick() {},
    async close() {},
  };
}
