/** What was explained of a link or a cluster -> what an analyst reads of it. */
import type { ClusterExplained, LinkExplained, PairExplained, PairUnlinked } from "../../app/explain.js";
import { formatCluster } from "./cluster-text.js";
import { formatCount, formatTable, signed } from "./format.js";

/** Links and bridges listed of a cluster. */
const LISTED = 10;

export function formatExplainedPair({ a, b, bits, probability, rows }: PairExplained): string {
  return [
    `${a} and ${b}: ${signed(bits)} bits, probability of one hand ${probability.toFixed(4)}`,
    formatTable([["evidence", "value", "bits"], ...rows.map((row) => [row.kind, row.value, signed(row.bits)]), ["sum", "", signed(bits)]]),
  ].join("\n");
}

export function formatUnlinkedPair({ a, b, clusters }: PairUnlinked): string {
  const [one, other] = clusters;
  const where = (cluster: string | null) => (cluster === null ? "in no cluster" : `in ${cluster}`);
  const why =
    one !== null && one === other
      ? `both are in ${one}, held there by others`
      : `${a} is ${where(one)}, ${b} ${one === other ? "neither" : where(other)}`;
  return `${a} and ${b}: the clustering kept no link of the two (${why}); --fresh weighs the pair anew, from all events`;
}

export function formatExplainedCluster({ cluster, links, bridges, leansOn }: ClusterExplained): string {
  const name = ({ a, b }: LinkExplained) => `${a} - ${b}`;
  const cases = (cluster.cases ?? []).flatMap(({ operator, bits, evidence }) => [
    [operator, `${signed(bits)} bits`],
    ...evidence.slice(0, 5).map((row) => [`  ${row.kind} ${row.value}`, `${signed(row.bits)} bits`, row.detail]),
  ]);
  return [
    formatCluster(cluster, { accounts: 0 }),
    section(
      `Links that hold it together (${formatCount(links.length)} kept)`,
      links.slice(0, LISTED).map((link) => [name(link), `${signed(link.bits)} bits`]),
    ),
    section(
      "Links that, if cut, would split it",
      bridges.length > 0
        ? bridges.slice(0, LISTED).map((link) => [name(link), `${formatCount(link.cutOff)} accounts come away`])
        : [["none"]],
    ),
    section(
      "If it were no evidence, accounts would fall off",
      leansOn
        .slice(0, LISTED)
        .map(({ evidence, accounts }) => [
          "family" in evidence ? `all ${evidence.family}` : `${evidence.kind} ${evidence.value}`,
          `${formatCount(accounts)} of ${formatCount(cluster.accounts.length)}`,
        ]),
    ),
    section("Operators weighed", cases),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function section(title: string, rows: readonly string[][]): string {
  return rows.length > 0 ? `${title}\n${formatTable(rows)}` : "";
}
