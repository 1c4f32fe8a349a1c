/** A cluster's id, of today or of any time -> the cluster as it is now, or as it was in a run; and what became of the id. */
import { PermanentError } from "../errors.js";
import type { Cluster } from "../model/cluster.js";
import type { RunReader } from "../ports/runs.js";
import { runOf } from "./current-run.js";

/**
 * The cluster of the current run that has this id or took over the one that had it; with `run`, the one that had it then. Throws a
 * `PermanentError` where there is none.
 */
export async function clusterNamed(store: RunReader, id: string, run?: number): Promise<Cluster> {
  const { number } = await runOf(store, run);
  const current = run === undefined ? await store.resolveClusterId(id) : id;
  const cluster = current === null ? null : await store.cluster(current, number);
  if (cluster) return cluster;
  if (run === undefined) throw new PermanentError(`no cluster ${JSON.stringify(id)}: \`cautery show\` lists those there are`);
  throw new PermanentError(`no cluster ${JSON.stringify(id)} in run ${run}: \`cautery show --run ${run}\` lists those there were`);
}

/**
 * Today's ids of a cluster: its own or that of the one that took it over, then those that split from it in the last clustering; null where
 * no cluster ever had the id.
 */
export async function heirsOf(store: RunReader, id: string): Promise<string[] | null> {
  await runOf(store);
  const current = await store.resolveClusterId(id);
  if (current === null && !(await store.hadCluster(id))) return null;
  return [...new Set([...(current === null ? [] : [current]), ...(await store.splitFrom(id))])];
}
