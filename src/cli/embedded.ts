/** The whole job on this machine, in a folder that is kept or in one that is gone afterwards: `cautery run`, and what is built on it. */
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { collectIfLarge } from "../adapters/collect.js";
import { prepareFolder, writeResults } from "../adapters/files/result-folder.js";
import { openFolder } from "../adapters/folder.js";
import { crewOfThreads } from "../adapters/threads/crew.js";
import { runAll } from "../app/run.js";
import { type Summary, summarise } from "../contract/summary.js";
import { listInputs } from "../event/input.js";
import { tally } from "../model/tally.js";
import { type Progress, silent } from "../ports/progress.js";
import { zoneOf } from "../tools/zone.js";
import { readDossiers } from "./dossiers.js";
import { refuseTooLarge } from "./room.js";

export interface RunOptions {
  /** Files, folders, or `-`. */
  events: readonly string[];
  out: string;
  operators?: string;
  /** Where state is kept; without it, nothing is. */
  data?: string;
  progress?: Progress;
  threads?: number;
  /** Starts even where the machine looks too small. */
  regardless?: boolean;
  /** The IANA zone that days are counted in, fixed when the state is first made; UTC where none is named. */
  zone?: string;
}

/** Returns what `summary.json` holds. All that can be wrong with the call is found before anything is done. */
export async function runEmbedded({
  events,
  out,
  operators,
  data,
  progress = silent,
  threads,
  zone,
  regardless,
}: RunOptions): Promise<Summary> {
  const start = performance.now();
  if (zone !== undefined) zoneOf(zone);
  const inputs = await listInputs(events);
  const dossiers = operators === undefined ? [] : await readDossiers(operators);
  await prepareFolder(out);
  const temporary = data === undefined ? await mkdtemp(join(tmpdir(), "cautery-")) : null;
  const { store, key } = await openFolder(data ?? temporary!, { zone });
  const crew = crewOfThreads(availableParallelism());
  try {
    if (!regardless) await refuseTooLarge(store, inputs, { data: data ?? temporary!, out });
    const tidied: Progress = {
      ...progress,
      stage(stage) {
        progress.stage(stage);
        collectIfLarge();
      },
    };
    const run = await runAll({ store, clock: Date, key, crew }, { inputs, dossiers, threads, keep: data !== undefined, progress: tidied });
    progress.stage("writing");
    const summary = summarise(await store.counts(), { ...run, ...tally(run.clusters) }, (performance.now() - start) / 1000);
    await writeResults(out, { clusters: run.clusters, quarantined: store.quarantined(), summary });
    return summary;
  } finally {
    progress.done();
    await crew.close();
    await store.close();
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
}
