/** The whole flow on one page: a population of accounts -> clusters with score, disposition and attribution. Pure: the same input, the same output. */
import type { Dossier } from "./attribution/dossier.js";
import type { Judgement } from "./attribution/judgement.js";
import type { ClusterRun, KnownCluster } from "./cluster/cluster.js";
import type { Population } from "./indicator/population.js";

/** What a clustering knows beside the events. */
export interface Context {
  dossiers: readonly Dossier[];
  judgements: readonly Judgement[];
  /** Clusters of earlier runs: they lend their ids, nothing else. */
  known: readonly KnownCluster[];
  /** Told the stage that begins; for progress. */
  onStage?: (stage: string) => void;
}

export function findClusters(population: Population, _context: Context): ClusterRun {
  return { clusters: [], links: [], changes: [], accounts: population.size };
}
