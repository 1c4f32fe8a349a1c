/** A cluster's links as they are packed -> those of an account, unpacked when they are asked for. */
import type { Link } from "../../../model/link.js";
import { partedText } from "./packed-links.js";

export class PackedTies {
  readonly #accounts: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #kinds: readonly string[];
  readonly #values: readonly string[];
  readonly #a: Uint32Array;
  readonly #b: Uint32Array;
  readonly #weight: Float64Array;
  readonly #ends: Uint32Array;
  readonly #rows: Uint32Array;
  readonly #rowKind: Uint32Array;
  readonly #rowBits: Float64Array;
  /** The links of account i are `#own` from `#start[i]` to before `#start[i + 1]`, ascending. */
  readonly #start: Uint32Array;
  readonly #own: Uint32Array;

  /** Columns as `PACKED_COLUMNS` has them, of one row. */
  constructor(columns: readonly unknown[]) {
    const items = (c: number) => (columns[c] as { items: readonly number[] }).items;
    this.#accounts = partedText(columns[0]);
    this.#places = new Map(this.#accounts.map((account, i) => [account, i]));
    this.#kinds = partedText(columns[6]);
    this.#values = partedText(columns[8]);
    this.#a = Uint32Array.from(items(1));
    this.#b = Uint32Array.from(items(2));
    this.#weight = Float64Array.from(items(3));
    this.#ends = Uint32Array.from(items(4));
    this.#rows = Uint32Array.from(items(5));
    this.#rowKind = Uint32Array.from(items(7));
    this.#rowBits = Float64Array.from(items(9));
    this.#start = new Uint32Array(this.#accounts.length + 1);
    for (const ends of [this.#a, this.#b]) for (const place of ends) this.#start[place + 1]++;
    for (let i = 0; i < this.#accounts.length; i++) this.#start[i + 1] += this.#start[i];
    this.#own = new Uint32Array(2 * this.#a.length);
    const at = this.#start.slice();
    for (let link = 0; link < this.#a.length; link++) for (const place of [this.#a[link], this.#b[link]]) this.#own[at[place]++] = link;
  }

  /** How much it is: links. */
  get size(): number {
    return this.#a.length;
  }

  /** In the order that they were packed in. */
  of(account: string): Link[] {
    const place = this.#places.get(account);
    return place === undefined
      ? []
      : Array.from(this.#own.subarray(this.#start[place], this.#start[place + 1]), (link) => this.#link(link));
  }

  #link(link: number): Link {
    const rows = this.#rows.subarray(link === 0 ? 0 : this.#ends[link - 1], this.#ends[link]);
    const evidence = Array.from(rows, (row) => ({
      kind: this.#kinds[this.#rowKind[row]],
      value: this.#values[row],
      bits: this.#rowBits[row],
    }));
    return { a: this.#accounts[this.#a[link]], b: this.#accounts[this.#b[link]], weight: this.#weight[link], evidence };
  }
}
