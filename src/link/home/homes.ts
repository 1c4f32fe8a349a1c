/** What the data say of accounts -> where each may be at home: a region is a country, or what stands for one. */
import type { Population, Sightings } from "../../indicator/population.js";
import { type Words, words } from "../../tools/growing.js";
import { sharedWords } from "../../tools/shared.js";
import { dialCode } from "./dial-code.js";

export interface Homes {
  /** By account (CSR): where it may be at home, ascending; nowhere where the data do not say. */
  start: Uint32Array;
  region: Uint32Array;
  /** How many regions there are. */
  count: number;
}

/** By kind: the region that a value names, or null. */
type Names = Readonly<Record<string, (text: string) => string | null>>;

const upper = (text: string): string => text.toUpperCase();
/** Of the first of these that say anything of an account, all that they say. */
const PLACES: readonly Names[] = [{ country: upper, payment_country: upper }, { phone_prefix: dialCode }, { timezone: (zone) => zone }];

/** The countries of an account and of its cards; of who has none, of its phones; else its time zones. */
export function homesOf(population: Population): Homes {
  const numbers = new Map<string, number>();
  const places = PLACES.map((names) => Object.entries(names).flatMap(([kind, nameOf]) => numbered(population, kind, nameOf, numbers)));
  const start = sharedWords(population.size + 1);
  const found = words();
  for (let a = 0; a < population.size; a++) {
    for (const place of places) {
      for (const { sightings, region } of place)
        for (let s = sightings.start[a]; s < sightings.start[a + 1]; s++) insert(region[sightings.value[s]], start[a], found);
      if (found.length > start[a]) break;
    }
    start[a + 1] = found.length;
  }
  return { start, region: found.shared(), count: numbers.size };
}

/** Of a kind, if it was seen: by value, the number of the region that it names, -1 where it names none. */
function numbered(
  { sightings: all }: Population,
  kind: string,
  nameOf: Names[string],
  numbers: Map<string, number>,
): { sightings: Sightings; region: Int32Array }[] {
  const sightings = all.get(kind);
  if (!sightings) return [];
  const region = Int32Array.from(sightings.keyHi, (_, v) => {
    const name = nameOf(sightings.text(v));
    if (name === null) return -1;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return [{ sightings, region }];
}

/** Into the list that begins at `from`, ascending, each once. */
function insert(region: number, from: number, list: Words): void {
  if (region < 0) return;
  let at = list.length;
  for (; at > from && list.array[at - 1] >= region; at--) if (list.array[at - 1] === region) return;
  list.push(region);
  for (let i = list.length - 1; i > at; i--) list.array[i] = list.array[i - 1];
  list.array[at] = region;
}
