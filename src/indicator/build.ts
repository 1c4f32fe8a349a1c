/** The columns of all parts -> the population: accounts put in canonical order. */
import { byCodeUnit } from "../tools/order.js";
import { gathered, type Places } from "./columns/account-columns.js";
import type { KindColumns } from "./columns/kind-columns.js";
import { layKind } from "./columns/lay.js";
import { layAttributes } from "./columns/lay-attributes.js";
import { columnsOf, type PartColumns } from "./columns/part-columns.js";
import { kindOf } from "./kinds/registry.js";
import type { Merged } from "./merge.js";
import type { Population, Sightings } from "./population.js";

/** The population of these accounts alone. */
export const populationOfRows = (rows: readonly Merged[]): Population => populationOf([columnsOf(rows)]);

/** More parts than a place has room for are an error of the code. */
const MOST_PARTS = 0xffff;

/** What is in the parts is gone then, kind by kind: it need not be in memory twice. */
export function populationOf(parts: PartColumns[]): Population {
  if (parts.length > MOST_PARTS) throw new RangeError(`${parts.length} parts: there is room for ${MOST_PARTS}`);
  const places = canonicalOrder(parts);
  const size = places.row.length;
  const accounts = Array.from(places.row, (row, i) => parts[places.part[i]].accounts[row]);
  const { status, ...numbers } = gathered(
    parts.map((part) => part.numbers),
    places,
  );
  const { kinds, otherAttributeKeys } = layAttributes(
    parts.map(({ attributes }) => attributes),
    places,
  );
  const pieces = byKind(parts);
  parts.length = 0;
  for (const [name, its] of pieces) {
    kinds.push(layKind(kindOf(name), its, places));
    pieces.delete(name);
  }
  let byId: Map<string, number> | null = null;
  return {
    size,
    account: (i) => accounts[i],
    indexOf: (account) => {
      byId ??= new Map(accounts.map((id, i) => [id, i]));
      return byId.get(account) ?? -1;
    },
    ...numbers,
    status,
    sightings: new Map(kinds.sort((a, b) => byCodeUnit(a.kind, b.kind)).map((one): [string, Sightings] => [one.kind, one])),
    otherAttributeKeys,
  };
}

/** By part. */
function byKind(parts: readonly PartColumns[]): Map<string, (KindColumns | undefined)[]> {
  const all = new Map<string, (KindColumns | undefined)[]>();
  parts.forEach(({ kinds }, part) => {
    for (const kind of kinds) {
      const pieces = all.get(kind.name) ?? new Array(parts.length).fill(undefined);
      pieces[part] = kind;
      all.set(kind.name, pieces);
    }
  });
  return all;
}

/** By first, then last event, exchanges, and id. */
function canonicalOrder(parts: readonly PartColumns[]): Places {
  const size = parts.reduce((sum, { accounts }) => sum + accounts.length, 0);
  const all = { part: new Uint16Array(size), row: new Uint32Array(size) };
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
  return { part: Uint16Array.from(order, (i) => all.part[i]), row: all.row.map((_, i) => all.row[order[i]]) };
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
