/** A pair of accounts -> its weight: the log2 Bayes factors of all that the two share, nested kinds once, repeats discounted, families capped, less the prior; with the evidence that sums to it. */
import type { Population } from "../indicator/population.js";
import type { CoActions } from "./coaction.js";
import type { Successions } from "./succession.js";
import type { Tokens } from "./tokens.js";
import { CAP_BEYOND_PRIOR, type LinkFamily, priorBits, REPEAT, valueBits } from "./weights.js";

/** One row of the waterfall. Rows named `prior` and `cap` are not shared values: they say what was taken off. */
export interface PairEvidence {
  kind: string;
  value: string;
  bits: number;
}

export interface LinkModel {
  population: Population;
  tokens: Tokens;
  coactions: CoActions;
  successions: Successions;
  /** m by token kind. */
  m: Float64Array;
  /** By token: what sharing it is worth. */
  bits: Float32Array;
  prior: number;
}

const FAMILIES = Object.keys(CAP_BEYOND_PRIOR) as LinkFamily[];
/** Kinds of which an account has many values: those that are not shared count against the pair. */
const MANY_VALUES = 3;
const HOUR = 3600;
/** Two on one address within hours are not the same as within weeks: bits more, bits less. */
const NETWORK_TOGETHER = 1.5;
const NETWORK_APART = -3;
const APART_SECONDS = 14 * 24 * HOUR;

export function tokenBits(tokens: Tokens, m: Float64Array): Float32Array {
  const bits = new Float32Array(tokens.holders.length);
  tokens.kinds.forEach((kind, k) => {
    for (let t = kind.first; t < kind.last; t++) bits[t] = valueBits(m[k], tokens.holders[t], kind.holders, kind.rule.hub);
  });
  return bits;
}

/** Scores pairs of one model; keeps scratch memory between calls. */
export class PairScorer {
  readonly #model: LinkModel;
  readonly #kindBits: Float64Array;
  readonly #shared: Uint16Array;
  readonly #family: Float64Array;
  readonly #cap: Float64Array;
  /** By token kind: its group and its family, numbered. */
  readonly #groupOf: Uint8Array;
  readonly #familyOf: Uint8Array;
  readonly #groups: number;
  readonly #groupBest: Int16Array;
  readonly #starts: readonly (Uint32Array | null)[];

  constructor(model: LinkModel) {
    this.#model = model;
    const { kinds } = model.tokens;
    const groups = [...new Set(kinds.map((kind) => kind.rule.group))];
    this.#groups = groups.length;
    this.#groupOf = Uint8Array.from(kinds, (kind) => groups.indexOf(kind.rule.group));
    this.#familyOf = Uint8Array.from(kinds, (kind) => FAMILIES.indexOf(kind.rule.family));
    this.#groupBest = new Int16Array(groups.length);
    this.#kindBits = new Float64Array(kinds.length);
    this.#shared = new Uint16Array(kinds.length);
    this.#family = new Float64Array(FAMILIES.length);
    this.#cap = Float64Array.from(FAMILIES, (family) => Math.max(0, model.prior + CAP_BEYOND_PRIOR[family]));
    this.#starts = kinds.map((kind) =>
      kind.rule.family === "attribute" && kind.meanValues > MANY_VALUES ? (model.population.sightings.get(kind.name)?.start ?? null) : null,
    );
  }

  /** Shared values by token kind, of the pair scored last. */
  get shared(): Uint16Array {
    return this.#shared;
  }

  /** The weight of a pair in bits: log2 of the posterior odds that one hand runs both. `rows` receives the waterfall. */
  score(a: number, b: number, rows?: PairEvidence[]): number {
    const { tokens, prior } = this.#model;
    this.#family.fill(0);
    this.#shareValues(a, b, rows);
    this.#groupBest.fill(-1);
    for (let k = 0; k < tokens.kinds.length; k++) {
      if (this.#shared[k] === 0) continue;
      const start = this.#starts[k];
      if (start) this.#kindBits[k] += this.#unshared(k, start[a + 1] - start[a], start[b + 1] - start[b], rows);
      const group = this.#groupOf[k];
      if (this.#groupBest[group] < 0 || this.#kindBits[k] > this.#kindBits[this.#groupBest[group]]) this.#groupBest[group] = k;
    }
    for (let g = 0; g < this.#groups; g++) {
      const k = this.#groupBest[g];
      if (k >= 0) this.#family[this.#familyOf[k]] += this.#kindBits[k];
    }
    if (rows) this.#dropNested(rows);
    this.#family[FAMILIES.indexOf("time")] += this.#timing(a, b, rows);
    let weight = -prior;
    for (let f = 0; f < FAMILIES.length; f++) {
      const excess = this.#family[f] - this.#cap[f];
      weight += Math.min(this.#family[f], this.#cap[f]);
      if (rows && excess > 0) rows.push({ kind: "cap", value: FAMILIES[f], bits: -excess });
    }
    rows?.push({ kind: "prior", value: `${this.#model.population.size} accounts`, bits: -prior });
    return weight;
  }

  #shareValues(a: number, b: number, rows?: PairEvidence[]): void {
    const { tokens, bits } = this.#model;
    this.#kindBits.fill(0);
    this.#shared.fill(0);
    let p = tokens.start[a];
    let q = tokens.start[b];
    const endA = tokens.start[a + 1];
    const endB = tokens.start[b + 1];
    let factor = 1;
    while (p < endA && q < endB) {
      const t = tokens.token[p];
      const u = tokens.token[q];
      if (t < u) p++;
      else if (u < t) q++;
      else {
        const k = tokens.kindOf[t];
        factor = this.#shared[k]++ === 0 ? 1 : factor * REPEAT;
        const worth = (bits[t] + (tokens.kinds[k].rule.family === "network" ? this.#nearness(p, q) : 0)) * factor;
        this.#kindBits[k] += worth;
        rows?.push({ kind: tokens.kinds[k].name, value: tokens.kinds[k].label(t), bits: worth });
        p++;
        q++;
      }
    }
  }

  /** Whether two rows of the token table overlap in time, nearly, or not at all. */
  #nearness(p: number, q: number): number {
    const { firstSeen, lastSeen } = this.#model.tokens;
    const gap = Math.max(firstSeen[p], firstSeen[q]) - Math.min(lastSeen[p], lastSeen[q]);
    if (gap <= 6 * HOUR) return NETWORK_TOGETHER;
    return gap > APART_SECONDS ? NETWORK_APART : 0;
  }

  /** Evidence against: values of the shorter list that the other does not share. */
  #unshared(k: number, valuesA: number, valuesB: number, rows?: PairEvidence[]): number {
    const missing = Math.min(valuesA, valuesB) - this.#shared[k];
    const bits = missing * Math.log2(1 - this.#model.m[k]);
    if (rows && missing > 0) rows.push({ kind: this.#model.tokens.kinds[k].name, value: `${missing} not shared`, bits });
    return bits;
  }

  /** Rows of kinds that a stronger kind of their group stands for are taken out. */
  #dropNested(rows: PairEvidence[]): void {
    const { kinds } = this.#model.tokens;
    const kept = new Set([...this.#groupBest].filter((k) => k >= 0).map((k) => kinds[k].name));
    rows.splice(0, rows.length, ...rows.filter((row) => kept.has(row.kind)));
  }

  #timing(a: number, b: number, rows?: PairEvidence[]): number {
    const { coactions, successions } = this.#model;
    let sum = 0;
    let factor = 1;
    for (let p = firstOf(coactions, a, b); p < coactions.start[a + 1] && coactions.partner[p] === b; p++) {
      const bits = coactions.bits[p] * factor;
      factor *= REPEAT;
      sum += bits;
      rows?.push({ kind: "co-action", value: `${coactions.occasions[p]} times within minutes`, bits });
    }
    const s = firstOf(successions, a, b);
    if (s < successions.start[a + 1] && successions.partner[s] === b) {
      sum += successions.bits[s];
      rows?.push({
        kind: "succession",
        value: `signed up ${Math.round(successions.seconds[s] / 60)} min after the suspension`,
        bits: successions.bits[s],
      });
    }
    return sum;
  }
}

/** The first row of `a` with partner >= `b`. */
function firstOf(rows: { start: Uint32Array; partner: Uint32Array }, a: number, b: number): number {
  let low = rows.start[a];
  let high = rows.start[a + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows.partner[middle] < b) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function initialModel(population: Population, tokens: Tokens, coactions: CoActions, successions: Successions): LinkModel {
  const m = Float64Array.from(tokens.kinds, (kind) => kind.rule.m);
  return { population, tokens, coactions, successions, m, bits: tokenBits(tokens, m), prior: priorBits(population.size) };
}
