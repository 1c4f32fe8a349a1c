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

/** Of fraudulent accounts, whatever the disposition of their clusters. */
export interface Hands {
  accounts: number;
  /** In a cluster of two or more that the truth knows. */
  clustered: number;
  /** Share of all that are. */
  share: number | null;
  /** Of those, in a cluster whose commonest hand is theirs. The innocent count as one hand: where most of a cluster are, it is wrong. */
  right: number;
  accuracy: number | null;
}

/** First in code-unit order, so that of equals the innocent have it. */
const INNOCENT = "";

export function hands(clusters: readonly ClusterTruth[], fraudAccounts: number): Hands {
  let [clustered, right] = [0, 0];
  for (const { members } of clusters) {
    const fraud = members.filter((row) => row.fraud);
    if (members.length < 2 || fraud.length === 0) continue;
    const most = commonest(members.map((row) => (row.fraud ? handOf(row) : INNOCENT)))!;
    clustered += fraud.length;
    if (most.item !== INNOCENT) right += most.count;
  }
  return { accounts: fraudAccounts, clustered, share: ratio(clustered, fraudAccounts), right, accuracy: ratio(right, clustered) };
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
