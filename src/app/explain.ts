/** Two accounts -> the waterfall of their link; a cluster -> its links, strongest first, and those that, if cut, would split it. */
import { bridges } from "../cluster/identity/bridges.js";
import { PermanentError } from "../errors.js";
import { loadPopulation } from "../ingest/load.js";
import { link } from "../link/link.js";
import { type PairEvidence, PairScorer } from "../link/score.js";
import type { Cluster } from "../model/cluster.js";
import type { GraphStore } from "../ports/store.js";
import { probabilityOf } from "../tools/probability.js";
import { clusterNamed } from "./clusters.js";

/** Told the stage that begins: linking takes its time. */
export type OnStage = (stage: string) => void;

export interface PairExplained {
  a: string;
  b: string;
  /** log2 of the posterior odds that one hand runs both: the sum of the rows. */
  bits: number;
  probability: number;
  /** Strongest first. */
  rows: readonly PairEvidence[];
}

/** Accounts of the two sides by id, and what ties them. */
export interface LinkExplained {
  a: string;
  b: string;
  bits: number;
}

export interface ClusterExplained {
  cluster: Cluster;
  /** Strongest first. */
  links: readonly LinkExplained[];
  /** Links that, if cut, would split it, with how many accounts would come away; the largest split first. */
  bridges: readonly (LinkExplained & { cutOff: number })[];
}

/** Throws a `PermanentError` where no event of one of them was read. */
export async function explainPair(store: GraphStore, a: string, b: string, onStage?: OnStage): Promise<PairExplained> {
  const population = await loadPopulation(store);
  const indices = [a, b].map((account) => {
    const index = population.indexOf(account);
    if (index < 0) throw new PermanentError(`no account ${JSON.stringify(account)}: no event of it was read`);
    return index;
  });
  const { model } = link(population, onStage);
  const rows: PairEvidence[] = [];
  const bits = new PairScorer(model).score(indices[0], indices[1], rows);
  return { a, b, bits, probability: probabilityOf(bits), rows: rows.sort((x, y) => y.bits - x.bits) };
}

/** `id` of today or of any time. */
export async function explainCluster(store: GraphStore, id: string, onStage?: OnStage): Promise<ClusterExplained> {
  const cluster = await clusterNamed(store, id);
  const population = await loadPopulation(store);
  const { source, target, weight } = link(population, onStage);
  const local = new Map(cluster.accounts.map((account, i) => [population.indexOf(account), i]));
  const inside: number[] = [];
  for (let e = 0; e < source.length; e++) if (local.has(source[e]) && local.has(target[e])) inside.push(e);
  inside.sort((x, y) => weight[y] - weight[x] || x - y);
  const links = inside.map((e) => ({ a: population.account(source[e]), b: population.account(target[e]), bits: weight[e] }));
  const cut = bridges(
    cluster.accounts.length,
    inside.map((e) => [local.get(source[e])!, local.get(target[e])!] as const),
  );
  return { cluster, links, bridges: cut.map(({ link, cutOff }) => ({ ...links[link], cutOff })) };
}
