/** A run -> how much it found: clusters by disposition and by likeliest operator, and what else is counted of it. */
import { byCodeUnit } from "../tools/order.js";
import type { Cluster, Disposition } from "./cluster.js";
import type { ClusterRun, RunInfo, Tally } from "./run.js";

const none = (): Tally => ({ clusters: 0, accounts: 0, exchanges: 0 });

/**
 * Whom a fraudulent cluster is likeliest of: an operator's id, a stranger's lasting name, or `unknown`; null for one that is not
 * fraudulent.
 */
export function likeliestOf({
  disposition,
  attribution,
  stranger,
}: Pick<Cluster, "disposition" | "attribution" | "stranger">): string | null {
  if (disposition !== "fraudulent") return null;
  const first = attribution[0]?.operator ?? "unknown";
  return first === "unknown" ? (stranger ?? first) : first;
}

/** What is remembered of the run beside when it was made and what changed. */
export function tallyRun({
  clusters,
  accounts,
  otherAttributeKeys,
}: ClusterRun): Pick<RunInfo, "accounts" | "otherAttributeKeys" | "total" | "byDisposition" | "byOperator"> {
  return { accounts, ...(otherAttributeKeys === undefined ? {} : { otherAttributeKeys }), ...tally(clusters) };
}

export function tally(clusters: readonly Cluster[]): Pick<RunInfo, "total" | "byDisposition" | "byOperator"> {
  const total = none();
  const byDisposition: Record<Disposition, Tally> = { fraudulent: none(), benign: none(), unclear: none() };
  const byOperator = new Map<string, Tally>();
  for (const cluster of clusters) {
    const operator = likeliestOf(cluster);
    if (operator !== null && !byOperator.has(operator)) byOperator.set(operator, none());
    const counted = [total, byDisposition[cluster.disposition], ...(operator === null ? [] : [byOperator.get(operator)!])];
    for (const each of counted) {
      each.clusters++;
      each.accounts += cluster.accounts.length;
      each.exchanges += cluster.exchanges;
    }
  }
  const sorted = [...byOperator].sort(([a, x], [b, y]) => y.accounts - x.accounts || byCodeUnit(a, b));
  return { total, byDisposition, byOperator: Object.fromEntries(sorted) };
}
