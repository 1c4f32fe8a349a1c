/** `cautery export`: the services' current clusters -> the same three files that `cautery run` leaves. */
import { performance } from "node:perf_hooks";
import { Command } from "commander";
import { writeResults } from "../../adapters/files/result-folder.js";
import { runOf } from "../../app/current-run.js";
import { summarise } from "../../contract/summary.js";
import { withServiceStore } from "../services.js";

export function exportCommand(): Command {
  return new Command("export")
    .description("Writes the services' clusters.ndjson, quarantine.ndjson and summary.json.")
    .requiredOption("--out <dir>", "folder for the files; made where it is missing")
    .action(async ({ out }: { out: string }) => {
      const start = performance.now();
      await withServiceStore(async (store) => {
        const run = await runOf(store);
        const summary = summarise(await store.counts(), run, (performance.now() - start) / 1000);
        await writeResults(out, { clusters: store.allClusters(run.number), quarantined: store.quarantined(), summary });
      });
    });
}
