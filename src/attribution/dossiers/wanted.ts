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

function meet(sightings: Sightings, wanted: readonly Wanted[], { match }: DossierRule): Met {
  const find = MATCHERS[match].finder(wanted.map(({ value }) => value));
  const index = new Int32Array(sightings.keyHi.length).fill(-1);
  const lists: (readonly number[])[] = [];
  for (let v = 0; v < index.length; v++) {
    const found = find(sightings, v);
    if (found.length > 0) index[v] = lists.push(found) - 1;
  }
  return { sightings, index, lists };
}

/** Which wanted values an account shows, each once. `shows` is whether it shows the kind at all. */
export type Scan = (account: number) => { shows: boolean; hits: readonly number[] };

export function scanner({ met, wanted }: WantedKind): Scan {
  const seenAt = new Uint32Array(wanted.length);
  let turn = 0;
  return (account) => {
    turn++;
    let shows = false;
    const hits: number[] = [];
    for (const { sightings, index, lists } of met) {
      const end = sightings.start[account + 1];
      for (let s = sightings.start[account]; s < end; s++) {
        shows = true;
        const list = index[sightings.value[s]];
        if (list < 0) continue;
        for (const w of lists[list]) {
          if (seenAt[w] === turn) continue;
          seenAt[w] = turn;
          hits.push(w);
        }
      }
    }
    return { shows, hits };
  };
}
