/**
 * `cautery run`: event files -> clusters, with nothing but this machine: ingest, link, cluster, score, attribute, and the contract's three
 * files.
 */
import { Command } from "commander";
import { UsageError } from "../../errors.js";
import { type RunOptions, runEmbedded } from "../embedded.js";
import { progressOn } from "../text/progress.js";

export function runCommand(): Command {
  return new Command("run")
    .description("Does the whole job on this machine: reads events, links accounts, finds clusters, names who is likely behind them.")
    .argument("<events...>", "NDJSON files (plain, gzip or zstd), folders of them (.ndjson, .jsonl), or - for standard input")
    .requiredOption("--out <dir>", "folder for clusters.ndjson, quarantine.ndjson and summary.json; made where it is missing")
    .option("--operators <file>", "what is known of operators: a JSON array of dossiers")
    .option("--data <dir>", "folder that keeps the state: more events add to it, the same events change nothing")
    .option("--zone <name>", "time zone that days are counted in, as Europe/Berlin; fixed when --data is made (default: UTC)")
    .option("--threads <n>", "threads that read events (default: as many as there are cores)", threadCount)
    .option("--regardless", "start even where this machine looks too small for the job")
    .addHelpText("after", "\nExample:\n  cautery run events/ --operators operators.json --data state --out found")
    .action(async (events: string[], options: Omit<RunOptions, "events">) => {
      await runEmbedded({ ...options, events, progress: progressOn() });
    });
}

function threadCount(text: string): number {
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1) throw new UsageError(`--threads ${text}: give a whole number of at least 1`);
  return threads;
}
