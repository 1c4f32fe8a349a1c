/** An edge list -> communities: connected, the same for the same edges in any order, by the map equation or by Louvain. */
import { type Communities, CompactGraph, type EdgeList } from "./graph.js";
import { louvainOf } from "./louvain.js";

export interface DetectOptions {
  algorithm?: "map-equation" | "louvain";
  /** Of Louvain; the map equation draws nothing. */
  seed?: number;
  /**
   * The map equation starts from these communities, one for each node (-1: none yet), and looks at what `touched` sets in motion: cheap
   * where little has changed, but what it finds depends on what was found before.
   */
  from?: Int32Array;
  /** Nodes that have new edges (`CompactGraph.endsOf`); all nodes if absent. */
  touched?: Iterable<number>;
  /** A member leaves whose weight into its community is below this share of the members' mean; 0 keeps all. */
  trim?: number;
  /** An edge of less than this share of what is typical of its ends is left out of the search, not of the measures. */
  faint?: number;
}

/** Half of a large graph is noise. */
export const FAINT = 0.35;
/** Links are not: each was weighed, and chosen as one of an account's best. */
export const LINK_FAINT = 0;
/** What accounts are clustered with. Whoever leaves may be taken back by the profile of the whole. */
export const TRIM_SHARE = 0.1;

/** Throws where an edge cannot be. */
export function detect(edges: EdgeList, options: DetectOptions = {}): Communities {
  const graph = new CompactGraph(edges, { faint: options.faint ?? FAINT });
  const found = detectIn(graph, options);
  graph.free();
  return found;
}

/** For callers that keep the compact graph of the edges. */
export function detectIn(
  graph: CompactGraph,
  { algorithm = "map-equation", seed = 1, from, touched, trim = 0.2 }: Omit<DetectOptions, "faint"> = {},
): Communities {
  return algorithm === "louvain" ? graph.refine(trim, louvainOf(graph.adjacency(), seed)) : graph.search(trim, from, touched);
}
