/** `cautery explain`: two accounts -> the waterfall of their link; a cluster -> what binds it, which links hold it together, which one would split it, and the alternatives weighed. */
import { Command } from "commander";
import { bridges } from "../../cluster/identity/bridges.js";
import { PermanentError } from "../../errors.js";
import type { Population } from "../../indicator/population.js";
import { loadPopulation } from "../../ingest/load.js";
import { type Links, link } from "../../link/link.js";
import { type PairEvidence, PairScorer } from "../../link/score.js";
import type { Cluster } from "../../model/cluster.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatCluster } from "../text/cluster-text.js";
import { formatCount, formatTable } from "../text/format.js";
import { progressOn } from "../text/progress.js";
import { findCluster } from "./show.js";

/** Links and bridges listed of a cluster. */
const LISTED = 10;

export function explainCommand(): Command {
  const command = new Command("explain")
    .description("Explains a link between two accounts, or a cluster: the evidence in bits, for and against.")
    .argument("<what>", "a cluster's id, or an account")
    .argument("[account]", "the other account")
    .addHelpText("after", "\nExamples:\n  cautery explain --data state c-4f1d\n  cautery explain --data state acc-7Qm2 acc-91xk");
  return storeOption(command).action(async (what: string, other: string | undefined, options: StoreOptions) => {
    await withStore(options, async (store) => {
      const cluster = other === undefined ? await clusterOf(what, store) : null;
      const progress = progressOn();
      progress.stage("linking");
      const population = await loadPopulation(store);
      const links = link(population, (stage) => progress.stage(stage));
      progress.done();
      console.log(cluster ? explainCluster(cluster, population, links) : explainPair(what, other!, population, links));
    });
  });
}

async function clusterOf(id: string, store: Parameters<typeof findCluster>[0]): Promise<Cluster> {
  const run = await store.loadRun();
  if (run === null) throw new PermanentError("no clustering yet: `cautery run` makes one embedded, `cautery recluster --wait` on services");
  return await findCluster(store, run, id);
}

export function explainPair(a: string, b: string, population: Population, { model }: Pick<Links, "model">): string {
  const indices = [a, b].map((account) => {
    const index = population.indexOf(account);
    if (index < 0) throw new PermanentError(`no account ${JSON.stringify(account)}: no event of it was read`);
    return index;
  });
  const rows: PairEvidence[] = [];
  const weight = new PairScorer(model).score(indices[0], indices[1], rows);
  const probability = 1 / (1 + 2 ** -weight);
  rows.sort((x, y) => y.bits - x.bits);
  return [
    `${a} and ${b}: ${signed(weight)} bits, probability of one hand ${probability.toFixed(4)}`,
    formatTable([
      ["evidence", "value", "bits"],
      ...rows.map(({ kind, value, bits }) => [kind, value, signed(bits)]),
      ["sum", "", signed(weight)],
    ]),
  ].join("\n");
}

export function explainCluster(cluster: Cluster, population: Population, links: Links): string {
  const local = new Map(cluster.accounts.map((account, i) => [population.indexOf(account), i]));
  const inside: number[] = [];
  for (let e = 0; e < links.source.length; e++) if (local.has(links.source[e]) && local.has(links.target[e])) inside.push(e);
  inside.sort((x, y) => links.weight[y] - links.weight[x] || x - y);
  const name = (e: number) => `${population.account(links.source[e])} - ${population.account(links.target[e])}`;
  const cut = bridges(
    cluster.accounts.length,
    inside.map((e) => [local.get(links.source[e])!, local.get(links.target[e])!] as const),
  );
  const cases = (cluster.cases ?? []).flatMap(({ operator, bits, evidence }) => [
    [operator, `${signed(bits)} bits`],
    ...evidence.slice(0, 5).map((row) => [`  ${row.kind} ${row.value}`, `${signed(row.bits)} bits`, row.detail]),
  ]);
  return [
    formatCluster(cluster, { accounts: 0 }),
    section(
      `Links that hold it together (${formatCount(inside.length)})`,
      inside.slice(0, LISTED).map((e) => [name(e), `${signed(links.weight[e])} bits`]),
    ),
    section(
      "Links that, if cut, would split it",
      cut.length > 0
        ? cut.slice(0, LISTED).map(({ link: l, cutOff }) => [name(inside[l]), `${formatCount(cutOff)} accounts come away`])
        : [["none"]],
    ),
    section("Operators weighed", cases),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function signed(bits: number): string {
  return `${bits >= 0 ? "+" : ""}${bits.toFixed(2)}`;
}

function section(title: string, rows: readonly string[][]): string {
  return rows.length > 0 ? `${title}\n${formatTable(rows)}` : "";
}
