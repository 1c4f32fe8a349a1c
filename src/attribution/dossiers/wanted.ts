/** Dossiers and a population -> who wants which value: the values of all dossiers, each once, met with those that were seen. */

import type { DossierRule } from "../../indicator/kinds/kind.js";
import type { Population, Sightings } from "../../indicator/population.js";
import type { Dossier, DossierIndicator } from "../../model/dossier.js";
import { gather } from "../../tools/gather.js";
import { byCodeUnit } from "../../tools/order.js";
import { dossierKind } from "../dossier-rules.js";
import { MATCHERS } from "./match.js";

/** One value that one or more dossiers name. */
export interface Wanted {
  value: string;
  holders: readonly { dossier: number; indicator: DossierIndicator }[];
}

/**
 * Of one kind of the population: `lists[index[v]]` are the numbers of the wanted that value v meets; `index[v]` is -1 where it meets none.
 */
export interface Met {
  sightings: Sightings;
  index: Int32Array;
  lists: readonly (readonly number[])[];
  /** By account: 1 where one of its values meets any. */
  meets: Uint8Array;
}

export interface WantedKind {
  kind: string;
  about: DossierRule;
  wanted: readonly Wanted[];
  met: readonly Met[];
}

/**
 * Kinds in the order of their names, values in that of the dossiers. A kind that the population lacks is left out: no data is no evidence.
 */
export function wantedOf(population: Population, dossiers: readonly Dossier[]): WantedKind[] {
  return [...valuesByKind(dossiers)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([kind, values]) => {
      const about = dossierKind(kind);
      const wanted = [...values].map(([value, holders]) => ({ value, holders }));
      const met = about.sources.flatMap((source) => {
        const sightings = population.sightings.get(source);
        return sightings ? meet(sightings, wanted, about) : [];
      });
      return met.length > 0 ? { kind, about, wanted, met } : [];
    });
}

function valuesByKind(dossiers: readonly Dossier[]): Map<string, Map<string, Wanted["holders"][number][]>> {
  const kinds = new Map<string, Map<string, Wanted["holders"][number][]>>();
  for (const [dossier, { indicators }] of dossiers.entries()) {
    for (const indicator of indicators) {
      const kind = indicator.kind.replace(/^attributes\./, "");
      const values = kinds.get(kind) ?? new Map<string, Wanted["holders"][number][]>();
      kinds.set(kind, values);
      gather(values, MATCHERS[dossierKind(kind).match].canonical(indicator.value), { dossier, indicator });
    }
  }
  return kinds;
}

/** What was looked for last in a kind of a population: clusters are weighed twice by the same dossiers, mostly. */
const lastMet = new WeakMap<Sightings, { match: DossierRule["match"]; values: readonly string[]; met: Met }>();

function meet(sightings: Sightings, wanted: readonly Wanted[], { match }: DossierRule): Met {
  const values = wanted.map(({ value }) => value);
  const last = lastMet.get(sightings);
  if (last?.match === match && last.values.length === values.length && last.values.every((value, w) => value === values[w]))
    return last.met;
  const met = metBy(sightings, values, match);
  lastMet.set(sightings, { match, values, met });
  return met;
}

function metBy(sightings: Sightings, values: readonly string[], match: DossierRule["match"]): Met {
  const find = MATCHERS[match].finder(values);
  const index = new Int32Array(sightings.keyHi.length).fill(-1);
  const lists: (readonly number[])[] = [];
  for (let v = 0; v < index.length; v++) {
    const found = find(sightings, v);
    if (found.length > 0) index[v] = lists.push(found) - 1;
  }
  const { start, value } = sightings;
  const meets = new Uint8Array(start.length - 1);
  if (lists.length > 0)
    for (let a = 0; a < meets.length; a++)
      for (let s = start[a]; s < start[a + 1]; s++) {
        if (index[value[s]] < 0) continue;
        meets[a] = 1;
        break;
      }
  return { sightings, index, lists, meets };
}

export interface Scan {
  /** Whether an account shows the kind at all. */
  shows(account: number): boolean;
  /** Which wanted values it shows, each once. */
  hits(account: number): readonly number[];
}

const NONE: readonly number[] = [];

export function scanner({ met, wanted }: WantedKind): Scan {
  const seenAt = new Uint32Array(wanted.length);
  let turn = 0;
  const shows = (account: number) => {
    for (const { sightings } of met) if (sightings.start[account + 1] > sightings.start[account]) return true;
    return false;
  };
  const hits = (account: number) => {
    let found: number[] | null = null;
    turn++;
    for (const { sightings, index, lists, meets } of met) {
      if (meets[account] === 0) continue;
      found ??= [];
      const end = sightings.start[account + 1];
      for (let s = sightings.start[account]; s < end; s++) {
        const list = index[sightings.value[s]];
        if (list < 0) continue;
        for (const w of lists[list]) {
          if (seenAt[w] === turn) continue;
          seenAt[w] = turn;
          found.push(w);
        }
      }
    }
    return found ?? NONE;
  };
  return { shows, hits };
}
