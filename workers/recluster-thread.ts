/** The thread of a clustering: what the store holds -> the next run, saved; its graph is searched by all workers, where it is worth it. */
import { openServices, type Services } from "../src/adapters/services.js";
import { loadPopulation } from "../src/ingest/load.js";
import { link } from "../src/link/link.js";
import { type Context, clustersOf, linkedGraph } from "../src/pipeline.js";
import { encodeIndex, placementIndex } from "../src/placement/placement-index.js";
import { communitiesByJobs } from "./lots.js";
import { tellOutcome } from "./thread.js";

async function cluster(services: Services, onStage: (stage: string) => void): Promise<void> {
  const { store } = services;
  onStage("load");
  const population = await loadPopulation(store);
  let index: Uint8Array | undefined;
  const context: Context = {
    dossiers: await store.loadDossiers(),
    judgements: await store.loadJudgements(),
    known: await store.knownClusters(),
    onStage,
    onLinked: (links, clusters) => {
      index = encodeIndex(placementIndex(links, clusters));
    },
  };
  const links = link(population, onStage);
  onStage("communities");
  const community = await communitiesByJobs(linkedGraph(population, links), services, process.env);
  const run = clustersOf(population, links, community, context);
  onStage("save");
  await store.saveRun(run, index);
}

await tellOutcome(async (onStage) => {
  const services = await openServices(process.env);
  try {
    await cluster(services, onStage);
  } finally {
    await services.close();
  }
});
