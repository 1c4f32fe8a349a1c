/**
 * Communities + links -> communities, with those joined that do the same work: where members of two share as many of the same prompt
 * templates across as within, and pairs across mostly hold too, one campaign had come apart by its tools or its addresses. Two campaigns of
 * one operator share some work, not all.
 */
import type { LinkModel } from "../../link/model.js";
import { PairScorer } from "../../link/score.js";
import { doubles } from "../../tools/growing.js";
import { popcount32 } from "../../tools/mix.js";
import { UnionFind } from "../../tools/union-find.js";
import type { EdgeList } from "../search/graph.js";
import { membersOf, placesOf, spaced } from "./members.js";
import { PROFILE_MEMBERS } from "./profile.js";

/** Members looked at on each side, evenly spaced. */
const SAMPLE = 10;
/** Bits of content that pairs within must share on average: less is no work to be told by. */
const LEAST_CONTENT = 4;
/** Across there must be this much of the content that there is within the community that has less. */
const AS_MUCH = 0.75;
/** Share of the pairs across that must hold as links. */
const HOLDING = 0.4;

/** More than what sums of the same numbers in another order differ by. */
const ROUNDING = 1e-6;

/** Labels of joined communities are one of theirs. Depends on the communities as given, not on the order of the links. */
export function joinSameWork(community: Int32Array, { source, target }: EdgeList, model: LinkModel): Int32Array {
  const members = membersOf(community, PROFILE_MEMBERS);
  const samples = Array.from(members.values(), (each) => spaced(each, SAMPLE));
  const labels = [...members.keys()];
  const work = new Work(model);
  const inside = new Float64Array(samples.length).fill(-1); // by community: what there is within, -1 where nobody asked yet
  const within = (c: number): number => {
    if (inside[c] < 0) inside[c] = Math.max(0, work.within(samples[c]));
    return inside[c];
  };
  const sets = new UnionFind(community.reduce((most, label) => Math.max(most, label), 0) + 1);
  for (const pair of neighbours(community, source, target, labels)) {
    const [a, b] = [Math.floor(pair / labels.length), pair % labels.length];
    if (sets.find(labels[a]) === sets.find(labels[b]) || within(a) < LEAST_CONTENT || within(b) < LEAST_CONTENT) continue;
    if (work.isSame(samples[a], samples[b], AS_MUCH * Math.min(within(a), within(b)))) sets.union(labels[a], labels[b]);
  }
  return community.map((label) => sets.find(label));
}

/** Pairs of communities, of those labelled so, with a link between them: a * labels + b, ascending. */
function neighbours(community: Int32Array, source: Uint32Array, target: Uint32Array, labels: readonly number[]): Float64Array {
  const number = placesOf(labels, community);
  const pairs = doubles();
  for (let e = 0; e < source.length; e++) {
    const a = number[community[source[e]]];
    const b = number[community[target[e]]];
    if (a < 0 || b < 0 || a === b) continue;
    pairs.push(Math.min(a, b) * labels.length + Math.max(a, b));
  }
  const sorted = pairs.array.subarray(0, pairs.length).sort();
  return sorted.filter((pair, i) => i === 0 || pair !== sorted[i - 1]);
}

/** What work the members of communities have in common; keeps scratch memory between calls. */
class Work {
  readonly #model: LinkModel;
  readonly #scorer: PairScorer;
  /** By kind of tokens. */
  readonly #isContent: Uint8Array;
  /** By token of content: those of the sample looked at last that have it, as bits; and that sample. */
  readonly #having: Uint16Array;
  #sample: readonly number[] = [];

  constructor(model: LinkModel) {
    this.#model = model;
    this.#scorer = new PairScorer(model);
    this.#isContent = Uint8Array.from(model.tokens.kinds, ({ rule }) => (rule.family === "behaviour" ? 1 : 0));
    this.#having = new Uint16Array(model.tokens.holders.length);
  }

  /** Mean bits of content of the pairs of a sample; where that is too little to be told by, anything that is too little. */
  within(sample: readonly number[]): number {
    const pairs = sample.length * (sample.length - 1);
    if (this.#atMost(sample, sample) < LEAST_CONTENT * pairs) return 0;
    return this.#content(sample, sample).content / pairs;
  }

  /** Whether the pairs across two samples have so much content in the mean, and mostly hold as links. */
  isSame(one: readonly number[], other: readonly number[], content: number): boolean {
    const pairs = one.length * other.length;
    if (this.#atMost(one, other) < content * pairs) return false;
    const found = this.#content(one, other);
    return found.content / pairs >= content && found.holding / pairs >= HOLDING;
  }

  /** Sums over the pairs of two samples: bits of content, and how many have odds for one hand. */
  #content(one: readonly number[], other: readonly number[]): { content: number; holding: number } {
    let content = 0;
    let holding = 0;
    for (const a of one)
      for (const b of other) {
        if (a === b) continue;
        if (this.#scorer.score(Math.min(a, b), Math.max(a, b)) > 0) holding++;
        content += this.#scorer.bitsOf("behaviour");
      }
    return { content, holding };
  }

  /** What the content of the pairs of two samples cannot sum to more than: all that they share, taken whole. */
  #atMost(one: readonly number[], other: readonly number[]): number {
    this.#look(one);
    const { tokens, bits } = this.#model;
    let most = ROUNDING;
    for (const b of other)
      for (let p = tokens.start[b]; p < tokens.start[b + 1]; p++) {
        const token = tokens.token[p];
        if (this.#isContent[tokens.kindOf[token]] === 1 && this.#having[token] !== 0) most += popcount32(this.#having[token]) * bits[token];
      }
    return most;
  }

  #look(sample: readonly number[]): void {
    if (sample === this.#sample) return;
    this.#mark(this.#sample, (token) => {
      this.#having[token] = 0;
    });
    this.#sample = sample;
    this.#mark(sample, (token, i) => {
      this.#having[token] |= 1 << i;
    });
  }

  #mark(sample: readonly number[], mark: (token: number, i: number) => void): void {
    const { start, token, kindOf } = this.#model.tokens;
    for (const [i, a] of sample.entries())
      for (let p = start[a]; p < start[a + 1]; p++) if (this.#isContent[kindOf[token[p]]] === 1) mark(token[p], i);
  }
}
