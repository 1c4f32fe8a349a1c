/** The thread of a clustering: what the store holds -> the next run, saved; tells its stages and its outcome to the worker that started it. */
import { parentPort } from "node:worker_threads";
import { openStore } from "../src/adapters/services.js";
import { encodeIndex, placementIndex } from "../src/cluster/placement-index.js";
import { PermanentError } from "../src/errors.js";
import { loadPopulation } from "../src/ingest/load.js";
import { type Context, findClusters } from "../src/pipeline.js";
import type { GraphStore } from "../src/ports.js";

export type Outcome = { done: true } | { failed: string; permanent: boolean };

const say = (message: Outcome | { stage: string }) => parentPort?.postMessage(message);

async function cluster(store: GraphStore): Promise<void> {
  say({ stage: "load" });
  const population = await loadPopulation(store);
  let index: Uint8Array | undefined;
  const context: Context = {
    dossiers: await store.loadDossiers(),
    judgements: await store.loadJudgements(),
    known: await store.knownClusters(),
    onStage: (stage) => say({ stage }),
    onLinked: (links, clusters) => {
      index = encodeIndex(placementIndex(links, clusters));
    },
  };
  const run = findClusters(population, context);
  say({ stage: "save" });
  await store.saveRun(run, index);
}

try {
  const { store } = await openStore(process.env);
  try {
    await cluster(store);
  } finally {
    await store.close();
  }
  say({ done: true });
} catch (error) {
  say({ failed: error instanceof Error ? error.message : String(error), permanent: error instanceof PermanentError });
}
