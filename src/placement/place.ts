/**
 * Accounts that came after a clustering, with their ties -> the cluster that each belongs to now: only the clusters that they touch are
 * looked at again, from the partition that stood.
 */
import { constrain } from "../cluster/refine/constraints.js";
import { rejoin, type SharesPrivate } from "../cluster/refine/rejoin.js";
import { detect, LINK_FAINT } from "../cluster/search/detect.js";
import type { EdgeList } from "../cluster/search/graph.js";
import { UnionFind } from "../tools/union-find.js";
import type { Partition } from "./placement-index.js";

/** Two accounts by number, tied by so many bits. Those that came since are numbered from `partition.of.length` on. */
export interface Tie {
  a: number;
  b: number;
  bits: number;
  /** Whether they share what strangers never do (a card, a device, a document). */
  private: boolean;
}

/** What analysts said, by number. */
export interface NumberedBonds {
  must: readonly (readonly [number, number])[];
  never: readonly (readonly [number, number])[];
}

export interface Place {
  account: number;
  /** Index of the cluster, or -1. */
  cluster: number;
  /** Where it is in none: those that it makes a new group with; accounts that came since or stood alone. */
  together: readonly number[];
}

export interface Known {
  partition: Partition;
  /** By account that came since: its ties. */
  ties: { get(account: number): readonly Tie[] | undefined };
  bonds: NumberedBonds;
  /** As in `DetectOptions`. */
  trim: number;
}

/**
 * Places `arrived` and whoever else came since and is tied to them, by number. A never-link holds whatever the ties; a must-link where no
 * never-link forbids it.
 */
export function place(arrived: readonly number[], known: Known): Place[] {
  const { partition, bonds, trim } = known;
  const { accounts, clusters } = surroundings(arrived, known);
  const numbers = [...accounts].sort((a, b) => a - b);
  const local = new Map(numbers.map((number, i) => [number, i]));
  const boundTo = boundClusters(numbers, known);
  const { edges, sharesPrivate } = edgesAmong(local, clusters, boundTo, known);
  const from = Int32Array.from(numbers, (number) => partition.of[number] ?? -1);
  const touched = numbers.flatMap((number, i) => (number >= partition.of.length ? [i] : []));
  const { community } = detect(edges, { from, touched, trim, faint: LINK_FAINT });
  const pairs = (list: NumberedBonds["must"]) =>
    list.flatMap(([a, b]) => (local.has(a) && local.has(b) ? [[local.get(a)!, local.get(b)!] as const] : []));
  const must = pairs([...bonds.must, ...whole(clusters, partition)]);
  const bound = constrain(rejoin(community, edges, sharesPrivate), edges, { must, never: pairs(bonds.never) });
  return placesOf(numbers, bound, boundTo, known);
}

/** The accounts that came since, as far as ties and bonds lead, and all members of the clusters that they lead to. */
function surroundings(arrived: readonly number[], { partition, ties, bonds }: Known): { accounts: Set<number>; clusters: Set<number> } {
  const accounts = new Set(arrived);
  const clusters = new Set<number>();
  const bound = [...bonds.must, ...bonds.never];
  for (const account of accounts) {
    if (account < partition.of.length) {
      if (partition.of[account] >= 0) clusters.add(partition.of[account]);
      continue; // from those that stood, nothing new leads on
    }
    for (const { a, b } of ties.get(account) ?? []) accounts.add(a === account ? b : a);
    for (const [a, b] of bound) if (a === account || b === account) accounts.add(a === account ? b : a); // a set goes on over what is added
  }
  const { start, member } = partition.members;
  for (const c of clusters) for (let p = start[c]; p < start[c + 1]; p++) accounts.add(member[p]);
  return { accounts, clusters };
}

/** What stands stays whole: members that no link ties to the others, and shards that were put together. */
function whole(clusters: ReadonlySet<number>, { members: { start, member } }: Partition): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (const c of clusters) for (let p = start[c] + 1; p < start[c + 1]; p++) pairs.push([member[p - 1], member[p]]);
  return pairs;
}

/**
 * What analysts said of an account that came since: `set` numbers those that must be together with it, `foes` the sets that it may never be
 * with.
 */
interface Bound {
  set: number;
  foes: readonly number[];
  /** Clusters of accounts of the set, and of its foes. */
  must: ReadonlySet<number>;
  never: ReadonlySet<number>;
}

/** By account that came since and that a bond speaks of. */
function boundClusters(numbers: readonly number[], { partition: { of }, bonds }: Known): Map<number, Bound> {
  const spokenOf = [...new Set([...bonds.must, ...bonds.never].flat())];
  const position = new Map(spokenOf.map((number, i) => [number, i]));
  const sets = new UnionFind(spokenOf.length);
  for (const [a, b] of bonds.must) sets.union(position.get(a)!, position.get(b)!);
  const setOf = (number: number) => sets.find(position.get(number)!);
  const clustersOf = new Map<number, Set<number>>();
  const foesOf = new Map<number, number[]>();
  for (const number of spokenOf) {
    const clusters = clustersOf.get(setOf(number)) ?? new Set();
    clustersOf.set(setOf(number), clusters);
    if (of[number] >= 0) clusters.add(of[number]);
  }
  for (const [a, b] of bonds.never) {
    foesOf.set(setOf(a), [...(foesOf.get(setOf(a)) ?? []), setOf(b)]);
    foesOf.set(setOf(b), [...(foesOf.get(setOf(b)) ?? []), setOf(a)]);
  }
  return new Map(
    numbers
      .filter((number) => number >= of.length && position.has(number))
      .map((number) => {
        const set = setOf(number);
        const foes = foesOf.get(set) ?? [];
        return [number, { set, foes, must: clustersOf.get(set)!, never: new Set(foes.flatMap((foe) => [...clustersOf.get(foe)!])) }];
      }),
  );
}

function edgesAmong(
  local: ReadonlyMap<number, number>,
  clusters: ReadonlySet<number>,
  boundTo: ReadonlyMap<number, Bound>,
  { partition, ties }: Known,
): { edges: EdgeList; sharesPrivate: SharesPrivate } {
  const list: Omit<Tie, "private">[] = [];
  const privately = new Set<number>();
  const key = (a: number, b: number) => Math.min(a, b) * local.size + Math.max(a, b);
  const { start, source, target, weight } = partition.edges;
  for (const c of clusters) for (let e = start[c]; e < start[c + 1]; e++) list.push({ a: source[e], b: target[e], bits: weight[e] });
  const barred = (account: number, other: number) => boundTo.get(account)?.never.has(partition.of[other] ?? -1) ?? false;
  for (const account of local.keys())
    for (const tie of ties.get(account) ?? []) {
      const other = tie.a === account ? tie.b : tie.a;
      const twice = other >= partition.of.length && other < account; // both ends list it
      if (twice || !local.has(other) || barred(account, other)) continue;
      list.push(tie);
      if (tie.private) privately.add(key(local.get(account)!, local.get(other)!));
    }
  const edges = {
    nodes: local.size,
    source: Uint32Array.from(list, ({ a }) => local.get(a)!),
    target: Uint32Array.from(list, ({ b }) => local.get(b)!),
    weight: Float32Array.from(list, ({ bits }) => bits),
  };
  return { edges, sharesPrivate: (a, b) => privately.has(key(a, b)) };
}

/** Where clusters share a community, an account is in the one that it is tied to most. */
function placesOf(
  numbers: readonly number[],
  community: Int32Array,
  boundTo: ReadonlyMap<number, Bound>,
  { partition: { of }, ties }: Known,
): Place[] {
  const members = new Map<number, number[]>();
  numbers.forEach((number, i) => {
    const fellows = members.get(community[i]);
    if (fellows) fellows.push(number);
    else members.set(community[i], [number]);
  });
  const clustersOf = new Map(
    [...members].map(([label, all]) => [label, [...new Set(all.flatMap((number) => (of[number] >= 0 ? [of[number]] : [])))]]),
  );
  /** Sets of accounts that were placed in each cluster. */
  const taken = new Map<number, Set<number>>();
  return numbers.flatMap((account, i): Place[] => {
    if (account < of.length) return [];
    const clusters = clustersOf.get(community[i])!;
    const bound = boundTo.get(account);
    const open = clusters.filter((c) => !bound?.never.has(c) && !bound?.foes.some((foe) => taken.get(c)?.has(foe)));
    if (open.length > 0) {
      const tied = tiedTo(ties.get(account) ?? [], of);
      const [cluster] = open.sort(
        (c, d) =>
          Number(bound?.must.has(d) ?? false) - Number(bound?.must.has(c) ?? false) || (tied.get(d) ?? 0) - (tied.get(c) ?? 0) || c - d,
      );
      if (bound) taken.set(cluster, (taken.get(cluster) ?? new Set()).add(bound.set));
      return [{ account, cluster, together: [] }];
    }
    const others = clusters.length > 0 ? [] : members.get(community[i])!.filter((other) => other !== account);
    return [{ account, cluster: -1, together: others }];
  });
}

/** Bits by cluster. */
function tiedTo(ties: readonly Tie[], of: Int32Array): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { a, b, bits } of ties) for (const end of [a, b]) if (of[end] >= 0) sums.set(of[end], (sums.get(of[end]) ?? 0) + bits);
  return sums;
}
