/** `cautery show`: a cluster's id, or one that it had before -> what is known of the cluster; without an id, all clusters, largest first. */
import { Command } from "commander";
import { PermanentError, UsageError } from "../../errors.js";
import type { Cluster } from "../../model/cluster.js";
import type { ClusterRun } from "../../model/run.js";
import type { GraphStore } from "../../ports/store.js";
import { clusterLine } from "../output.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatCluster, formatClusters } from "../text/cluster-text.js";

interface Options extends StoreOptions {
  accounts: number;
  json?: true;
}

export function showCommand(): Command {
  const command = new Command("show")
    .description("Shows a cluster: accounts, disposition, explanations, likely operator, time to relink.")
    .argument("[cluster]", "its id, or one that it had before; without one, all clusters are listed")
    .option("--accounts <count>", "how many accounts to list, or `all`", parseCount, 20)
    .option("--json", "print the contract's JSON, one line a cluster");
  return storeOption(command).action(async (id: string | undefined, options: Options) => {
    await withStore(options, async (store) => {
      const run = await store.loadRun();
      if (run === null)
        throw new PermanentError("no clustering yet: `cautery run` makes one embedded, `cautery recluster --wait` on services");
      const clusters = id === undefined ? run.clusters : [await findCluster(store, run, id)];
      if (options.json) for (const cluster of clusters) console.log(clusterLine(cluster));
      else console.log(id === undefined ? formatClusters(clusters) : formatCluster(clusters[0], options));
    });
  });
}

/** The cluster of the current run that has this id, or that took over the one that had it. */
export async function findCluster(store: GraphStore, run: ClusterRun, id: string): Promise<Cluster> {
  const current = await store.resolveClusterId(id);
  const cluster = run.clusters.find((cluster) => cluster.id === current);
  if (!cluster) throw new PermanentError(`no cluster ${JSON.stringify(id)}: \`cautery show\` lists those there are`);
  return cluster;
}

function parseCount(text: string): number {
  if (text === "all") return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(text)) throw new UsageError(`--accounts wants a whole number or \`all\`, not ${JSON.stringify(text)}`);
  return Number(text);
}
