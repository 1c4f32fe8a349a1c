/** An edge list -> communities: connected, the same for the same edges in any order, by the map equation or by Louvain. */
import { CompactGraph, checkEdges, type EdgeList } from "./graph.js";
import { identity } from "./labels.js";
import { louvainOf } from "./louvain.js";

export interface DetectOptions {
  algorithm?: "map-equation" | "louvain";
  /** Of Louvain; the map equation draws nothing. */
  seed?: number;
  /**
   * The map equation starts from these communities, one for each node (-1: none yet), and looks at what `touched` sets in motion: cheap where
   * little has changed, but what it finds depends on what was found before.
   */
  from?: Int32Array;
  /** Nodes that have new edges; all nodes if absent. */
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

export interface Communities {
  /** Of each node; numbered from 0 by first appearance. A node without an edge is a community of its own. */
  community: Int32Array;
  communities: number;
}

export function detect(edges: EdgeList, options: DetectOptions = {}): Communities {
  checkEdges(edges);
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
  if (algorithm === "louvain") return spread(graph, graph.refine(trim, firstMembers(louvainOf(graph.adjacency(), seed))));
  const warm = from && warmStart(graph, from, touched);
  return spread(graph, graph.search(trim, warm?.module, warm?.touched));
}

/** Labels -> for each node the first one of its label. */
function firstMembers(label: Int32Array): Int32Array {
  const first = new Int32Array(label.length).fill(-1);
  return label.map((own, i) => {
    if (first[own] < 0) first[own] = i;
    return first[own];
  });
}

/** Old communities in terms of the graph's nodes; one that spans components becomes one in each. */
function warmStart(graph: CompactGraph, from: Int32Array, touched?: Iterable<number>): { module: Int32Array; touched?: Uint8Array } {
  const { size, origin, component } = graph;
  const module = identity(size);
  const old = new Int32Array(size);
  let labels = 0;
  for (let i = 0; i < size; i++) {
    old[i] = from[origin[i]] ?? -1;
    if (old[i] >= labels) labels = old[i] + 1;
  }
  const first = new Int32Array(labels).fill(-1); // the label's first node, in the component that was looked at last
  for (let c = 0; c + 1 < component.length; c++) {
    for (let i = component[c]; i < component[c + 1]; i++) {
      const label = old[i];
      if (label < 0) continue;
      if (first[label] < component[c]) first[label] = i;
      module[i] = first[label];
    }
  }
  if (!touched) return { module };
  const marks = new Uint8Array(graph.nodes);
  for (const node of touched) marks[node] = 1;
  const moving = new Uint8Array(size);
  for (let i = 0; i < size; i++) moving[i] = marks[origin[i]] | Number(old[i] < 0);
  return { module, touched: moving };
}

/** From the graph's nodes to the edge list's: those without an edge stand alone. */
function spread({ nodes, origin }: CompactGraph, partition: Int32Array): Communities {
  const community = new Int32Array(nodes).fill(-1);
  for (let i = 0; i < origin.length; i++) community[origin[i]] = partition[i];
  const number = new Int32Array(origin.length).fill(-1);
  let communities = 0;
  for (let i = 0; i < nodes; i++) {
    const label = community[i];
    if (label < 0) community[i] = communities++;
    else {
      if (number[label] < 0) number[label] = communities++;
      community[i] = number[label];
    }
  }
  return { community, communities };
}
