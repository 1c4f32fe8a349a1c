/**
 * Sightings of attributes as they come, of whatever keys -> the keys most held, each a kind of its own, and all others together as one: no
 * input makes a population large.
 */

import { BytePool } from "../tools/byte-pool.js";
import { ByteReader } from "../tools/bytes.js";
import { words } from "../tools/growing.js";
import { byCodeUnit } from "../tools/order.js";

/** Keys that are kinds of their own: so many at least, and at most. */
const LEAST_KEYS = 64;
const MOST_KEYS = 1024;
/** A kind takes a word an account, whoever has any of it: between the two, all keys together take so many words (128 MB). */
const KEYS_WORDS = 2 ** 25;

/** How many keys are kinds of their own among so many accounts. */
export const keysApart = (accounts: number): number =>
  Math.max(LEAST_KEYS, Math.min(MOST_KEYS, Math.floor(KEYS_WORDS / Math.max(1, accounts))));

export class AttributeLists {
  /** Accounts that have any, and each one's lists as they are in its footprint. */
  readonly #account = words();
  readonly #lists = new BytePool();
  /** Accounts by key. */
  readonly #holders = new Map<string, number>();

  /** The last `lists` lists of an account's footprint; the reader stands before them, and then behind. */
  add(account: number, lists: number, reader: ByteReader): void {
    const from = reader.at;
    for (let n = lists; n > 0; n--) {
      const key = keyAt(reader);
      this.#holders.set(key, (this.#holders.get(key) ?? 0) + 1);
      skipList(reader);
    }
    this.#account.push(account);
    this.#lists.add(reader.bytes, from, reader.at);
  }

  /** The keys that most accounts have, at most `limit`: by how many have them, then by name. */
  mostHeld(limit: number): ReadonlySet<string> {
    const keys = [...this.#holders].sort(([key, n], [other, m]) => m - n || byCodeUnit(key, other));
    return new Set(keys.slice(0, limit).map(([key]) => key));
  }

  get keys(): number {
    return this.#holders.size;
  }

  /** Each list in the order in which they came; `take` reads its values. */
  each(take: (account: number, key: string, reader: ByteReader) => void): void {
    for (let i = 0; i < this.#account.length; i++) {
      const reader = new ByteReader(this.#lists.get(i));
      while (!reader.done) take(this.#account.array[i], keyAt(reader), reader);
    }
  }
}

function keyAt(reader: ByteReader): string {
  reader.count(); // that it is an attribute
  return reader.text();
}

/** As `footprint.ts` writes a list: a rank, two times, a count and a text for each value. */
function skipList(reader: ByteReader): void {
  for (let n = reader.count(); n > 0; n--) {
    reader.at += 12;
    reader.count();
    reader.count();
    const length = reader.count();
    reader.at += length;
  }
}
