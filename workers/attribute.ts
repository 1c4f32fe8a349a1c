/** Dossiers or judgements that changed -> a clustering asked for, where one stands: who is behind a cluster follows from all that is known of it. */
import type { Services } from "../src/adapters/services.js";
import type { Role } from "./main.js";

export function attributeRole({ store, queue }: Services): Role {
  return {
    queue: "attribute",
    async take() {
      if ((await store.knownClusters()).length === 0) return; // the first clustering will see them
      await store.request();
      await queue.add("recluster", { id: "asked", data: {} });
    },
    async tick() {},
    async close() {},
  };
}
