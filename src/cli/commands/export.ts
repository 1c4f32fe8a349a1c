/** `cautery export`: the services' current clusters -> the same three files that `cautery run` leaves. */
import { performance } from "node:perf_hooks";
import { Command } from "commander";
import { PermanentError } from "../../errors.js";
import { writeOutput } from "../output.js";
import { withServiceStore } from "../services.js";

export function exportCommand(): Command {
  return new Command("export")
    .description("Writes the services' clusters.ndjson, quarantine.ndjson and summary.json.")
    .requiredOption("--out <dir>", "folder for the files; made where it is missing")
    .action(async ({ out }: { out: string }) => {
      const start = performance.now();
      await withServiceStore(async (store) => {
        const run = await store.loadRun();
        if (run === null) throw new PermanentError("no clusters stand yet: cautery recluster --wait, then export again");
        await writeOutput(store, run, out, (performance.now() - start) / 1000);
      });
    });
}
