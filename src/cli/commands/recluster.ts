/**
 * `cautery recluster`: a clustering of all that was read: asked of the services' workers, and waited for where asked; in a data folder done
 * here.
 */
import { availableParallelism } from "node:os";
import { Command } from "commander";
import { recluster } from "../../app/recluster.js";
import { clusterInTurn } from "../../app/run.js";
import { hint, withServices } from "../services.js";
import { storeOption } from "../store.js";
import { progressOn } from "../text/progress.js";

export function reclusterCommand(): Command {
  const command = new Command("recluster")
    .description("Clusters all that was read again: on services the workers do it, with --data this process.")
    .option("--wait", "return when the clusters stand (with --data it always does)");
  return storeOption(command).action(async ({ wait = false, data }: { wait?: boolean; data?: string }) => {
    if (data === undefined) await withServices((services) => recluster(services, { wait, onHint: hint }));
    else await here(data);
  });
}

async function here(data: string): Promise<void> {
  const { openFolder, refuseNewFolder } = await import("../../adapters/folder.js"); // not light
  const { crewOfThreads } = await import("../../adapters/threads/crew.js");
  refuseNewFolder(data);
  const progress = progressOn();
  const { store } = await openFolder(data);
  const crew = crewOfThreads(availableParallelism());
  try {
    await clusterInTurn({ store, clock: Date, crew }, { keep: true, progress });
  } finally {
    progress.done();
    await crew.close();
    await store.close();
  }
}
