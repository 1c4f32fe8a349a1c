/**
 * A cluster's links as numbers -> the parts that its accounts fall into: who is tied more to each other than to the rest (communities of
 * the map equation, the small ones joined). A company that came into a campaign is a part, or most of one, however it is tied.
 */
import { detect } from "../../cluster/search/detect.js";
import { UnionFind } from "../../tools/union-find.js";
import type { ClusterEvidence } from "./evidence.js";

/** A part is an eighth of the body, but of so many accounts at the least and at the most: smaller ones are joined to others. */
const EIGHTH = 8;
const PART = { least: 12, most: 60 };

type Numbered = Pick<ClusterEvidence, "accounts" | "a" | "b">;

/**
 * Of each account its part, numbered from 1 by first appearance, 0 outside the body; null where all are one. A link counts as a link,
 * whatever it weighs, so that strong ones do not draw an account over.
 */
export function partsOf(cluster: Numbered, isOfBody: Uint8Array): Int32Array | null {
  const { accounts, a, b } = cluster;
  const edges = { nodes: accounts.length, source: a, target: b, weight: new Float32Array(a.length).fill(1) };
  const { community, communities } = detect(edges, { trim: 0, faint: 0 });
  const joined = joinedSmall(cluster, community, communities, isOfBody);
  const number = new Map<number, number>();
  const parts = community.map((found, i) => {
    if (isOfBody[i] === 0) return 0;
    const part = joined.find(found);
    number.set(part, number.get(part) ?? number.size + 1);
    return number.get(part)!;
  });
  return number.size > 1 ? parts : null;
}

/** The smallest first, each to that which it has most links with for its size, over and over until none is small. */
function joinedSmall({ a, b }: Numbered, community: Int32Array, communities: number, isOfBody: Uint8Array): UnionFind {
  const sets = new UnionFind(communities);
  const size = new Uint32Array(communities);
  for (let i = 0; i < community.length; i++) size[community[i]] += isOfBody[i];
  const between = Array.from({ length: communities }, () => new Map<number, number>());
  const add = (one: number, other: number, links: number) => between[one].set(other, (between[one].get(other) ?? 0) + links);
  for (let l = 0; l < a.length; l++) {
    const [one, other] = [community[a[l]], community[b[l]]];
    if (one === other) continue;
    add(one, other, 1);
    add(other, one, 1);
  }
  const all = size.reduce((sum, accounts) => sum + accounts, 0);
  const least = Math.min(PART.most, Math.max(PART.least, all / EIGHTH));
  const isSmall = (part: number) => sets.find(part) === part && size[part] > 0 && size[part] < least && between[part].size > 0;
  for (let small = list(communities, isSmall); small.length > 0; small = small.filter(isSmall))
    for (const part of small.sort((x, y) => size[x] - size[y] || x - y)) {
      if (!isSmall(part)) continue;
      const [kept, gone] = [part, closest(between[part], size)].sort((x, y) => x - y);
      sets.union(kept, gone);
      size[kept] += size[gone];
      for (const [other, links] of between[gone]) {
        between[other].delete(gone);
        if (other === kept) continue;
        add(kept, other, links);
        add(other, kept, links);
      }
      between[gone].clear();
    }
  return sets;
}

/** Of equals the first. */
function closest(links: ReadonlyMap<number, number>, size: Uint32Array): number {
  let best = -1;
  for (const [other, count] of links) {
    const more = best < 0 ? 1 : count * size[best] - links.get(best)! * size[other];
    if (more > 0 || (more === 0 && other < best)) best = other;
  }
  return best;
}

const list = (count: number, wanted: (part: number) => boolean): number[] => Array.from({ length: count }, (_, i) => i).filter(wanted);
