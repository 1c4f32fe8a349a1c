/** Clusters and the truth about their accounts -> a line a cluster: what was found beside what there was. */

import type { ClusterRow } from "../../contract/cluster.js";
import type { TruthRow } from "../../contract/truth.js";
import { byCodeUnit } from "../../tools/order.js";
import { formatLikeliest } from "./cluster-text.js";
import { formatCount, formatShare, formatTable } from "./format.js";

/** The `most` largest clusters of a disposition. */
export function formatFindings(
  clusters: readonly ClusterRow[],
  truth: readonly TruthRow[],
  { disposition, most }: { disposition: ClusterRow["disposition"]; most: number },
): string {
  const truthOf = new Map(truth.map((row) => [row.account, row]));
  const found = clusters.filter((cluster) => cluster.disposition === disposition).sort((a, b) => b.accounts.length - a.accounts.length);
  if (found.length === 0) return formatTable([["none"]]);
  const rows = found.slice(0, most).map(({ cluster, accounts, score, attribution = [] }) => {
    const members = accounts.flatMap((account) => truthOf.get(account) ?? []);
    return [cluster, formatCount(accounts.length), formatShare(score, 2), formatLikeliest({ attribution }), describe(members)];
  });
  const rest = found.length > most ? [[`and ${formatCount(found.length - most)} more`]] : [];
  return formatTable([["cluster", "accounts", "score", "likely operator", "in truth"], ...rows, ...rest]);
}

/** `118 op-a (careful), 2 household`: the three commonest of what they really are. */
function describe(members: readonly TruthRow[]): string {
  const counts = new Map<string, number>();
  for (const row of members) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  const names = [...counts].sort(([a, m], [b, n]) => n - m || byCodeUnit(a, b)).map(([name, count]) => `${formatCount(count)} ${name}`);
  return [...names.slice(0, 3), ...(names.length > 3 ? ["…"] : [])].join(", ");
}

function nameOf({ fraud, operator, kind, level }: TruthRow): string {
  if (!fraud) return kind;
  return [operator ?? kind, ...(level ? [`(${level})`] : [])].join(" ");
}
