/** Communities and the ties between them -> fewer: the small and the loose joined to the one that they have the most weight with. */
import { UnionFind } from "../../tools/union-find.js";

/** Of a community's weight, outside of it: more, and it is a piece of something. */
const LOOSE = 1 / 3;
/** Weights are counted in such steps: no sum of them depends on the order of its terms. */
const STEP = 1 / 1024;

/** Communities that are joined to each other. */
export class Joining {
  readonly #sets: UnionFind;
  readonly #size: Float64Array;
  /** Of all links at an account of the part; those inside count twice. */
  readonly #weight: Float64Array;
  readonly #ties: Map<number, number>[];
  parts: number;

  constructor(community: Int32Array) {
    const count = community.reduce((most, each) => Math.max(most, each), -1) + 1;
    this.#sets = new UnionFind(count);
    this.#size = new Float64Array(count);
    this.#weight = new Float64Array(count);
    for (const each of community) this.#size[each]++;
    this.#ties = Array.from({ length: count }, () => new Map());
    this.parts = this.#size.reduce((sum, each) => sum + Number(each > 0), 0);
  }

  partOf(community: number): number {
    return this.#sets.find(community);
  }

  tie(one: number, other: number, given: number): void {
    const weight = STEP * Math.max(1, Math.round(given / STEP));
    this.#weight[one] += weight;
    this.#weight[other] += weight;
    if (one !== other) this.#addTie(one, other, weight);
  }

  /** Of those that are to be joined; null where there is none, or no other. */
  smallest(least: number): number | null {
    if (this.parts < 2) return null;
    let best: number | null = null;
    for (const [part, size] of this.#size.entries()) {
      if (size === 0 || (size >= least && !this.#isLoose(part))) continue;
      if (best === null || size < this.#size[best]) best = part;
    }
    return best;
  }

  join(part: number): void {
    const into = this.#closest(part);
    this.#sets.union(part, into);
    const kept = this.#sets.find(part);
    const gone = kept === part ? into : part;
    this.#size[kept] += this.#size[gone];
    this.#weight[kept] += this.#weight[gone];
    this.#size[gone] = 0;
    this.parts--;
    this.#ties[kept].delete(gone);
    for (const [other, weight] of this.#ties[gone]) {
      this.#ties[other].delete(gone);
      if (other !== kept) this.#addTie(kept, other, weight);
    }
    this.#ties[gone].clear();
  }

  #isLoose(part: number): boolean {
    let outside = 0;
    for (const weight of this.#ties[part].values()) outside += weight;
    return outside > LOOSE * this.#weight[part];
  }

  #addTie(one: number, other: number, weight: number): void {
    this.#ties[one].set(other, (this.#ties[one].get(other) ?? 0) + weight);
    this.#ties[other].set(one, (this.#ties[other].get(one) ?? 0) + weight);
  }

  #closest(part: number): number {
    let best = -1;
    for (const [other, weight] of this.#ties[part]) {
      const more = best < 0 ? 1 : weight - this.#ties[part].get(best)!;
      if (more > 0 || (more === 0 && other < best)) best = other;
    }
    if (best >= 0) return best;
    for (const [other, size] of this.#size.entries()) if (other !== part && (best < 0 || size > this.#size[best])) best = other;
    return best;
  }
}
