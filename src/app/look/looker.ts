/**
 * What takes more than a moment to read or to work out, a task each, over a store: a server has it done on a thread, so that nobody who
 * asks for less waits for it. What is asked and what is answered can be handed from thread to thread.
 */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Strike } from "../../cluster/identity/strike.js";
import { widestPath } from "../../cluster/identity/widest-path.js";
import { encodeEvidence } from "../../contract/evidence-columns.js";
import { encodeGraph, ofRun } from "../../contract/graph-columns.js";
import { NotFoundError } from "../../errors.js";
import type { FittedModel } from "../../model/fitted.js";
import { type Link, namesValue } from "../../model/link.js";
import type { RunInfo } from "../../model/run.js";
import type { GraphStore } from "../../ports/store.js";
import { Held } from "../../tools/held/held.js";
import { type ClusterExplained, explainCluster } from "../explain.js";
import { type Anatomy, anatomyOf } from "./anatomy.js";
import { evidenceOf } from "./evidence.js";
import { type GatheredRun, gatherRun } from "./gather-run.js";
import { type MemberColumns, memberAt } from "./member-columns.js";
import { placeAgain } from "./place-again.js";
import { ownLinks } from "./shared-by-parts.js";
import { type WhatIf, whatIfStruck } from "./what-if.js";

/** Of the clusters that were asked for last. */
const MOST_LINKS = 150_000;
/** Links and bridges that an explanation names. */
const NAMED = 1_000;

interface OfCluster {
  cluster: string;
  run: number;
}

export interface Undrawn extends OfCluster {
  accounts: readonly string[];
  members: MemberColumns;
}

/** A cluster's anatomy, and its whole graph as it is sent, gzipped. */
export interface Drawn {
  anatomy: Omit<Anatomy, "columns">;
  graph: Uint8Array;
}

/** The strongest links and bridges, and how many links there are. */
export interface Explained extends Pick<ClusterExplained, "links" | "bridges" | "leansOn"> {
  linksTotal: number;
}

export interface Valued {
  kind: string;
  value: string;
}

export interface Looker {
  gather(info: RunInfo): Promise<GatheredRun>;
  /** As it was kept with the run; else it is made: for small clusters, and runs that were kept before anatomies were. */
  draw(undrawn: Undrawn): Promise<Drawn>;
  /** The links that the account has in its cluster, sorted by (a, b). */
  ties(asked: OfCluster & { account: string }): Promise<readonly Link[]>;
  /** Between two accounts of the cluster; empty where there is no way. */
  path(asked: OfCluster & { from: string; to: string }): Promise<readonly Link[]>;
  explain(asked: OfCluster): Promise<Explained>;
  /** Its links' evidence in columns as they are sent, gzipped, in the order of its graph's links; `indicators` are its anatomy's. */
  evidence(asked: OfCluster & { indicators: readonly Valued[] }): Promise<Uint8Array>;
  strike(asked: OfCluster & { struck: readonly Strike[] }): Promise<WhatIf>;
}

export function lookerOf(store: GraphStore): Looker {
  const held = new Held<readonly Link[]>(MOST_LINKS, ({ length }) => length + 20);
  const linksOf = (cluster: string, run: number) => held.get(`${run} ${cluster}`, () => store.linksOf(cluster, run));
  let fitted: { run: number; model: Promise<FittedModel | null> } | null = null;
  const modelOf = async (run: number): Promise<FittedModel | null> => {
    if (fitted?.run !== run) fitted = { run, model: store.modelOf(run) };
    const { model } = fitted;
    model.catch(() => {
      fitted = null; // whoever waits for it hears of it
    });
    return await model;
  };
  return {
    gather: (info) => gatherRun(store, info),
    async draw({ cluster, run, accounts, members }) {
      const kept = await store.anatomyOf(cluster, run);
      if (kept !== null) return { anatomy: { ...JSON.parse(kept.told), run }, graph: await promisify(gzip)(ofRun(kept.graph, run)) };
      const model = await modelOf(run);
      const body = { number: run, model, members: () => accounts.map((account, i) => memberAt(members, account, i)) };
      const links = await linksOf(cluster, run);
      const { columns, ...anatomy } = await anatomyOf(body, { id: cluster, accounts }, links, (parts) => placeAgain(store, parts));
      return { anatomy, graph: await promisify(gzip)(encodeGraph(columns)) };
    },
    ties: ({ account, cluster, run }) => store.tiesOf(account, run, cluster),
    path: async ({ cluster, run, from, to }) => widestPath(await linksOf(cluster, run), from, to) ?? [],
    async explain({ cluster, run }) {
      const reader = { ...store, linksOf: async () => [...(await linksOf(cluster, run))], modelOf: () => modelOf(run) };
      const { links, bridges, leansOn } = await explainCluster(reader, cluster, run);
      return { links: links.slice(0, NAMED), linksTotal: links.length, bridges: bridges.slice(0, NAMED), leansOn };
    },
    async evidence({ cluster, run, indicators }) {
      const [model, found] = [await modelOf(run), await store.cluster(cluster, run)];
      if (model === null || found === null) throw new NotFoundError(`run ${run} is no longer kept: ask again`);
      const known = new Set(indicators.map(keyOfValue));
      const others = found.evidence.filter((each) => namesValue(each) && !known.has(keyOfValue(each)));
      const values = [...indicators, ...others].map(({ kind, value }) => ({ kind, value }));
      const own = ownLinks(found.accounts, await linksOf(cluster, run));
      return await promisify(gzip)(encodeEvidence(evidenceOf({ run, model, own, values })));
    },
    async strike({ cluster, run, struck }) {
      const [model, found] = [await modelOf(run), await store.cluster(cluster, run)];
      if (model === null || found === null) throw new NotFoundError(`run ${run} is no longer kept: ask again`);
      return whatIfStruck({ accounts: found.accounts, links: await linksOf(cluster, run) }, struck, model);
    },
  };
}

const keyOfValue = ({ kind, value }: Valued): string => JSON.stringify([kind, value]);
