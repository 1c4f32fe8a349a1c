/**
 * Two accounts -> the waterfall of their link; a cluster -> its links, those that would split it, and what would fall off without some
 * evidence: as of the run, from what is kept of it.
 */
import { bridges } from "../cluster/identity/bridges.js";
import { type Strike, strike } from "../cluster/identity/strike.js";
import { NotFoundError } from "../errors.js";
import { loadFootprint, loadPopulation } from "../ingest/load.js";
import { alone } from "../link/crew/crew.js";
import { link } from "../link/link.js";
import { PairScorer } from "../link/score.js";
import type { Cluster } from "../model/cluster.js";
import { innocenceOf } from "../model/judged-accounts.js";
import type { Link, LinkEvidence } from "../model/link.js";
import type { RunReader } from "../ports/runs.js";
import type { GraphStore } from "../ports/store.js";
import { probabilityOf } from "../tools/probability.js";
import { clusterInRun } from "./clusters.js";
import { runOf } from "./current-run.js";

/** Told the stage that begins: linking takes its time. */
export type OnStage = (stage: string) => void;

export interface PairExplained {
  a: string;
  b: string;
  /** log2 of the posterior odds that one hand runs both: the sum of the rows. */
  bits: number;
  probability: number;
  /** Strongest first. */
  rows: readonly LinkEvidence[];
}

/** Two accounts of which no link is kept, with the cluster that each is in, or null. */
export interface PairUnlinked {
  a: string;
  b: string;
  clusters: readonly [string | null, string | null];
}

/** Accounts of the two sides by id, and what ties them. */
export interface LinkExplained {
  a: string;
  b: string;
  bits: number;
}

export interface ClusterExplained {
  cluster: Cluster;
  /** Those that are kept, strongest first. */
  links: readonly LinkExplained[];
  /** Links that, if cut, would split it, with how many accounts would come away; the largest split first. */
  bridges: readonly (LinkExplained & { cutOff: number })[];
  /** Evidence without which accounts would fall off, were it none; the most accounts first. */
  leansOn: readonly { evidence: Strike; accounts: number }[];
}

/** From the links of the current run, or of `run`. Throws a `PermanentError` where no event of one of them was read. */
export async function explainPair(store: GraphStore, a: string, b: string, run?: number): Promise<PairExplained | PairUnlinked> {
  const { number } = await runOf(store, run);
  const clusters = [await store.clusterOf(a, number), await store.clusterOf(b, number)] as const;
  await refuseUnseen(
    store,
    [a, b].filter((_, i) => clusters[i] === null),
  );
  const links = clusters[0] !== null && clusters[0] === clusters[1] ? await store.tiesOf(a, number) : [];
  const [first, second] = [a, b].sort();
  const kept = links.find((each) => each.a === first && each.b === second);
  return kept ? pairExplained(a, b, kept.weight, kept.evidence) : { a, b, clusters };
}

/**
 * Any two accounts, from all events, but for what is struck from the evidence: links everything again and tells `onStage` the stage that
 * begins. Throws a `PermanentError` where no event of one of them was read.
 */
export async function weighPair(store: GraphStore, a: string, b: string, onStage?: (stage: string) => void): Promise<PairExplained> {
  const population = await loadPopulation(store);
  const indices = [a, b].map((account) => population.indexOf(account));
  refuse([a, b].filter((_, i) => indices[i] < 0));
  const { model } = link(population, onStage, alone, innocenceOf(await store.loadJudgements()));
  const rows: LinkEvidence[] = [];
  return pairExplained(a, b, new PairScorer(model).score(indices[0], indices[1], rows), rows);
}

/** Of accounts in no cluster: whether there are any such. Most are merged; the log is looked through for the others alone. */
async function refuseUnseen(store: GraphStore, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return;
  const merged = new Set((await store.footprintsOf(accounts)).map(({ account }) => account));
  const unseen: string[] = [];
  for (const account of accounts) if (!merged.has(account) && (await loadFootprint(store, account)) === null) unseen.push(account);
  refuse(unseen);
}

function refuse(unseen: readonly string[]): void {
  const [one, ...others] = [...new Set(unseen)].map((account) => JSON.stringify(account));
  if (one === undefined) return;
  if (others.length === 0) throw new NotFoundError(`no account ${one}: no event of it was read`);
  throw new NotFoundError(`no accounts ${[one, ...others].join(" and ")}: no event of them was read`);
}

function pairExplained(a: string, b: string, bits: number, rows: readonly LinkEvidence[]): PairExplained {
  return { a, b, bits, probability: probabilityOf(bits), rows: [...rows].sort((x, y) => y.bits - x.bits) };
}

/** `id` of today or of any time; with `run`, the cluster as it was then. */
export async function explainCluster(store: RunReader, id: string, run?: number): Promise<ClusterExplained> {
  const { cluster, number } = await clusterInRun(store, id, run);
  const kept = [...(await store.linksOf(cluster.id, number))].sort((x, y) => y.weight - x.weight);
  const links = kept.map(({ a, b, weight }) => ({ a, b, bits: weight }));
  const local = new Map(cluster.accounts.map((account, i) => [account, i]));
  const cut = bridges(
    cluster.accounts.length,
    links.map(({ a, b }) => [local.get(a)!, local.get(b)!] as const),
  );
  return {
    cluster,
    links,
    bridges: cut.map(({ link, cutOff }) => ({ ...links[link], cutOff })),
    leansOn: await leanings(store, cluster, kept, number),
  };
}

/** Each family, and each value that binds the cluster, struck on its own. */
async function leanings(store: RunReader, cluster: Cluster, links: readonly Link[], run: number): Promise<ClusterExplained["leansOn"]> {
  const model = await store.modelOf(run);
  if (model === null) return [];
  const asked: Strike[] = [
    ...Object.keys(model.caps).map((family) => ({ family })),
    ...cluster.evidence.map(({ kind, value }) => ({ kind, value })),
  ];
  return asked
    .map((evidence) => ({ evidence, accounts: strike({ accounts: cluster.accounts, links }, [evidence], model).fallen.length }))
    .filter(({ accounts }) => accounts > 0)
    .sort((x, y) => y.accounts - x.accounts);
}
