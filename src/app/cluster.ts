/** What a store holds -> the next clustering, saved where it is to be kept: the one composition of the flow, whoever searches the graph. */
import type { EdgeList } from "../cluster/search/graph.js";
import { loadPopulation } from "../ingest/load.js";
import type { Crew } from "../link/crew/crew.js";
import { link } from "../link/link.js";
import { innocenceOf } from "../model/judged-accounts.js";
import type { ClusterRun, KeptAnatomy, RunInfo } from "../model/run.js";
import { type Context, clustersOf, linkedGraph, searched } from "../pipeline.js";
import { encodeIndex, placementIndex } from "../placement/placement-index.js";
import type { Clock } from "../ports/clock.js";
import type { GraphStore } from "../ports/store.js";
import { drawRun } from "./look/draw-run.js";

export interface ClusterPorts {
  store: GraphStore;
  clock: Clock;
  /** The graph of the links -> a label of each account; here, on threads, or on other machines, with the same result. */
  search?: (graph: EdgeList) => Promise<Int32Array>;
  /** Who works on linking; threads may, with the same result. */
  crew?: Crew;
}

export interface ClusterOptions {
  /** Saves the run, with the index that later accounts are placed by; else nothing is kept. */
  keep?: boolean;
  /** Told the stage that begins. */
  onStage?: (stage: string) => void;
  /** Told after each part of the accounts that is merged: parts done, of how many. */
  onPart?: (done: number, parts: number) => void;
}

/** `saved` is null where the run is not kept. What it took is not held longer. */
export async function cluster(
  { store, clock, search, crew }: ClusterPorts,
  { keep = true, onStage = () => {}, onPart }: ClusterOptions = {},
): Promise<{ run: ClusterRun; saved: RunInfo | null }> {
  const ledger = await store.ledger();
  const { run, index, anatomies } = await found();
  if (!keep) return { run, saved: null };
  onStage("saving clusters");
  return { run, saved: await store.saveRun({ ...run, anatomies }, { at: clock.now(), ledger, index }) };

  async function found(): Promise<{ run: ClusterRun; index?: Uint8Array; anatomies?: KeptAnatomy[] }> {
    onStage("merging accounts");
    const population = await loadPopulation(store, { onPart });
    let index: Uint8Array | undefined;
    const context: Context = {
      dossiers: await store.loadDossiers(),
      judgements: await store.loadJudgements(),
      known: await store.knownClusters(),
      crew,
      onStage,
      keepLinks: keep,
      onLinked: (links, clusters) => {
        if (keep) index = encodeIndex(placementIndex(links, clusters));
      },
    };
    const links = link(population, onStage, crew, innocenceOf(context.judgements));
    onStage("communities");
    const graph = linkedGraph(population, links);
    const community = search ? await search(graph) : searched(graph, context.algorithm);
    const run = clustersOf(links, community, context);
    if (!keep) return { run };
    onStage("parts and places");
    return { run, index, anatomies: await drawRun(store, run, population) };
  }
}
