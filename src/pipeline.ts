/**
 * The whole flow on one page: a population of accounts -> clusters with score, disposition and attribution. Pure: the same input, the same
 * output.
 */

import { attribute, type Subject } from "./attribution/attribute.js";
import { calibrationOf } from "./attribution/calibration.js";
import { supporter } from "./attribution/weigh.js";
import { bindingEvidence } from "./cluster/identity/binding-evidence.js";
import { reconcile } from "./cluster/identity/reconcile.js";
import { relinkMs } from "./cluster/identity/relink.js";
import { adopt } from "./cluster/refine/adopt.js";
import { bondsOf } from "./cluster/refine/bonds.js";
import { constrain } from "./cluster/refine/constraints.js";
import { loosen } from "./cluster/refine/loosen.js";
import { membersOf } from "./cluster/refine/members.js";
import { byTokens, rejoin } from "./cluster/refine/rejoin.js";
import { joinSameQueue } from "./cluster/refine/same-queue.js";
import { joinSameWork } from "./cluster/refine/same-work.js";
import { settle } from "./cluster/refine/settle.js";
import { detect, LINK_FAINT, TRIM_SHARE } from "./cluster/search/detect.js";
import type { EdgeList } from "./cluster/search/graph.js";
import { groundOf } from "./disposition/baseline.js";
import { type Disposed, dispose } from "./disposition/dispose.js";
import { FEATURES, type Features, featuresOf } from "./disposition/features.js";
import { hold } from "./disposition/hold.js";
import { judgedDisposition } from "./disposition/judged-disposition.js";
import { fitsPassedOver, modelOf } from "./disposition/refit.js";
import { CAPABILITIES, type Population } from "./indicator/population.js";
import type { Crew } from "./link/crew/crew.js";
import { fittedLinking } from "./link/fitted.js";
import { keptLinks } from "./link/kept.js";
import { type Links, link } from "./link/link.js";
import type { Cluster } from "./model/cluster.js";
import type { Dossier } from "./model/dossier.js";
import type { FittedModel } from "./model/fitted.js";
import { innocenceOf, JudgedAccounts } from "./model/judged-accounts.js";
import { type Judgement, standing } from "./model/judgement.js";
import type { ClusterRun, KnownCluster } from "./model/run.js";

/** What a clustering knows beside the events. */
export interface Context {
  dossiers: readonly Dossier[];
  judgements: readonly Judgement[];
  /** Clusters of earlier runs: they lend their ids, nothing else. */
  known: readonly KnownCluster[];
  /** How links become communities. */
  algorithm?: "map-equation" | "louvain";
  /** Who works on linking: threads may, with the same result. */
  crew?: Crew;
  /** Told the stage that begins; for progress. */
  onStage?: (stage: string) => void;
  /** Told what the clusters were found by, and their members by index: for what is kept to place later accounts by. */
  onLinked?: (links: Links, clusters: readonly { id: string; members: readonly number[] }[]) => void;
  /** Whether the run has the links that hold its clusters together: one that nobody keeps needs none. */
  keepLinks?: boolean;
}

/** Clusters with score, disposition and attribution. What the context leaves out is taken as not known. */
export function findClusters(population: Population, given: Partial<Context> = {}): ClusterRun {
  const context: Context = { dossiers: [], judgements: [], known: [], ...given };
  const links = link(population, context.onStage, context.crew, innocenceOf(context.judgements));
  context.onStage?.("communities");
  return clustersOf(links, searched(linkedGraph(population, links), context.algorithm), context);
}

/**
 * For callers that have the graph of the links (`linkedGraph`) searched elsewhere: `community` has a label of each account. All is found in
 * the population that was linked, which is without what is struck from the evidence.
 */
export function clustersOf(links: Links, community: Int32Array, context: Context): ClusterRun {
  const { population } = links.model;
  const { dossiers, judgements, known, onStage = () => {}, keepLinks = true } = context;
  const found = groupsOf(links, community, context);
  for (const fit of fitsPassedOver(standing(judgements))) onStage(`passing over fit ${fit}, made for other features: calibrate again`);
  onStage("disposition");
  const named = found.map((members) => members.map((i) => population.account(i)));
  const { clusters, changes } = reconcile(known, named);
  const members = membersAgain(clusters, found, named);
  context.onLinked?.(
    links,
    clusters.map(({ id }, c) => ({ id, members: members[c] })),
  );
  const cluster = clusterOf(members, population.size);
  const held = hold(links, cluster, members.length);
  const disposed = disposeAll(population, members, featuresBy(population, links, dossiers), judgements, held);
  onStage("attribution");
  const subjects = clusters.map(({ id }, c): Subject => ({ id, accounts: members[c], disposition: disposed[c].disposition }));
  const attributions = new Map(
    attribute(population, subjects, { dossiers, judgements, templates: links.templates }).map((attribution) => [
      attribution.cluster,
      attribution,
    ]),
  );
  onStage("evidence");
  return {
    clusters: clusters.map(({ id, accounts }, c): Cluster => {
      const attribution = attributions.get(id);
      return {
        id,
        accounts,
        ...disposed[c],
        ...spanOf(population, members[c]),
        attribution: attribution?.shares ?? [],
        cases: attribution?.cases ?? [],
        parts: attribution?.parts ?? [],
        ...(attribution?.stranger ? { stranger: attribution.stranger } : {}),
        evidence: bindingEvidence(members[c], links.model),
        relinkMs: relinkMs(members[c], population),
      };
    }),
    links: keepLinks ? keptLinks(links, cluster) : [],
    model: { ...fittedModel(links, judgements), usual: usualOf(population, cluster, disposed) },
    changes,
    accounts: population.size,
    ...(population.otherAttributeKeys > 0 ? { otherAttributeKeys: population.otherAttributeKeys } : {}),
  };
}

export function linkedGraph(population: Population, { source, target, weight }: Links): EdgeList {
  return { nodes: population.size, source, target, weight };
}

/** The graph of the links, searched here -> a label of each account. */
export function searched(graph: EdgeList, algorithm?: Context["algorithm"]): Int32Array {
  return detect(graph, { algorithm, trim: TRIM_SHARE, faint: LINK_FAINT }).community;
}

/**
 * Links and their communities -> groups of two accounts or more, by index; what analysts bound or parted holds. Who was judged innocent is
 * in none, a benign one neither: what a cluster is shown to be may change with the next event, and linking left the account no tie to be
 * found by.
 */
function groupsOf(links: Links, community: Int32Array, { judgements }: Context): number[][] {
  const { population } = links.model;
  const innocent = new Set([...innocenceOf(judgements).accounts].map((account) => population.indexOf(account)));
  const edges = linkedGraph(population, links);
  const { must, never } = bondsOf(judgements);
  const indices = (pairs: typeof must) =>
    pairs.map(([a, b]) => [population.indexOf(a), population.indexOf(b)] as const).filter(([a, b]) => a >= 0 && b >= 0);
  const sharesPrivate = byTokens(links.model);
  const works = joinSameWork(rejoin(community, edges, sharesPrivate), edges, links.model);
  const whole = joinSameQueue(works, edges, { coactions: links.model.coactions, uses: links.uses });
  const settled = loosen(adopt(settle(whole, edges), links.model, innocent), edges, { model: links.model, sharesPrivate });
  const bound = constrain(settled, edges, { must: indices(must), never: indices(never) });
  return [...membersOf(bound, 2).values()];
}

/** What speaks for each explanation of a cluster, known operators' indicators too. */
function featuresBy(population: Population, links: Links, dossiers: readonly Dossier[]): (members: readonly number[]) => Features {
  const ground = groundOf(population, links, dossiers.length > 0 ? supporter(population, dossiers) : undefined);
  return (members) => featuresOf(members, ground);
}

/**
 * The communities and features that dispositions are fitted on, and how surely each holds together: the flow up to there, for
 * `bench/fit-disposition.ts` and the refit from judgements.
 */
export function communitiesWithFeatures(
  population: Population,
  context: Context,
): { members: readonly number[]; features: Features; held: number }[] {
  const links = link(population, context.onStage, context.crew, innocenceOf(context.judgements));
  const found = groupsOf(links, searched(linkedGraph(population, links), context.algorithm), context);
  const features = featuresBy(links.model.population, links, context.dossiers);
  const held = hold(links, clusterOf(found, population.size), found.length);
  return found.map((members, c) => ({ members, features: features(members), held: held[c] }));
}

/** A verdict for each cluster by its features, unless an analyst has said. */
function disposeAll(
  population: Population,
  clusters: readonly (readonly number[])[],
  features: (members: readonly number[]) => Features,
  judgements: readonly Judgement[],
  held: Float64Array,
): Disposed[] {
  const stands = standing(judgements);
  const model = modelOf(stands);
  const judged = new JudgedAccounts(stands);
  return clusters.map((members, c) =>
    judgedDisposition(
      dispose(features(members), model, members.length, held[c]),
      new Set(members.map((i) => population.account(i))),
      judged,
    ),
  );
}

/** The models in force, as they are kept with the run. */
function fittedModel({ model }: Links, judgements: readonly Judgement[]): FittedModel {
  const stands = standing(judgements);
  const disposition = { features: FEATURES, weights: modelOf(stands).weights };
  return { format: 1, ...fittedLinking(model), disposition, attribution: calibrationOf(stands) };
}

/** By capability: the exchanges of those in no fraudulent cluster. `cluster` has each account's, or -1. */
function usualOf(
  { size, capability }: Population,
  cluster: Int32Array,
  disposed: readonly Pick<Disposed, "disposition">[],
): Readonly<Record<string, number>> {
  const width = CAPABILITIES.length;
  const sums = new Float64Array(width);
  for (let i = 0; i < size; i++) {
    if (disposed[cluster[i]]?.disposition === "fraudulent") continue;
    for (let c = 0; c < width; c++) sums[c] += capability[i * width + c];
  }
  return Object.fromEntries(CAPABILITIES.map((name, c) => [name, sums[c]]));
}

function spanOf(population: Population, members: readonly number[]): Pick<Cluster, "firstSeen" | "lastSeen" | "exchanges"> {
  let firstSeen = Number.POSITIVE_INFINITY;
  let lastSeen = 0;
  let exchanges = 0;
  for (const i of members) {
    firstSeen = Math.min(firstSeen, population.firstSeen[i]);
    lastSeen = Math.max(lastSeen, population.lastSeen[i]);
    exchanges += population.exchanges[i];
  }
  return { firstSeen, lastSeen, exchanges };
}

/** The members by index of each cluster, ascending: those of the group that its first account is the first of, by code unit. */
function membersAgain(
  clusters: readonly { accounts: readonly string[] }[],
  found: readonly (readonly number[])[],
  named: readonly (readonly string[])[],
): (readonly number[])[] {
  const group = new Map<string, number>();
  for (const [g, accounts] of named.entries()) {
    let first = accounts[0];
    for (const account of accounts) if (account < first) first = account;
    group.set(first, g);
  }
  return clusters.map(({ accounts }) => found[group.get(accounts[0])!]);
}

function clusterOf(members: readonly (readonly number[])[], size: number): Int32Array {
  const cluster = new Int32Array(size).fill(-1);
  members.forEach((list, c) => {
    for (const i of list) cluster[i] = c;
  });
  return cluster;
}
