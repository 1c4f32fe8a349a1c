/** Accounts' ids -> those that have a text in them, the ones that begin with it first: one long string is looked through once. */

export class Finder {
  readonly #text: string;
  /** Where each id begins in the text; one more at the end. */
  readonly #start: Uint32Array;

  constructor(accounts: readonly string[]) {
    this.#text = `\n${accounts.join("\n").toLowerCase()}\n`;
    this.#start = new Uint32Array(accounts.length + 1);
    let at = 1;
    for (const [i, account] of accounts.entries()) {
      this.#start[i] = at;
      at += account.length + 1;
    }
    this.#start[accounts.length] = at;
  }

  /** Places, at most `most`; none for an empty text. Case is passed over. */
  find(text: string, most: number): number[] {
    const wanted = text.trim().toLowerCase();
    if (wanted === "" || wanted.includes("\n")) return [];
    const first = this.#each(`\n${wanted}`, most, 1);
    if (first.length === most) return first;
    const known = new Set(first);
    return [...first, ...this.#each(wanted, most, 0).filter((place) => !known.has(place))].slice(0, most);
  }

  #each(wanted: string, most: number, offset: number): number[] {
    const found: number[] = [];
    for (let at = this.#text.indexOf(wanted); at >= 0 && found.length < most; ) {
      const place = this.#placeOf(at + offset);
      if (place >= this.#start.length - 1) break;
      found.push(place);
      at = this.#text.indexOf(wanted, this.#start[place + 1] - 1);
    }
    return found;
  }

  #placeOf(at: number): number {
    let [low, high] = [0, this.#start.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
