/**
 * Accounts beside their clusters -> how well clusters and true groups agree, whatever the disposition; and how pure fraudulent clusters
 * are.
 */
import type { PrecisionRecall } from "./agreement.js";
import { adjustedRand, bcubed, pairwise, ratio, sum, tabulate } from "./agreement.js";
import type { ClusterTruth, Placement } from "./comparison.js";
import { commonest, handOf } from "./comparison.js";

export interface Grouping {
  accounts: number;
  /** Share of these accounts that is in any cluster of two or more. */
  clustered: number | null;
  bcubed: PrecisionRecall;
  pairwise: PrecisionRecall;
  ari: number | null;
}

/** Of the accounts that `inScope` picks. An account in no cluster, or of no group, is one of its own. */
export function grouping(placements: readonly Placement[], inScope: (placement: Placement) => boolean): Grouping {
  const scope = Uint8Array.from(placements, (placement) => (inScope(placement) ? 1 : 0));
  const table = tabulate(
    label(placements, ({ truth }) => truth.group),
    label(placements, ({ found }) => found?.cluster ?? null),
    scope,
  );
  const clustered = placements.filter((placement, i) => scope[i] === 1 && (placement.found?.accounts.length ?? 0) > 1).length;
  const accounts = sum(table.rows, ({ scoped }) => scoped);
  return { accounts, clustered: ratio(clustered, accounts), bcubed: bcubed(table), pairwise: pairwise(table), ari: adjustedRand(table) };
}

export interface Purity {
  clusters: number;
  accounts: number;
  /** Share of the accounts that are of the one operator who has most of their cluster. Innocent accounts count against it. */
  purity: number | null;
  /** Share of all fraudulent accounts that are in these clusters. */
  coverage: number | null;
}

/** Of the clusters called fraudulent. */
export function purity(clusters: readonly ClusterTruth[], fraudAccounts: number): Purity {
  const called = clusters.filter(({ found, members }) => found.disposition === "fraudulent" && members.length > 0);
  const accounts = sum(called, ({ members }) => members.length);
  const pure = sum(called, ({ members }) => commonest(members.filter((row) => row.fraud).map(handOf))?.count ?? 0);
  const caught = sum(called, ({ members }) => members.filter((row) => row.fraud).length);
  return { clusters: called.length, accounts, purity: ratio(pure, accounts), coverage: ratio(caught, fraudAccounts) };
}

/** Names -> numbers from 0 without gaps; each `null` gets one of its own. */
function label(placements: readonly Placement[], nameOf: (placement: Placement) => string | null): Int32Array {
  const numbers = new Map<string, number>();
  let next = 0;
  return Int32Array.from(placements, (placement) => {
    const name = nameOf(placement);
    if (name === null) return next++;
    let number = numbers.get(name);
    if (number === undefined) {
      number = next++;
      numbers.set(name, number);
    }
    return number;
  });
}
