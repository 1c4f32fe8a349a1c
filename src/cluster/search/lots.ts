/**
 * A graph -> lots of whole components, of which each can be searched by itself, anywhere; and the lots' communities -> those of the graph,
 * the same as if it had been searched whole.
 */

import { UnionFind } from "../../tools/union-find.js";
import { compactBackbone } from "./backbone.js";
import { detectIn } from "./detect.js";
import type { Communities, EdgeList } from "./graph.js";
import { parcelsOf } from "./parcels.js";

/** What is searched by itself: nodes are numbered within the lot. */
export interface Lot {
  edges: EdgeList;
  /** Weight share below which a member leaves its community, as in `detect`. */
  trim: number;
  /** Communities to begin with; none if absent. */
  from?: Int32Array;
}

export interface LotOptions {
  trim: number;
  /** A lot is full when it holds so many edges. */
  edgesEach: number;
  /** Each node's component, by any label; found here if absent. */
  component?: Int32Array;
  from?: Int32Array;
}

export interface Lots {
  count: number;
  /** Edges in lot i. */
  edgesIn(lot: number): number;
  lot(lot: number): Lot;
  /** Labels of each lot's nodes -> communities of all nodes, numbered by first appearance. */
  join(labels: (lot: number) => Int32Array): Communities;
}

/** Components go in the order of their first nodes, and a lot ends where a parcel does. The edges must be a `backbone`. */
export function cutIntoLots(edges: EdgeList, { trim, edgesEach, component = componentsOf(edges), from }: LotOptions): Lots {
  const lotOf = dealComponents(edges, component, edgesEach);
  const count = lotOf.reduce((most, lot) => Math.max(most, lot), -1) + 1;
  const nodes = grouped(count, lotOf.length, (i) => lotOf[i]);
  const rows = grouped(count, edges.source.length, (e) => (counts(edges, e) ? lotOf[edges.source[e]] : -1));
  const within = new Uint32Array(edges.nodes);
  for (let lot = 0; lot < count; lot++) {
    const own = nodes(lot);
    for (let i = 0; i < own.length; i++) within[own[i]] = i;
  }
  return {
    count,
    edgesIn: (lot) => rows(lot).length,
    lot(lot) {
      const own = nodes(lot);
      const list = rows(lot);
      return {
        edges: {
          nodes: own.length,
          source: list.map((e) => within[edges.source[e]]),
          target: list.map((e) => within[edges.target[e]]),
          weight: Float32Array.from(list, (e) => edges.weight[e]),
        },
        trim,
        ...(from ? { from: Int32Array.from(own, (node) => from[node]) } : {}),
      };
    },
    join(labels) {
      const community = new Int32Array(edges.nodes).fill(-1);
      let named = 0;
      for (let lot = 0; lot < count; lot++) {
        const found = labels(lot);
        const own = nodes(lot);
        for (let i = 0; i < own.length; i++) community[own[i]] = named + found[i];
        named += own.length;
      }
      return numbered(community, named);
    },
  };
}

/** The order to hand them out in: who comes last should have little left to wait for. */
export function largestFirst(lots: Lots): number[] {
  return Array.from({ length: lots.count }, (_, lot) => lot).sort((a, b) => lots.edgesIn(b) - lots.edgesIn(a) || a - b);
}

/** The labels of a lot's nodes, all below their number. */
export function searchLot({ edges, trim, from }: Lot): Int32Array {
  const graph = compactBackbone(edges);
  const { community } = detectIn(graph, { trim, from });
  graph.free();
  return community;
}

const counts = ({ source, target, weight }: EdgeList, e: number) => weight[e] > 0 && source[e] !== target[e];

function componentsOf(edges: EdgeList): Int32Array {
  const sets = new UnionFind(edges.nodes);
  for (let e = 0; e < edges.source.length; e++) if (edges.weight[e] > 0) sets.union(edges.source[e], edges.target[e]);
  return sets.flatten();
}

/** Each node's lot; -1 for a node without an edge. */
function dealComponents(edges: EdgeList, component: Int32Array, edgesEach: number): Int32Array {
  const number = new Map<number, number>();
  const tied = new Uint8Array(edges.nodes);
  for (let e = 0; e < edges.source.length; e++) if (counts(edges, e)) tied[edges.source[e]] = tied[edges.target[e]] = 1;
  const place = component.map((label, i) => {
    if (tied[i] === 0) return -1;
    if (!number.has(label)) number.set(label, number.size);
    return number.get(label)!;
  });
  const offsets = new Float64Array(number.size + 1);
  const held = new Float64Array(number.size);
  for (const at of place) if (at >= 0) offsets[at + 1]++;
  for (let c = 0; c < number.size; c++) offsets[c + 1] += offsets[c];
  for (let e = 0; e < edges.source.length; e++) if (counts(edges, e)) held[place[edges.source[e]]]++;
  const lotOf = new Int32Array(number.size);
  const boundaries = parcelsOf(offsets);
  let lot = 0;
  let full = 0;
  for (let p = 0; p + 1 < boundaries.length; p++) {
    if (full >= edgesEach) {
      lot++;
      full = 0;
    }
    for (let c = boundaries[p]; c < boundaries[p + 1]; c++) {
      lotOf[c] = lot;
      full += held[c];
    }
  }
  return place.map((at) => (at < 0 ? -1 : lotOf[at]));
}

/** The numbers below `length` by their group, ascending; those of group -1 in none. */
function grouped(groups: number, length: number, groupOf: (i: number) => number): (group: number) => Uint32Array {
  const start = new Float64Array(groups + 1);
  for (let i = 0; i < length; i++) if (groupOf(i) >= 0) start[groupOf(i) + 1]++;
  for (let g = 0; g < groups; g++) start[g + 1] += start[g];
  const next = start.slice();
  const member = new Uint32Array(start[groups]);
  for (let i = 0; i < length; i++) if (groupOf(i) >= 0) member[next[groupOf(i)]++] = i;
  return (group) => member.subarray(start[group], start[group + 1]);
}

/** In place; a node without a label gets one of its own. Labels must be below `labels`. */
function numbered(community: Int32Array, labels: number): Communities {
  const number = new Int32Array(labels).fill(-1);
  let communities = 0;
  for (let i = 0; i < community.length; i++) {
    const label = community[i];
    if (label >= 0 && number[label] >= 0) community[i] = number[label];
    else {
      if (label >= 0) number[label] = communities;
      community[i] = communities++;
    }
  }
  return { community, communities };
}
