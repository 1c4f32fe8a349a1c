/** A cluster's id, of today or of any time -> the cluster as it is now, or as it was in a run; and what became of the id. */
import { NotFoundError } from "../errors.js";
import type { Cluster } from "../model/cluster.js";
import type { RunReader } from "../ports/runs.js";
import { runOf } from "./current-run.js";

/**
 * The cluster of the current run that has this id or took over the one that had it; with `run`, the one that had it then. Throws a
 * `NotFoundError` where there is none.
 */
export async function clusterNamed(store: RunReader, id: string, run?: number): Promise<Cluster> {
  return (await clusterInRun(store, id, run)).cluster;
}

/** The same, with the number of the run that the cluster is as of: by it, more is read of the same run. */
export async function clusterInRun(store: RunReader, id: string, run?: number): Promise<{ cluster: Cluster; number: number }> {
  const found = await (run === undefined ? clusterOfToday(store, id) : clusterOfRun(store, id, run));
  if (found.cluster !== null) return { ...found, cluster: found.cluster };
  if (run === undefined) throw new NotFoundError(`no cluster ${JSON.stringify(id)}: \`cautery show\` lists those there are`);
  throw new NotFoundError(`no cluster ${JSON.stringify(id)} in run ${run}: \`cautery show --run ${run}\` lists those there were`);
}

/**
 * Today's ids of a cluster: its own or that of the one that took it over, then those that split from it in the last clustering; null where
 * no cluster ever had the id.
 */
export async function heirsOf(store: RunReader, id: string): Promise<string[] | null> {
  return await ofOneRun(store, async () => {
    const current = await store.resolveClusterId(id);
    if (current === null && !(await store.hadCluster(id))) return null;
    return [...new Set([...(current === null ? [] : [current]), ...(await store.splitFrom(id))])];
  });
}

/**
 * What `read` finds while one run is the current one, whose number it is told: where another was saved meanwhile, it reads again. Throws a
 * `NotFoundError` where there is none.
 */
export async function ofOneRun<T>(store: Pick<RunReader, "currentRun" | "runs">, read: (number: number) => Promise<T>): Promise<T> {
  let { number } = await runOf(store);
  for (;;) {
    const found = await read(number);
    const now = await runOf(store);
    if (now.number === number) return found;
    number = now.number;
  }
}

function clusterOfToday(store: RunReader, id: string) {
  return ofOneRun(store, async (number) => {
    const current = await store.resolveClusterId(id);
    return { number, cluster: current === null ? null : await store.cluster(current, number) };
  });
}

async function clusterOfRun(store: RunReader, id: string, run: number) {
  const { number } = await runOf(store, run);
  return { number, cluster: await store.cluster(id, number) };
}
