/** Runs of old -> one a day beyond some days, and each that a judgement names: what it was said of must be found again. */
import type { Clock } from "../ports/clock.js";
import type { GraphStore } from "../ports/store.js";

/** Returns the numbers of the runs that were dropped; the current one never is. */
export async function pruneRuns({ store, clock }: { store: GraphStore; clock: Clock }, keepDays: number): Promise<number[]> {
  return await store.pruneRuns({ at: clock.now(), keepDays, named: await runsNamed(store) });
}

/** Runs that something on record names: judgements of clusters, the last run that was saved before each. */
async function runsNamed(store: GraphStore): Promise<Set<number>> {
  const about = (await store.loadJudgements()).filter((judgement) => "cluster" in judgement.about).map(({ at }) => at);
  const runs = about.length > 0 ? await store.runs() : [];
  return new Set(about.flatMap((at) => runs.find((run) => run.at <= at)?.number ?? []));
}
