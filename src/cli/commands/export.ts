/**
 * `cautery export`: the current clusters -> the same three files that `cautery run` leaves; of a data folder also its tables as Parquet.
 */
import { performance } from "node:perf_hooks";
import { Command, Option } from "commander";
import { prepareFolder, writeResults } from "../../adapters/files/result-folder.js";
import { runOf } from "../../app/current-run.js";
import { summarise } from "../../contract/summary.js";
import { UsageError } from "../../errors.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";

interface Options extends StoreOptions {
  out: string;
  format?: "parquet";
}

export function exportCommand(): Command {
  const command = new Command("export")
    .description("Writes clusters.ndjson, quarantine.ndjson and summary.json of the current clusters.")
    .requiredOption("--out <dir>", "folder for the files; made where it is missing")
    .addOption(
      new Option("--format <which>", "`parquet` writes the tables of the data folder (docs/data.md) beside them").choices(["parquet"]),
    );
  return storeOption(command).action(async ({ out, format, ...options }: Options) => {
    if (format === "parquet" && options.data === undefined)
      throw new UsageError("--format parquet is for a data folder: give --data DIR; of the services, Neo4j can be asked");
    const start = performance.now();
    await withStore(options, async (store) => {
      const run = await runOf(store);
      await prepareFolder(out);
      const summary = summarise(await store.counts(), run, (performance.now() - start) / 1000);
      await writeResults(out, { clusters: store.allClusters(run.number), quarantined: store.quarantined(), summary });
      if (format === "parquet") await store.writeParquet?.(out);
    });
  });
}
