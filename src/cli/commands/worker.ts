/** `cautery worker NAME...`: works on the named queues until SIGTERM or SIGINT, then finishes what runs. */
import { Command } from "commander";
import { UsageError } from "../../errors.js";
import { QUEUE_NAMES, type QueueName } from "../../ports/queue.js";

export function workerCommand(): Command {
  return new Command("worker")
    .description(
      "Works for the services: applies events, places accounts, clusters, searches parts of a graph, attributes, carries out batches. Start as many as there are cores and machines.",
    )
    .argument("<names...>", `${QUEUE_NAMES.join(", ")}, or all`)
    .addHelpText(
      "after",
      `
Addresses come from REDIS_URL, NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD; all processes need one key file (CAUTERY_KEY_FILE).
suspend carries out what was approved, one worker at a time, at CAUTERY_PLATFORM_URL, signed with CAUTERY_PLATFORM_SECRET; without an address it is a dry run.
A change is clustered by itself after CAUTERY_RECLUSTER_QUIET_MS (120000) without news, and at least every CAUTERY_RECLUSTER_EVERY_MS (3600000).
The graph of a clustering is cut into lots of whole components, of CAUTERY_LOT_EDGES (200000) edges or more, that all workers search; what is found is the same.
CAUTERY_ENGINE=gds has Neo4j's Graph Data Science find the components and a first partition, for graphs that outgrow a worker.
A worker wants 900 MB of memory; one that clusters (recluster) 5 kB more for each account, one that places accounts (place) 3 kB more, all 8 kB more:
2.5 GB with 200,000 accounts. It says so at the start where it may use less: by the machine's memory, or by the limit of its container.`,
    )
    .action(async (names: string[]) => {
      const queues = names.includes("all") ? QUEUE_NAMES : [...new Set(names.map(toName))];
      const { work } = await import("../../../workers/main.js"); // the servers' clients are not light
      const stopping = new AbortController();
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());
      await work(queues, stopping.signal);
      process.exit(); // what still waits for a server that is away must not keep it
    });
}

function toName(name: string): QueueName {
  const known = QUEUE_NAMES.find((each) => each === name);
  if (known === undefined) throw new UsageError(`there is no worker "${name}": name ${QUEUE_NAMES.join(", ")}, or all`);
  return known;
}
