/**
 * What later accounts are placed by, kept with the run: the basis of its links, who was linked, and the partition with the links that hold
 * it together <-> bytes.
 */

import type { EdgeList } from "../cluster/search/graph.js";
import { PermanentError } from "../errors.js";
import { type Basis, basisOf } from "../link/basis.js";
import type { Links } from "../link/link.js";

/** Clusters of a run by account number. */
export interface Partition {
  /** Ids of the clusters. */
  ids: readonly string[];
  /** Cluster by account, or -1. */
  of: Int32Array;
  /** Accounts by cluster (CSR). */
  members: { start: Uint32Array; member: Uint32Array };
  /** Links by cluster that both ends are in (CSR); weight in bits. */
  edges: { start: Uint32Array; source: Uint32Array; target: Uint32Array; weight: Float32Array };
}

export interface PlacementIndex {
  basis: Basis;
  /** Ids by number. */
  accounts: readonly string[];
  partition: Partition;
}

export function placementIndex(links: Links, clusters: readonly { id: string; members: readonly number[] }[]): PlacementIndex {
  const { population } = links.model;
  return {
    basis: basisOf(links),
    accounts: Array.from({ length: population.size }, (_, i) => population.account(i)),
    partition: partitionOf({ nodes: population.size, ...links }, clusters),
  };
}

export function partitionOf(links: EdgeList, clusters: readonly { id: string; members: readonly number[] }[]): Partition {
  const of = new Int32Array(links.nodes).fill(-1);
  clusters.forEach(({ members }, c) => {
    for (const account of members) of[account] = c;
  });
  return { ids: clusters.map(({ id }) => id), of, members: membersOf(of, clusters.length), edges: edgesOf(links, of, clusters.length) };
}

/** A cluster's in the order of all links. */
function edgesOf({ source, target, weight }: EdgeList, of: Int32Array, clusters: number): Partition["edges"] {
  const cluster = new Int32Array(source.length); // that both ends are in, or -1
  for (let e = 0; e < cluster.length; e++) cluster[e] = of[source[e]] === of[target[e]] ? of[source[e]] : -1;
  const start = startsOf(cluster, clusters);
  const next = start.slice(0, clusters);
  const size = start[clusters];
  const edges = { start, source: new Uint32Array(size), target: new Uint32Array(size), weight: new Float32Array(size) };
  for (let e = 0; e < cluster.length; e++) {
    if (cluster[e] < 0) continue;
    const at = next[cluster[e]]++;
    edges.source[at] = source[e];
    edges.target[at] = target[e];
    edges.weight[at] = weight[e];
  }
  return edges;
}

function membersOf(of: Int32Array, clusters: number): Partition["members"] {
  const start = startsOf(of, clusters);
  const next = start.slice(0, clusters);
  const member = new Uint32Array(start[clusters]);
  for (let account = 0; account < of.length; account++) if (of[account] >= 0) member[next[of[account]]++] = account;
  return { start, member };
}

/** Where the rows of each group begin, once they are sorted by group; those of none (-1) left out. */
function startsOf(groups: Int32Array, count: number): Uint32Array {
  const start = new Uint32Array(count + 1);
  for (let i = 0; i < groups.length; i++) if (groups[i] >= 0) start[groups[i] + 1]++;
  for (let g = 0; g < count; g++) start[g + 1] += start[g];
  return start;
}

/** Bytes of another version are refused. */
const FORMAT = 2;

interface Header {
  format: number;
  basis: Pick<Basis, "accounts" | "prior" | "kinds" | "agree">;
  accounts: readonly string[];
  ids: readonly string[];
  /** Of the columns, in words. */
  lengths: readonly number[];
}

/** The header's length (a word), the header as JSON, blanks up to a whole word, then the columns one after the other. */
export function encodeIndex({ basis, accounts, partition }: PlacementIndex): Uint8Array {
  const { held, counts, prompts, accounts: size, prior, kinds, agree } = basis;
  const { edges } = partition;
  const columns = [
    ...[held, counts].flatMap(({ start, tag, number }) => [start, tag, number]),
    ...[prompts.hi, prompts.lo, prompts.template],
    ...[edges.start, edges.source, edges.target, edges.weight, partition.of],
  ];
  const lengths = columns.map(({ length }) => length);
  const header: Header = { format: FORMAT, basis: { accounts: size, prior, kinds, agree }, accounts, ids: partition.ids, lengths };
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc(-json.length & 3, " ")]);
  const raw = columns.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  return Buffer.concat([new Uint8Array(Uint32Array.of(padded.length).buffer), padded, ...raw]);
}

export function decodeIndex(bytes: Uint8Array): PlacementIndex {
  const { buffer } = new Uint8Array(bytes); // a copy that begins at a whole word
  const [length] = new Uint32Array(buffer, 0, 1);
  const header = JSON.parse(Buffer.from(buffer, 4, length).toString()) as Header;
  if (header.format !== FORMAT) throw new PermanentError("the clusters were found by another version of cautery: cluster again");
  let at = 4 + length;
  const columns = header.lengths.map((words) => {
    at += 4 * words;
    return new Uint32Array(buffer, at - 4 * words, words);
  });
  const [heldStart, heldTag, held, countStart, countTag, count, hi, lo, template, start, source, target, weight, cluster] = columns;
  const of = new Int32Array(buffer, cluster.byteOffset, cluster.length);
  return {
    basis: {
      ...header.basis,
      held: { start: heldStart, tag: heldTag, number: held },
      counts: { start: countStart, tag: countTag, number: count },
      prompts: { hi, lo, template },
    },
    accounts: header.accounts,
    partition: {
      ids: header.ids,
      of,
      members: membersOf(of, header.ids.length),
      edges: { start, source, target, weight: new Float32Array(buffer, weight.byteOffset, weight.length) },
    },
  };
}
