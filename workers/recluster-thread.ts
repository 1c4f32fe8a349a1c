/** The thread of a clustering: what the store holds -> the next run, saved; its graph is searched by all workers, where it is worth it. */
import { availableParallelism } from "node:os";
import { collectIfLarge } from "../src/adapters/collect.js";
import { type LogForm, standardErrorLog } from "../src/adapters/log/pino.js";
import { openServices } from "../src/adapters/services.js";
import { crewOfThreads } from "../src/adapters/threads/crew.js";
import { cluster } from "../src/app/cluster.js";
import type { EdgeList } from "../src/cluster/search/graph.js";
import { note, serve } from "../src/threads/serve.js";
import { communitiesByJobs } from "./lots.js";

/** `form` is of the log where the environment names none: a thread knows of no terminal. */
export type ReclusterTasks = { cluster(given: { form: LogForm }): Promise<void> };

serve({
  async cluster({ form }) {
    const log = standardErrorLog(process.env, form).child({ queue: "recluster" });
    const services = await openServices(process.env, { log });
    const crew = crewOfThreads(availableParallelism());
    const search = (graph: EdgeList) => communitiesByJobs(graph, services, process.env);
    const onStage = (stage: string) => {
      note(stage);
      collectIfLarge();
    };
    try {
      await cluster({ store: services.store, clock: Date, search, crew }, { onStage });
    } finally {
      await crew.close();
      await services.close();
    }
  },
} satisfies ReclusterTasks);
