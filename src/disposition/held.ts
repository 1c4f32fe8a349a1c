/** A cluster's accounts and one kind -> the values that two of them or more hold, and how many do: the shared ground of the features. */
import type { Sightings } from "../indicator/population.js";

/** Longer lists are sorted by the engine. */
const FEW = 24;

/** Looks at one cluster's values of one kind at a time; keeps scratch memory between calls. An account holds each of its values once. */
export class Held {
  #sightings: Sightings | undefined;
  #members: readonly number[] = [];
  #values = new Uint32Array(256);
  /** The values that are shared, ascending, and the members that hold each. */
  #shared = new Uint32Array(64);
  #holders = new Uint32Array(64);
  #size = 0;
  /** The place of the value that most members hold, of equals the first; -1 where none is shared. */
  #top = -1;

  look(sightings: Sightings | undefined, members: readonly number[]): this {
    this.#sightings = sightings;
    this.#members = members;
    this.#size = 0;
    this.#top = -1;
    if (sightings) this.#count(this.#gather(sightings, members));
    return this;
  }

  /** The value that most members hold, and how many do: 0 where none is shared. */
  get top(): number {
    return this.#top < 0 ? 0 : this.#shared[this.#top];
  }

  get holdersOfTop(): number {
    return this.#top < 0 ? 0 : this.#holders[this.#top];
  }

  /** Share of the members that hold the top one. */
  topShare(): number {
    return this.holdersOfTop / this.#members.length;
  }

  /** Share of the members that hold a value that another member holds too; the top one does not count where it is passed over. */
  sharedShare({ passOverTop = false } = {}): number {
    if (!this.#sightings || this.#size - (passOverTop ? 1 : 0) <= 0) return 0;
    const { start, value } = this.#sightings;
    const without = passOverTop ? this.#top : -1;
    let sharing = 0;
    for (const a of this.#members)
      for (let s = start[a]; s < start[a + 1]; s++) {
        const place = this.#placeOf(value[s]);
        if (place < 0 || place === without) continue;
        sharing++;
        break;
      }
    return sharing / this.#members.length;
  }

  /** Returns the members' values, ascending. */
  #gather({ start, value }: Sightings, members: readonly number[]): Uint32Array {
    let size = 0;
    for (const a of members) size += start[a + 1] - start[a];
    if (size > this.#values.length) this.#values = new Uint32Array(2 * size);
    const values = this.#values;
    let n = 0;
    if (size > FEW) {
      for (const a of members) for (let s = start[a]; s < start[a + 1]; s++) values[n++] = value[s];
      return values.subarray(0, n).sort();
    }
    for (const a of members)
      for (let s = start[a]; s < start[a + 1]; s++) {
        let at = n++;
        for (; at > 0 && values[at - 1] > value[s]; at--) values[at] = values[at - 1];
        values[at] = value[s];
      }
    return values.subarray(0, n);
  }

  #count(ascending: Uint32Array): void {
    for (let from = 0, to = 0; from < ascending.length; from = to) {
      while (to < ascending.length && ascending[to] === ascending[from]) to++;
      if (to - from < 2) continue;
      if (this.#size === this.#shared.length) this.#grow();
      this.#shared[this.#size] = ascending[from];
      this.#holders[this.#size] = to - from;
      if (this.#top < 0 || to - from > this.#holders[this.#top]) this.#top = this.#size;
      this.#size++;
    }
  }

  #grow(): void {
    const [shared, holders] = [this.#shared, this.#holders];
    this.#shared = new Uint32Array(2 * shared.length);
    this.#shared.set(shared);
    this.#holders = new Uint32Array(2 * holders.length);
    this.#holders.set(holders);
  }

  #placeOf(value: number): number {
    const shared = this.#shared;
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (shared[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low < this.#size && shared[low] === value ? low : -1;
  }
}

/** Which accounts are of the cluster at hand; keeps scratch memory between clusters. */
export class Inside {
  readonly #turnOf: Uint32Array;
  #turn = 0;

  constructor(accounts: number) {
    this.#turnOf = new Uint32Array(accounts);
  }

  begin(members: readonly number[]): void {
    this.#turn++;
    for (const a of members) this.#turnOf[a] = this.#turn;
  }

  has(account: number): boolean {
    return this.#turnOf[account] === this.#turn;
  }
}
