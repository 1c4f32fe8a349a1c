/** The thread of a clustering: what the store holds -> the next run, saved; its graph is searched by all workers, where it is worth it. */
import { openServices } from "../src/adapters/services.js";
import { cluster } from "../src/app/cluster.js";
import { communitiesByJobs } from "./lots.js";
import { tellOutcome } from "./thread.js";

await tellOutcome(async (onStage) => {
  const services = await openServices(process.env);
  try {
    await cluster({ store: services.store, clock: Date, search: (graph) => communitiesByJobs(graph, services, process.env) }, { onStage });
  } finally {
    await services.close();
  }
});
