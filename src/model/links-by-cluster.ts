/** A run -> each cluster's links, in a few flat arrays: a run may have millions; every store writes them by cluster. */
import type { Link } from "./link.js";
import type { ClusterRun } from "./run.js";

/** The links of each cluster of the run, in their order. A link of accounts that are in no one cluster is nobody's. */
export function linksByCluster({ clusters, links }: Pick<ClusterRun, "clusters" | "links">): (cluster: number) => Link[] {
  const home = new Map<string, number>();
  for (const [c, { accounts }] of clusters.entries()) for (const account of accounts) home.set(account, c);
  const clusterOf = new Int32Array(links.length).fill(-1);
  let last: string | null = null; // links are sorted, so many in a row begin with one account
  let homeOfLast: number | undefined;
  for (let i = 0; i < links.length; i++) {
    const { a, b } = links[i];
    if (a !== last) {
      last = a;
      homeOfLast = home.get(a);
    }
    if (homeOfLast !== undefined && homeOfLast === home.get(b)) clusterOf[i] = homeOfLast;
  }
  const start = new Uint32Array(clusters.length + 1);
  for (const c of clusterOf) if (c >= 0) start[c + 1]++;
  for (let c = 0; c < clusters.length; c++) start[c + 1] += start[c];
  const next = start.slice();
  const order = new Uint32Array(links.length);
  for (let i = 0; i < links.length; i++) if (clusterOf[i] >= 0) order[next[clusterOf[i]]++] = i;
  return (c) => Array.from(order.subarray(start[c], start[c + 1]), (i) => links[i]);
}
