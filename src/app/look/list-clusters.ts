/** What clusters are wanted, and where the page before ended -> the next page of the current run. */
import type { Disposition } from "../../model/cluster.js";
import type { ClusterSummary } from "../../model/run.js";
import { likeliestOf } from "../../model/tally.js";
import type { ClusterList, ClusterSort } from "./cluster-list.js";

export interface ListQuery {
  disposition?: Disposition | undefined;
  operator?: string | undefined;
  minSize?: number | undefined;
  minScore?: number | undefined;
  /** Clusters that changed in a run after this one. */
  changedSince?: number | undefined;
  sort?: ClusterSort | undefined;
  /** Part of an id, an operator or a stranger's name. */
  text?: string | undefined;
  limit?: number | undefined;
  /** Who works on it and how far that is are as wanted. */
  isWanted?: ((id: string) => boolean) | undefined;
  /** How many of the sorted list were looked at before. */
  from?: number | undefined;
}

/** `next`: how many were looked at, where there may be more. */
export function pageOfClusters(list: ClusterList, query: ListQuery): { items: readonly ClusterSummary[]; next: number | null } {
  const { sort = "size", limit = 100, from = 0 } = query;
  const wanted = wants(query);
  const sorted = list.sorted(sort);
  const items: ClusterSummary[] = [];
  for (let i = from; i < sorted.length; i++) {
    if (!wanted(sorted[i])) continue;
    if (items.length === limit) return { items, next: i };
    items.push(sorted[i]);
  }
  return { items, next: null };
}

export const countOfClusters = (list: ClusterList, query: ListQuery): number => {
  const wanted = wants(query);
  return list.clusters.reduce((sum, cluster) => sum + Number(wanted(cluster)), 0);
};

function wants({
  disposition,
  operator,
  minSize,
  minScore,
  changedSince,
  text,
  isWanted,
}: ListQuery): (cluster: ClusterSummary) => boolean {
  const part = text?.toLowerCase();
  return (cluster) => {
    const { id, size, score, likeliest, stranger } = cluster;
    if (disposition !== undefined && cluster.disposition !== disposition) return false;
    if (minSize !== undefined && size < minSize) return false;
    if (minScore !== undefined && score < minScore) return false;
    if (changedSince !== undefined && cluster.changedIn <= changedSince) return false;
    if (operator !== undefined && whose(cluster) !== operator) return false;
    if (isWanted !== undefined && !isWanted(id)) return false;
    if (part === undefined) return true;
    return [id, likeliest?.operator ?? "", stranger ?? ""].some((name) => name.toLowerCase().includes(part));
  };
}

const whose = ({ disposition, likeliest, stranger }: ClusterSummary): string | null =>
  likeliestOf({ disposition, attribution: likeliest === null ? [] : [likeliest], ...(stranger === null ? {} : { stranger }) });
