/**
 * `cautery show`: a cluster's id, or one that it had before -> what is known of the cluster, now or as of a run; without an id, all
 * clusters, largest first.
 */
import { Command, Option } from "commander";
import { clusterNamed } from "../../app/clusters.js";
import { runOf } from "../../app/current-run.js";
import { clusterLine } from "../../contract/cluster.js";
import type { Disposition } from "../../model/cluster.js";
import type { ClusterSummary } from "../../model/run.js";
import type { ClusterQuery, RunReader } from "../../ports/runs.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatCluster, formatClusters } from "../text/cluster-text.js";
import { wholeNumber } from "../whole-number.js";

interface Options extends StoreOptions {
  accounts: number;
  json?: true;
  run?: number;
  disposition?: Disposition;
  operator?: string;
  minSize?: number;
}

/** Clusters read at a time. */
const PAGE = 1_000;

export function showCommand(): Command {
  const command = new Command("show")
    .description("Shows a cluster: accounts, disposition, explanations, likely operator, time to relink.")
    .argument("[cluster]", "its id, or one that it had before; without one, all clusters are listed")
    .option("--accounts <count>", "how many accounts to list, or `all`", parseCount, 20)
    .option("--run <number>", "as of this run (`cautery runs` lists them), not of the current one", wholeNumber("--run"))
    .addOption(new Option("--disposition <which>", "list these alone").choices(["fraudulent", "benign", "unclear"]))
    .option("--operator <id>", "list those that are likeliest this operator's alone")
    .option("--min-size <accounts>", "list those of so many accounts or more alone", wholeNumber("--min-size"))
    .option("--json", "print the contract's JSON, one line a cluster");
  return storeOption(command).action(async (id: string | undefined, options: Options) => {
    await withStore(options, (store) => (id === undefined ? list(store, options) : showOne(store, id, options)));
  });
}

async function showOne(store: RunReader, id: string, { json, run, accounts }: Options): Promise<void> {
  const cluster = await clusterNamed(store, id, run);
  console.log(json ? clusterLine(cluster) : formatCluster(cluster, { accounts }));
}

async function list(store: RunReader, { json, run, disposition, operator, minSize }: Options): Promise<void> {
  const { number } = await runOf(store, run);
  const all: ClusterSummary[] = [];
  for await (const page of pages(store, { run: number, disposition, operator, minSize, limit: PAGE })) all.push(...page);
  if (!json) {
    console.log(formatClusters(all));
    return;
  }
  const listed = new Set(all.map(({ id }) => id));
  for await (const cluster of store.allClusters(number)) if (listed.has(cluster.id)) console.log(clusterLine(cluster));
}

async function* pages(store: RunReader, query: ClusterQuery): AsyncGenerator<ClusterSummary[]> {
  for (let after: ClusterSummary | undefined; ; ) {
    const page = await store.clusters({ ...query, after });
    if (page.length > 0) yield page;
    if (page.length < query.limit) return;
    after = page.at(-1);
  }
}

function parseCount(text: string): number {
  return text === "all" ? Number.POSITIVE_INFINITY : wholeNumber("--accounts", " or `all`")(text);
}
