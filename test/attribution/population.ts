/** A few accounts, written down -> the population that they make: for tests of what comes after the events. */
import { CAPABILITIES, type Population, type Sightings } from "../../src/indicator/population.js";

export interface Person {
  account: string;
  /** Values by kind; a fingerprint is 16 hex digits. */
  seen?: Readonly<Record<string, readonly string[]>>;
  capabilities?: Readonly<Record<string, number>>;
  /** Usage by UTC hour of the day. */
  hours?: readonly number[];
  at?: number;
}

export const START = Date.UTC(2026, 3, 1);

export function populationOf(people: readonly Person[]): Population {
  const size = people.length;
  const time = Float64Array.from(people, ({ at }) => at ?? START);
  const capability = new Float64Array(size * CAPABILITIES.length);
  const hours = new Uint32Array(size * 24);
  people.forEach((person, i) => {
    for (const [c, name] of CAPABILITIES.entries()) capability[i * CAPABILITIES.length + c] = person.capabilities?.[name] ?? 0;
    for (let h = 0; h < 24; h++) hours[i * 24 + h] = 7 * (person.hours?.[h] ?? 0);
  });
  const kinds = [...new Set(people.flatMap(({ seen }) => Object.keys(seen ?? {})))].sort();
  return {
    size,
    account: (i) => people[i].account,
    indexOf: (account) => people.findIndex((person) => person.account === account),
    firstSeen: time,
    lastSeen: time,
    signupAt: time,
    events: new Uint32Array(size).fill(1),
    exchanges: new Float64Array(size).fill(1),
    capability,
    hours,
    status: new Map(),
    otherAttributeKeys: 0,
    sightings: new Map(kinds.map((kind) => [kind, sightingsOf(kind, people)])),
  };
}

function sightingsOf(kind: string, people: readonly Person[]): Sightings {
  const texts: string[] = [];
  const number = new Map<string, number>();
  const start = [0];
  const value: number[] = [];
  for (const { seen } of people) {
    for (const text of seen?.[kind] ?? []) {
      if (!number.has(text)) number.set(text, texts.push(text) - 1);
      value.push(number.get(text)!);
    }
    start.push(value.length);
  }
  const keys = texts.map((text, v) => (/^[0-9a-f]{16}$/.test(text) ? BigInt(`0x${text}`) : BigInt(v)));
  const at = new Uint32Array(value.length).fill(START / 1000);
  return {
    kind,
    start: Uint32Array.from(start),
    value: Uint32Array.from(value),
    first: at,
    last: at,
    count: new Uint32Array(value.length).fill(1),
    keyHi: Uint32Array.from(keys, (key) => Number(key >> 32n)),
    keyLo: Uint32Array.from(keys, (key) => Number(key & 0xffffffffn)),
    text: (v) => texts[v],
  };
}
