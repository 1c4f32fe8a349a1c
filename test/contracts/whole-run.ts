/** A store -> its current run read whole, piece by piece as the port gives it: for tests that compare all of it. */
import type { Cluster } from "../../src/model/cluster.js";
import type { Link } from "../../src/model/link.js";
import type { ClusterRun } from "../../src/model/run.js";
import type { RunReader } from "../../src/ports/runs.js";

/** As of run `number`, or now; null before the first. */
export async function wholeRun(store: RunReader, number?: number): Promise<ClusterRun | null> {
  const current = await store.currentRun();
  if (current === null) return null;
  const info = number === undefined ? current : (await store.runs()).find((run) => run.number === number)!;
  const clusters: Cluster[] = [];
  for await (const cluster of store.allClusters(info.number)) clusters.push(cluster);
  const links: Link[] = [];
  for (const { id } of clusters) links.push(...(await store.linksOf(id, info.number)));
  const changes = (await store.changesOf(info.number)).map(({ type, cluster, from }) => ({ type, cluster, from }));
  return {
    clusters,
    links: links.sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1)),
    model: (await store.modelOf(info.number))!,
    changes,
    accounts: info.accounts,
    ...(info.otherAttributeKeys === undefined ? {} : { otherAttributeKeys: info.otherAttributeKeys }),
  };
}
