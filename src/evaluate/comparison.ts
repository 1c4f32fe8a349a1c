/** Truth and clusters -> each account's truth beside the cluster that it was put in: the input of every measure. */

import type { ClusterRow, TruthRow } from "../contract/rows.js";
import { PermanentError } from "../errors.js";

/** An account of the truth; `found` is null where it is in no cluster. */
export interface Placement {
  truth: TruthRow;
  found: ClusterRow | null;
}

/** A cluster and those of its accounts that the truth knows. */
export interface ClusterTruth {
  found: ClusterRow;
  members: readonly TruthRow[];
}

export interface Comparison {
  placements: readonly Placement[];
  clusters: readonly ClusterTruth[];
  /** Accounts in clusters that the truth doesn't name: nothing can be said of them, so they count nowhere. */
  strangers: number;
}

export function compare(truth: readonly TruthRow[], clusters: readonly ClusterRow[]): Comparison {
  const truthOf = new Map(truth.map((row) => [row.account, row]));
  if (truthOf.size < truth.length)
    throw new PermanentError(`truth: account ${JSON.stringify(twice(truth))} is there twice; keep one line each`);
  const foundOf = new Map<string, ClusterRow>();
  const sets: ClusterTruth[] = [];
  let strangers = 0;
  for (const found of clusters) {
    const members: TruthRow[] = [];
    for (const account of found.accounts) {
      const other = foundOf.get(account);
      if (other) {
        const [first, second] = [other.cluster, found.cluster].map((id) => JSON.stringify(id));
        throw new PermanentError(
          `clusters: account ${JSON.stringify(account)} is in cluster ${first} and again in ${second}; it may be in one at the most`,
        );
      }
      foundOf.set(account, found);
      const row = truthOf.get(account);
      if (row) members.push(row);
      else strangers++;
    }
    sets.push({ found, members });
  }
  return { placements: truth.map((row) => ({ truth: row, found: foundOf.get(row.account) ?? null })), clusters: sets, strangers };
}

/** Whose hand a fraudulent account is in: its operator's, else its group's; an account of neither is in its own. */
export function handOf({ account, group, operator }: TruthRow): string {
  return JSON.stringify(operator !== null ? ["operator", operator] : group !== null ? ["group", group] : ["account", account]);
}

/** The item that most have, and how many; of equals the first in code-unit order, so that the order of lines doesn't matter. */
export function commonest(items: readonly string[]): { item: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  let best: { item: string; count: number } | null = null;
  for (const [item, count] of counts) {
    if (best === null || count > best.count || (count === best.count && item < best.item)) best = { item, count };
  }
  return best;
}

function twice(truth: readonly TruthRow[]): string {
  const seen = new Set<string>();
  for (const { account } of truth) {
    if (seen.has(account)) return account;
    seen.add(account);
  }
  return "";
}
