/** The columns of all parts -> the population: accounts put in canonical order, and each kind laid in it, by whoever lays kinds. */

import { byCodeUnit } from "../tools/order.js";
import { sharedWords } from "../tools/shared.js";
import { type AccountColumns, gathered, type Places } from "./columns/account-columns.js";
import type { AttributeColumns } from "./columns/attribute-columns.js";
import type { KindColumns } from "./columns/kind-columns.js";
import { type Laid, layKind, type Piece, sightingsOf } from "./columns/lay.js";
import { layAttributes } from "./columns/lay-attributes.js";
import { columnsOf, type PartColumns } from "./columns/part-columns.js";
import type { TextColumn } from "./columns/texts.js";
import { kindOf } from "./kinds/registry.js";
import type { Merged } from "./merge.js";
import type { Population, Sightings } from "./population.js";

/** The population of these accounts alone. */
export const populationOfRows = (rows: readonly Merged[]): Population => populationOf([columnsOf(rows)]);

/** What is in the parts is gone then, kind by kind: it need not be in memory twice. */
export function populationOf(parts: PartColumns[]): Population {
  const { places, build, pieces } = prepared(parts);
  const kinds: Laid[] = [];
  for (const [name, its] of pieces) {
    kinds.push(layKind(kindOf(name), its, places));
    pieces.delete(name);
  }
  return build(kinds);
}

/** By kind, then by part. */
type ByKind = Map<string, (Piece | undefined)[]>;

/** All but the kinds: these are laid by whoever asks, in any order, and given to `build`. `parts` is empty then. */
export function prepared(parts: PartColumns[]): { places: Places; pieces: ByKind; build: (kinds: readonly Laid[]) => Population } {
  const places = canonicalOrder(parts);
  const rest = {
    places,
    accounts: accountsIn(parts, places),
    numbers: parts.map((part) => part.numbers),
    attributes: parts.map((part) => part.attributes),
    texts: byKind(parts, ({ texts }) => texts),
  };
  const pieces = byKind(parts, ({ texts, ...piece }) => piece);
  parts.length = 0;
  return { places, pieces, build: (kinds) => built(rest, kinds) };
}

interface Rest {
  places: Places;
  accounts: readonly string[];
  numbers: readonly AccountColumns[];
  attributes: readonly AttributeColumns[];
  texts: Map<string, (TextColumn | null | undefined)[]>;
}

function built({ places, accounts, numbers, attributes, texts }: Rest, kinds: readonly Laid[]): Population {
  const { kinds: own, otherAttributeKeys } = layAttributes(attributes, places);
  const all = own.concat(
    kinds.map((laid) =>
      sightingsOf(
        kindOf(laid.kind),
        laid,
        texts.get(laid.kind)!.map((one) => one ?? null),
      ),
    ),
  );
  return {
    ...named(accounts),
    ...gathered(numbers, places),
    sightings: new Map(all.sort((a, b) => byCodeUnit(a.kind, b.kind)).map((one): [string, Sightings] => [one.kind, one])),
    otherAttributeKeys,
  };
}

/**
 * A function of its own, so that it holds on to nothing but the ids: what a function around it made would stay as long as the population.
 */
function named(accounts: readonly string[]): Pick<Population, "size" | "account" | "indexOf"> {
  let byId: Map<string, number> | null = null;
  return {
    size: accounts.length,
    account: (i) => accounts[i],
    indexOf: (account) => {
      byId ??= new Map(accounts.map((id, i) => [id, i]));
      return byId.get(account) ?? -1;
    },
  };
}

const accountsIn = (parts: readonly PartColumns[], { part, row }: Places): string[] =>
  Array.from(row, (r, i) => parts[part[i]].accounts[r]);

function byKind<T>(parts: readonly PartColumns[], take: (columns: KindColumns) => T): Map<string, (T | undefined)[]> {
  const all = new Map<string, (T | undefined)[]>();
  parts.forEach(({ kinds }, part) => {
    for (const kind of kinds) {
      const pieces = all.get(kind.name) ?? new Array<T | undefined>(parts.length).fill(undefined);
      pieces[part] = take(kind);
      all.set(kind.name, pieces);
    }
  });
  return all;
}

/** By first, then last event, exchanges, and id. */
function canonicalOrder(parts: readonly PartColumns[]): Places {
  const size = parts.reduce((sum, { accounts }) => sum + accounts.length, 0);
  const all = { part: new Uint32Array(size), row: new Uint32Array(size) };
  const first = new Float64Array(size);
  let n = 0;
  parts.forEach(({ accounts, numbers }, part) => {
    for (let row = 0; row < accounts.length; row++) {
      all.part[n] = part;
      all.row[n] = row;
      first[n++] = numbers.firstSeen[row];
    }
  });
  const order = byTime(first);
  const numbersOf = (i: number) => parts[all.part[i]].numbers;
  const idOf = (i: number) => parts[all.part[i]].accounts[all.row[i]];
  const compare = (a: number, b: number) => {
    const [x, y] = [numbersOf(a), numbersOf(b)];
    const [i, j] = [all.row[a], all.row[b]];
    return x.lastSeen[i] - y.lastSeen[j] || x.exchanges[i] - y.exchanges[j] || byCodeUnit(idOf(a), idOf(b));
  };
  for (let from = 0, to = 0; from < size; from = to) {
    while (to < size && first[order[to]] === first[order[from]]) to++;
    if (to - from > 1) order.subarray(from, to).sort(compare);
  }
  const places = { part: sharedWords(size), row: sharedWords(size) };
  for (let i = 0; i < size; i++) {
    places.part[i] = all.part[order[i]];
    places.row[i] = all.row[order[i]];
  }
  return places;
}

const DIGIT_BITS = 13;
const DIGIT = 2 ** DIGIT_BITS;
/** Times are milliseconds below 2^52. */
const DIGITS = 4;

/** Numbers of the times in order, equals as they are: a radix sort, digit by digit. */
function byTime(times: Float64Array): Uint32Array {
  let order = Uint32Array.from(times.keys());
  for (let digit = 0; digit < DIGITS; digit++) {
    const scale = DIGIT ** digit;
    const start = new Uint32Array(DIGIT + 1);
    for (const time of times) start[(Math.floor(time / scale) % DIGIT) + 1]++;
    for (let d = 0; d < DIGIT; d++) start[d + 1] += start[d];
    const sorted = new Uint32Array(order.length);
    for (const i of order) sorted[start[Math.floor(times[i] / scale) % DIGIT]++] = i;
    order = sorted;
  }
  return order;
}
