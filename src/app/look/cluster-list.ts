/** A run -> every cluster's summary, and how many accounts each gained, in whatever order is asked for. */
import type { ClusterSummary } from "../../model/run.js";
import type { RunReader } from "../../ports/runs.js";
import { byCodeUnit } from "../../tools/order.js";

export type ClusterSort = "size" | "score" | "exchanges" | "last_seen" | "growth";

export interface ClusterList {
  run: number;
  /** By size, then by id. */
  clusters: readonly ClusterSummary[];
  growth(id: string): number;
  /** In the order of a sort: descending, then by id. */
  sorted(by: ClusterSort): readonly ClusterSummary[];
}

const PAGE = 1_000;

export async function listOf(store: RunReader, run: number): Promise<ClusterList> {
  const clusters: ClusterSummary[] = [];
  for (let after: ClusterSummary | undefined; ; after = clusters.at(-1)) {
    const page = await store.clusters({ run, limit: PAGE, ...(after === undefined ? {} : { after }) });
    clusters.push(...page);
    if (page.length < PAGE) break;
  }
  const grown = new Map<string, number>();
  for (const { cluster, joined, left } of await store.changesOf(run)) grown.set(cluster, (grown.get(cluster) ?? 0) + joined - left);
  const growth = (id: string) => grown.get(id) ?? 0;
  const of: Record<ClusterSort, (cluster: ClusterSummary) => number> = {
    size: ({ size }) => size,
    score: ({ score }) => score,
    exchanges: ({ exchanges }) => exchanges,
    last_seen: ({ lastSeen }) => lastSeen,
    growth: ({ id }) => growth(id),
  };
  const orders = new Map<ClusterSort, readonly ClusterSummary[]>([["size", clusters]]);
  return {
    run,
    clusters,
    growth,
    sorted(by) {
      const known = orders.get(by);
      if (known) return known;
      const sorted = [...clusters].sort((a, b) => of[by](b) - of[by](a) || byCodeUnit(a.id, b.id));
      orders.set(by, sorted);
      return sorted;
    },
  };
}
