/** The models that an account used, as they come -> a slot each: the few of least rank keep their names (bottom-k), all others are one. */

/** So many keep their names. */
export const NAMED_MODELS = 16;
/** Slots of usage without a model, and of all models without a name. */
export const UNSAID = 0;
export const OTHERS = 1;

interface Named {
  hi: number;
  lo: number;
  /** Where the name is found, in the caller's terms. */
  text: number;
  slot: number;
}

export class Models {
  /** In order of rank. */
  readonly named: Named[] = [];
  #slots = OTHERS + 1;
  #latest: Named | null = null;

  clear(): void {
    this.named.length = 0;
    this.#slots = OTHERS + 1;
    this.#latest = null;
  }

  /**
   * The slot of a model by the rank of its name; `OTHERS` where it ranks beyond those that are named, -1 where it is to be named: by
   * `name`.
   */
  slotOf(hi: number, lo: number): number {
    const latest = this.#latest;
    if (latest !== null && latest.lo === lo && latest.hi === hi) return latest.slot;
    const { named } = this;
    let at = named.length;
    for (; at > 0; at--) {
      const order = named[at - 1].hi - hi || named[at - 1].lo - lo;
      if (order === 0) {
        this.#latest = named[at - 1];
        return this.#latest.slot;
      }
      if (order < 0) break;
    }
    return at === NAMED_MODELS ? OTHERS : -1;
  }

  /** The slot of a model that `slotOf` knew no slot of. */
  name(hi: number, lo: number, text: number): number {
    const { named } = this;
    let at = named.length;
    while (at > 0 && (named[at - 1].hi - hi || named[at - 1].lo - lo) > 0) at--;
    this.#latest = { hi, lo, text, slot: this.#slots++ };
    named.splice(at, 0, this.#latest);
    if (named.length > NAMED_MODELS) named.pop(); // what it was seen with is the others' from now on
    return this.#latest.slot;
  }

  /** By slot: its place in what is written. Slots that lost their name are `OTHERS`. */
  places(): Int32Array {
    const places = new Int32Array(this.#slots).fill(OTHERS);
    places[UNSAID] = UNSAID;
    for (const [i, { slot }] of this.named.entries()) places[slot] = OTHERS + 1 + i;
    return places;
  }
}
