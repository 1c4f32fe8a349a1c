/**
 * The members of a community -> how likely a stranger who is like them holds a value: as busy as they are, and at home where they are. Who
 * has many values shares more of them by chance, and people of one country share what the country decides.
 */

import { shareAtHome } from "../../link/home/regions.js";
import type { LinkModel } from "../../link/model.js";
import { spaced } from "./members.js";

/** Members whose homes are looked at, evenly spaced. */
const SAMPLE = 64;
/** No value is taken to be commoner among strangers than this. */
const MOST = 0.5;

/** Looks at one community at a time; keeps scratch memory between calls. */
export class Strangers {
  readonly #model: LinkModel;
  /** By token: its share of all who have any of its kind; 0 where sharing it is worth nothing. */
  readonly #share: Float64Array;
  /** By kind of tokens: where each account's values begin, and how many an account has in the mean. */
  readonly #values: readonly { starts: readonly Uint32Array[]; mean: number }[];
  /** By kind: how many times as many values the members have, at least 1; 0 until it is asked for. */
  readonly #busy: Float64Array;
  #members: readonly number[] = [];
  #sample: readonly number[] = [];

  constructor(model: LinkModel) {
    const { tokens, m, population } = model;
    this.#model = model;
    this.#share = new Float64Array(tokens.holders.length);
    tokens.kinds.forEach((kind, k) => {
      if (m[k] !== 0) for (let t = kind.first; t < kind.last; t++) this.#share[t] = tokens.holders[t] / kind.holders;
    });
    this.#values = tokens.kinds.map(({ name }) => {
      const kinds = name === "template" ? ["prompt", "prompt_value"] : [name];
      const starts = kinds.flatMap((kind) => population.sightings.get(kind)?.start ?? []);
      return { starts, mean: meanOf(everybody(population.size), starts) };
    });
    this.#busy = new Float64Array(tokens.kinds.length);
  }

  /** From now on it is strangers like these that are asked about. */
  like(members: readonly number[]): void {
    this.#members = members;
    this.#sample = spaced(members, SAMPLE);
    this.#busy.fill(0);
  }

  /** The share of them that would hold a token; 0 where sharing it is worth nothing. */
  having(token: number): number {
    const everywhere = this.#share[token];
    if (everywhere === 0) return 0;
    const kind = this.#model.tokens.kindOf[token];
    return Math.min(MOST, this.#atHome(token, kind, everywhere) * this.#busyIn(kind));
  }

  #atHome(token: number, kind: number, everywhere: number): number {
    const { home } = this.#model;
    if (home === null || home.regions.isRegional[kind] === 0) return everywhere;
    let sum = 0;
    for (const a of this.#sample) sum += shareAtHome(a, token, kind, everywhere, home.regions);
    return Math.max(everywhere, sum / this.#sample.length);
  }

  #busyIn(kind: number): number {
    if (this.#busy[kind] > 0) return this.#busy[kind];
    const { starts, mean } = this.#values[kind];
    const busy = mean > 0 ? Math.max(1, meanOf(this.#members, starts) / mean) : 1;
    this.#busy[kind] = busy;
    return busy;
  }
}

function* everybody(size: number): Generator<number> {
  for (let a = 0; a < size; a++) yield a;
}

/** Values an account of those that have any. */
function meanOf(accounts: Iterable<number>, starts: readonly Uint32Array[]): number {
  let values = 0;
  let having = 0;
  for (const a of accounts) {
    let own = 0;
    for (const start of starts) own += start[a + 1] - start[a];
    values += own;
    if (own > 0) having++;
  }
  return having > 0 ? values / having : 0;
}
