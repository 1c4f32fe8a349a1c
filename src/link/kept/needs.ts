/** Links of one cluster -> what each needs so much that it falls without: families, and values. */
import type { Links } from "../link.js";
import { familyCaps } from "../rules.js";
import { FAMILIES, SHARED, TOGETHER, type Waterfall } from "./waterfall.js";

/** Times together that are told apart. */
const OCCASIONS = 65_536;

/** Found out when first asked for, and forgotten with the cluster; keeps scratch memory between clusters. */
export class Needs {
  readonly families = FAMILIES.length;
  readonly #links: Links;
  readonly #waterfall: Waterfall;
  readonly #caps: Float64Array;
  readonly #sums = new Float64Array(FAMILIES.length);
  /** By token, and for the rest by what it is: the number of the value in this cluster, by when it was first met, or -1. */
  readonly #ofToken: Int32Array;
  readonly #tokens: number[] = [];
  readonly #ofOther = new Map<number, number>();
  #valuesMet = 0;
  /** Positive values of the pair at hand: their numbers, families and bits. */
  #values: { value: number; family: number; bits: number }[] = [];
  /** By edge of the cluster: whether it is known, its families as bits, and where its values are. */
  #edges: Uint32Array = new Uint32Array(0);
  #familiesOf = new Int32Array(0);
  #from = new Int32Array(0);
  #to = new Int32Array(0);
  readonly #needed: number[] = [];

  constructor(links: Links, waterfall: Waterfall) {
    this.#links = links;
    this.#waterfall = waterfall;
    this.#caps = Float64Array.from(Object.values(familyCaps(links.model.prior)));
    this.#ofToken = new Int32Array(links.model.tokens.holders.length).fill(-1);
  }

  /** From now on it is about these links, numbered as in the list. */
  begin(edges: Uint32Array): void {
    for (const token of this.#tokens) this.#ofToken[token] = -1;
    this.#tokens.length = this.#needed.length = this.#valuesMet = 0;
    this.#ofOther.clear();
    this.#edges = edges;
    if (this.#from.length < edges.length) {
      this.#familiesOf = new Int32Array(edges.length);
      this.#from = new Int32Array(edges.length);
      this.#to = new Int32Array(edges.length);
    }
    this.#from.fill(-1, 0, edges.length);
  }

  /** As bits. */
  familiesOf(edge: number): number {
    this.#find(edge);
    return this.#familiesOf[edge];
  }

  /** How many values were met in this cluster: they are numbered from 0, by when they were. */
  get valuesMet(): number {
    return this.#valuesMet;
  }

  hasValue(edge: number, value: number): boolean {
    this.#find(edge);
    for (let i = this.#from[edge]; i < this.#to[edge]; i++) if (this.#needed[i] === value) return true;
    return false;
  }

  eachValue(edge: number, take: (value: number) => void): void {
    this.#find(edge);
    for (let i = this.#from[edge]; i < this.#to[edge]; i++) take(this.#needed[i]);
  }

  #find(edge: number): void {
    if (this.#from[edge] >= 0) return;
    const link = this.#edges[edge];
    this.#waterfall.look(this.#links.source[link], this.#links.target[link]);
    const { weight, telling, family, bits } = this.#waterfall;
    const sums = this.#sums.fill(0);
    const values = this.#values;
    values.length = 0;
    for (let row = 0; row < telling; row++) {
      sums[family[row]] += bits[row];
      if (bits[row] > 0) this.#addValue(row);
    }
    const counts = (f: number, sum: number) => Math.min(sum, this.#caps[f]);
    this.#familiesOf[edge] = 0;
    for (let f = 0; f < sums.length; f++) if (weight - counts(f, sums[f]) <= 0) this.#familiesOf[edge] |= 1 << f;
    this.#from[edge] = this.#needed.length;
    for (const { value, family: f, bits: worth } of values)
      if (weight - counts(f, sums[f]) + counts(f, sums[f] - worth) <= 0) this.#needed.push(value);
    this.#to[edge] = this.#needed.length;
  }

  /** The same value twice, as times together on two prompts may be, is one. */
  #addValue(row: number): void {
    const { what, number, family, bits } = this.#waterfall;
    const value = what[row] === SHARED ? this.#valueOfToken(number[row]) : this.#valueOfOther(what[row], number[row]);
    const same = what[row] === TOGETHER ? this.#values.find((each) => each.value === value) : undefined;
    if (same) same.bits += bits[row];
    else this.#values.push({ value, family: family[row], bits: bits[row] });
  }

  #valueOfToken(token: number): number {
    if (this.#ofToken[token] < 0) {
      this.#ofToken[token] = this.#valuesMet++;
      this.#tokens.push(token);
    }
    return this.#ofToken[token];
  }

  #valueOfOther(what: number, number: number): number {
    const key = what * OCCASIONS + number;
    let value = this.#ofOther.get(key);
    if (value === undefined) {
      value = this.#valuesMet++;
      this.#ofOther.set(key, value);
    }
    return value;
  }
}
