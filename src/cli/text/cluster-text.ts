/** A cluster -> what an analyst reads of it: what it is, why, whose it may be, and which accounts. */
import type { Cluster } from "../../model/cluster.js";
import type { ClusterSummary } from "../../model/run.js";
import { formatCount, formatDuration, formatShare, formatTable, formatTime } from "./format.js";

export function formatCluster(cluster: Cluster, { accounts = 20 }: { accounts?: number } = {}): string {
  return [
    formatHead(cluster),
    section(
      "Explanations, in bits against the best innocent one",
      cluster.explanations.map(({ name, bits, detail }) => [name, formatBits(bits), detail]),
    ),
    section(
      "Likely operator",
      cluster.attribution.map(({ operator, confidence, likelihood }) => [operator, formatShare(confidence, 2), likelihood]),
    ),
    section(
      "Parts, by the accounts' own traffic",
      (cluster.parts ?? []).map((part) => [`${formatCount(part.accounts.length)} accounts`, formatLikeliest(part)]),
    ),
    section(
      "What binds it",
      cluster.evidence.map(({ kind, value, accounts, bits }) => [
        `${kind} ${value}`,
        `${formatCount(accounts)} accounts`,
        formatBits(bits),
      ]),
    ),
    formatAccounts(cluster.accounts, accounts),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** One line a cluster. */
export function formatClusters(clusters: readonly ClusterSummary[]): string {
  return formatTable(
    [
      ["cluster", "accounts", "exchanges", "score", "disposition", "likely operator"],
      ...clusters.map((cluster) => [
        cluster.id,
        formatCount(cluster.size),
        formatCount(cluster.exchanges),
        formatShare(cluster.score, 2),
        cluster.disposition,
        formatLikeliest({ attribution: cluster.likeliest === null ? [] : [cluster.likeliest] }),
      ]),
    ],
    "",
  );
}

/** The likeliest operator with the confidence in it, or nothing where none was weighed. */
export function formatLikeliest({ attribution }: { attribution: readonly { operator: string; confidence: number }[] }): string {
  const [likeliest] = attribution;
  return likeliest ? `${likeliest.operator} ${formatShare(likeliest.confidence, 2)}` : "";
}

function formatHead({ id, disposition, score, accounts, exchanges, firstSeen, lastSeen, relinkMs, stranger }: Cluster): string {
  return [
    `${id}: ${disposition}, score ${formatShare(score, 2)}`,
    formatTable([
      ["accounts", formatCount(accounts.length)],
      ["exchanges", formatCount(exchanges)],
      ["first seen", formatTime(firstSeen)],
      ["last seen", formatTime(lastSeen)],
      ["median time to relink", relinkMs === null ? "none seen" : formatDuration(relinkMs)],
      ...(stranger === undefined ? [] : [["operator without a dossier", stranger]]),
    ]),
  ].join("\n");
}

function formatAccounts(accounts: readonly string[], most: number): string {
  const left = accounts.length - most;
  const rows = [...accounts.slice(0, most), ...(left > 0 ? [`and ${formatCount(left)} more (--accounts all)`] : [])];
  return section(
    "Accounts",
    rows.map((row) => [row]),
  );
}

function formatBits(bits: number): string {
  return `${bits > 0 ? "+" : ""}${bits.toFixed(1)} bits`;
}

function section(title: string, rows: readonly string[][]): string {
  return rows.length > 0 ? `${title}\n${formatTable(rows)}` : "";
}
