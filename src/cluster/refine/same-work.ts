/**
 * Communities + links -> communities, with those joined that do the same work: where members of two share as many of the same prompt
 * templates across as within, and pairs across mostly hold too, one campaign had come apart by its tools or its addresses. Two campaigns of
 * one operator share some work, not all.
 */
import type { LinkModel } from "../../link/model.js";
import { PairScorer } from "../../link/score.js";
import { UnionFind } from "../../tools/union-find.js";
import type { EdgeList } from "../search/graph.js";
import { membersOf } from "./members.js";
import { PROFILE_MEMBERS } from "./profile.js";

/** Members looked at on each side, evenly spaced. */
const SAMPLE = 10;
/** Bits of content that pairs within must share on average: less is no work to be told by. */
const LEAST_CONTENT = 4;
/** Across there must be this much of the content that there is within the community that has less. */
const AS_MUCH = 0.75;
/** Share of the pairs across that must hold as links. */
const HOLDING = 0.4;

interface Ties {
  /** Mean bits of the content family. */
  content: number;
  /** Share of the pairs with odds for one hand. */
  holding: number;
}

/** Labels of joined communities are one of theirs. Depends on the communities as given, not on the order of the links. */
export function joinSameWork(community: Int32Array, { source, target }: EdgeList, model: LinkModel): Int32Array {
  const members = membersOf(community, PROFILE_MEMBERS);
  const scorer = new PairScorer(model);
  const inside = new Map<number, Ties>();
  const within = (label: number): Ties => {
    const known = inside.get(label) ?? tiesBetween(members.get(label)!, members.get(label)!, scorer);
    inside.set(label, known);
    return known;
  };
  const sets = new UnionFind(community.reduce((most, label) => Math.max(most, label), 0) + 1);
  for (const [a, b] of neighbours(community, source, target, members)) {
    const least = Math.min(within(a).content, within(b).content);
    if (least < LEAST_CONTENT) continue;
    const { content, holding } = tiesBetween(members.get(a)!, members.get(b)!, scorer);
    if (content >= AS_MUCH * least && holding >= HOLDING) sets.union(a, b);
  }
  return community.map((label) => sets.find(label));
}

/** Pairs of communities with a profile and a link between them. */
function neighbours(
  community: Int32Array,
  source: Uint32Array,
  target: Uint32Array,
  members: ReadonlyMap<number, readonly number[]>,
): Iterable<readonly [number, number]> {
  const pairs = new Map<number, readonly [number, number]>();
  for (let e = 0; e < source.length; e++) {
    const a = Math.min(community[source[e]], community[target[e]]);
    const b = Math.max(community[source[e]], community[target[e]]);
    if (a === b || !members.has(a) || !members.has(b)) continue;
    pairs.set(a * community.length + b, [a, b]);
  }
  return pairs.values();
}

function tiesBetween(one: readonly number[], other: readonly number[], scorer: PairScorer): Ties {
  let pairs = 0;
  let content = 0;
  let holding = 0;
  for (const a of spaced(one))
    for (const b of spaced(other)) {
      if (a === b) continue;
      if (scorer.score(Math.min(a, b), Math.max(a, b)) > 0) holding++;
      content += scorer.bitsOf("behaviour");
      pairs++;
    }
  return { content: content / pairs, holding: holding / pairs };
}

function spaced(members: readonly number[]): number[] {
  const step = Math.max(1, members.length / SAMPLE);
  return Array.from({ length: Math.min(SAMPLE, members.length) }, (_, i) => members[Math.floor(i * step)]);
}
