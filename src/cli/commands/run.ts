/** `cautery run`: event files -> clusters, with nothing but this machine: ingest, link, cluster, score, attribute, and the contract's three files. */
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Command } from "commander";
import { duckDbStore } from "../../adapters/duckdb/store.js";
import { keyPath, loadKey } from "../../adapters/files/key-file.js";
import { nearDuplicatesOnThreads } from "../../adapters/threads/template-threads.js";
import { pseudonymiseDossiers } from "../../attribution/dossiers/pseudonymise.js";
import { UsageError } from "../../errors.js";
import { type Input, listInputs } from "../../event/input.js";
import { keyCheck, pseudonymiser } from "../../indicator/normalise/pseudonym.js";
import { openIngester } from "../../ingest/ingester.js";
import { loadPopulation } from "../../ingest/load.js";
import type { ClusterRun } from "../../model/run.js";
import { findClusters } from "../../pipeline.js";
import { encodeIndex, placementIndex } from "../../placement/placement-index.js";
import type { GraphStore } from "../../ports/store.js";
import { readDossiers } from "../dossiers.js";
import { prepareFolder, type Summary, writeOutput } from "../output.js";
import { type Progress, progressOn, silent } from "../text/progress.js";

export interface RunOptions {
  /** Files, folders, or `-`. */
  events: readonly string[];
  out: string;
  operators?: string;
  /** Where state is kept; without it, nothing is. */
  data?: string;
  progress?: Progress;
  threads?: number;
}

export function runCommand(): Command {
  return new Command("run")
    .description("Does the whole job on this machine: reads events, links accounts, finds clusters, names who is likely behind them.")
    .argument("<events...>", "NDJSON files (plain, gzip or zstd), folders of them (.ndjson, .jsonl), or - for standard input")
    .requiredOption("--out <dir>", "folder for clusters.ndjson, quarantine.ndjson and summary.json; made where it is missing")
    .option("--operators <file>", "what is known of operators: a JSON array of dossiers")
    .option("--data <dir>", "folder that keeps the state: more events add to it, the same events change nothing")
    .option("--threads <n>", "threads that read events (default: as many as there are cores)", threadCount)
    .addHelpText("after", "\nExample:\n  cautery run events/ --operators operators.json --data state --out found")
    .action(async (events: string[], options: Omit<RunOptions, "events">) => {
      await runEmbedded({ ...options, events, progress: progressOn() });
    });
}

/** The whole job; returns what `summary.json` holds. All that can be wrong with the call is found before anything is done. */
export async function runEmbedded({ events, out, operators, data, progress = silent, threads }: RunOptions): Promise<Summary> {
  const start = performance.now();
  const inputs = await listInputs(events);
  const dossiers = operators === undefined ? [] : await readDossiers(operators);
  await prepareFolder(out);
  const key = await loadKey(keyPath(process.env));
  const temporary = data === undefined ? await mkdtemp(join(tmpdir(), "cautery-")) : null;
  const store = duckDbStore(data ?? temporary!);
  try {
    await store.open(keyCheck(key));
    await store.saveDossiers(pseudonymiseDossiers(dossiers, pseudonymiser(key)));
    await ingest(store, inputs, key, progress, threads);
    const keep = data !== undefined;
    const { run, index } = await cluster(store, progress, { keep });
    if (keep) {
      progress.stage("saving clusters");
      await store.saveRun(run, index);
    }
    progress.stage("writing");
    return await writeOutput(store, run, out, (performance.now() - start) / 1000);
  } finally {
    progress.done();
    await store.close();
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
}

async function ingest(store: GraphStore, inputs: readonly Input[], key: Uint8Array, progress: Progress, threads?: number): Promise<void> {
  const start = performance.now();
  let events = 0;
  const ingester = openIngester(store, {
    key,
    threads,
    onCommit: (counts) => {
      events += counts.events;
      const rate = Math.round((events / (performance.now() - start)) * 1000);
      progress.tell(`${events.toLocaleString("en-US")} events, ${rate.toLocaleString("en-US")} a second`);
    },
  });
  try {
    for (const input of inputs) {
      progress.stage(`reading ${input.path}`);
      await ingester.apply(input);
    }
  } finally {
    await ingester.close();
  }
}

/** What the store holds -> clusters, and the index that later accounts are placed by, where it is kept. What it took is not held longer. */
async function cluster(
  store: GraphStore,
  progress: Progress,
  { keep }: { keep: boolean },
): Promise<{ run: ClusterRun; index?: Uint8Array }> {
  progress.stage("merging accounts");
  const population = await loadPopulation(store, { onPart: (done, parts) => progress.tell(`part ${done} of ${parts}`) });
  let index: Uint8Array | undefined;
  const run = findClusters(population, {
    dossiers: await store.loadDossiers(),
    judgements: await store.loadJudgements(),
    known: await store.knownClusters(),
    setsOf: availableParallelism() > 1 ? nearDuplicatesOnThreads : undefined,
    onStage: (stage) => progress.stage(stage),
    showLinks: keep,
    onLinked: (links, clusters) => {
      if (keep) index = encodeIndex(placementIndex(links, clusters));
    },
  });
  return { run, index };
}

function threadCount(text: string): number {
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1) throw new UsageError(`--threads ${text}: give a whole number of at least 1`);
  return threads;
}
