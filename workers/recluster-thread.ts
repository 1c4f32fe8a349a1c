/** The thread of a clustering: what the store holds -> the next run, saved; its graph is searched by all workers, where it is worth it. */
import { openServices } from "../src/adapters/services.js";
import { cluster } from "../src/app/cluster.js";
import type { EdgeList } from "../src/cluster/search/graph.js";
import { note, serve } from "../src/threads/serve.js";
import { communitiesByJobs } from "./lots.js";

export type ReclusterTasks = { cluster(): Promise<void> };

serve({
  async cluster() {
    const services = await openServices(process.env);
    const search = (graph: EdgeList) => communitiesByJobs(graph, services, process.env);
    try {
      await cluster({ store: services.store, clock: Date, search }, { onStage: note });
    } finally {
      await services.close();
    }
  },
} satisfies ReclusterTasks);
