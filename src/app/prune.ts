/** Runs of old -> one a day beyond some days, and each that a judgement or a batch names: what it was said of must be found again. */
import type { Clock } from "../ports/clock.js";
import type { GraphStore } from "../ports/store.js";
import { Journal } from "./enforcement/journal.js";

export interface PrunePorts {
  store: GraphStore;
  clock: Clock;
  /** The pseudonym key. */
  key: Uint8Array;
}

/** Returns the numbers of the runs that were dropped; the current one never is. */
export async function pruneRuns(ports: PrunePorts, keepDays: number): Promise<number[]> {
  const { store, clock } = ports;
  const { batches } = await new Journal(ports).state();
  const planned = [...batches.values()].map(({ run }) => run);
  return await store.pruneRuns({ at: clock.now(), keepDays, named: new Set([...(await runsNamed(store)), ...planned]) });
}

/** Runs that judgements of clusters name: the last that was saved before each. */
async function runsNamed(store: GraphStore): Promise<Set<number>> {
  const about = (await store.loadJudgements()).filter((judgement) => "cluster" in judgement.about).map(({ at }) => at);
  const runs = about.length > 0 ? await store.runs() : [];
  return new Set(about.flatMap((at) => runs.find((run) => run.at <= at)?.number ?? []));
}
