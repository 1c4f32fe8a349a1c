/**
 * Attributes in all parts, of whatever keys -> the keys most held, each a kind of its own, and all others together as one: no input makes a
 * population large.
 */

import { hash } from "../../tools/hash.js";
import { byCodeUnit } from "../../tools/order.js";
import { sharedWords } from "../../tools/shared.js";
import { attributeKind, OTHER_ATTRIBUTES } from "../kinds/registry.js";
import type { Population, Sightings } from "../population.js";
import type { Places } from "./account-columns.js";
import type { AttributeColumns } from "./attribute-columns.js";
import { NumberedTexts, sightingsOf, sortRows } from "./lay.js";

/** Keys that are kinds of their own: so many at least, and at most. */
const LEAST_KEYS = 64;
const MOST_KEYS = 1024;
/** A kind takes a word an account, whoever has any of it: between the two, all keys together take so many words (128 MB). */
const KEYS_WORDS = 2 ** 25;

/** How many keys are kinds of their own among so many accounts. */
export const keysApart = (accounts: number): number =>
  Math.max(LEAST_KEYS, Math.min(MOST_KEYS, Math.floor(KEYS_WORDS / Math.max(1, accounts))));

interface Lists {
  /** By part. */
  pieces: readonly AttributeColumns[];
  /** By part and row: the account's number. */
  accounts: readonly Uint32Array[];
  size: number;
}

export function layAttributes(
  pieces: readonly AttributeColumns[],
  places: Places,
): Pick<Population, "otherAttributeKeys"> & { kinds: Sightings[] } {
  const lists = { pieces, accounts: accountsIn(pieces, places), size: places.part.length };
  const held = holders(pieces);
  const apart = mostHeld(held, keysApart(lists.size));
  const kinds = apart.map((key) => layKey(attributeKind(key).name, lists, new Set([key]), false));
  const others = new Set(held.keys());
  for (const key of apart) others.delete(key);
  if (others.size > 0) kinds.push(layKey(OTHER_ATTRIBUTES, lists, others, true));
  return { kinds, otherAttributeKeys: others.size };
}

function accountsIn(pieces: readonly AttributeColumns[], { part, row }: Places): Uint32Array[] {
  const sizes = new Uint32Array(pieces.length);
  for (let i = 0; i < part.length; i++) sizes[part[i]]++;
  const accounts = Array.from(sizes, (size) => new Uint32Array(size));
  for (let i = 0; i < part.length; i++) accounts[part[i]][row[i]] = i;
  return accounts;
}

/** Accounts by key. */
function holders(pieces: readonly AttributeColumns[]): Map<string, number> {
  const held = new Map<string, number>();
  for (const { keys, key } of pieces) {
    const here = new Uint32Array(keys.length);
    for (const k of key) here[k]++;
    keys.forEach((name, k) => {
      held.set(name, (held.get(name) ?? 0) + here[k]);
    });
  }
  return held;
}

/** At most `limit`: by how many have them, then by name. */
function mostHeld(held: ReadonlyMap<string, number>, limit: number): string[] {
  const keys = [...held].sort(([key, n], [other, m]) => m - n || byCodeUnit(key, other));
  return keys.slice(0, limit).map(([key]) => key);
}

/** The lists of these keys as one kind; `salted`, values are told apart by the key too. */
function layKey(kind: string, { pieces, accounts, size }: Lists, keys: ReadonlySet<string>, salted: boolean): Sightings {
  const start = sharedWords(size + 1);
  const each = (take: (account: number, part: number, key: number, list: number) => void) =>
    pieces.forEach((piece, part) => {
      const wanted = piece.keys.map((key) => keys.has(key));
      if (!wanted.includes(true)) return;
      for (let list = 0; list < piece.key.length; list++)
        if (wanted[piece.key[list]]) take(accounts[part][piece.account[list]], part, piece.key[list], list);
    });
  each((account, part, _, list) => {
    start[account + 1] += pieces[part].start[list + 1] - pieces[part].start[list];
  });
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const next = start.slice(0, size);
  const [partOf, keyOf, rowOf] = [new Uint16Array(start[size]), new Uint32Array(start[size]), new Uint32Array(start[size])];
  each((account, part, key, list) => {
    for (let row = pieces[part].start[list]; row < pieces[part].start[list + 1]; row++) {
      const at = next[account]++;
      partOf[at] = part;
      keyOf[at] = key;
      rowOf[at] = row;
    }
  });
  const salts = pieces.map((piece) => piece.keys.map((key) => (salted ? hash(key) : { hi: 0, lo: 0 })));
  const values = new NumberedTexts();
  const value = sharedWords(start[size]);
  for (let s = 0; s < value.length; s++) {
    const piece = pieces[partOf[s]];
    const salt = salts[partOf[s]][keyOf[s]];
    const local = piece.value[rowOf[s]];
    value[s] = values.number((piece.keyHi[local] ^ salt.hi) >>> 0, (piece.keyLo[local] ^ salt.lo) >>> 0, partOf[s], local);
  }
  sortRows(start, null, value, []);
  const laid = { kind, start, value, first: null, last: null, count: null, ...values.finished() };
  return sightingsOf(
    attributeKind(""),
    laid,
    pieces.map(({ texts }) => texts),
  );
}
