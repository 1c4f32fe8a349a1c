/** Links and the clusters they ended in -> the few that are kept to be looked at: each account's strongest inside its cluster, with their evidence. */

import type { Population } from "../indicator/population.js";
import { byCodeUnit } from "../tools/order.js";
import type { Links } from "./link.js";
import { type PairEvidence, PairScorer } from "./score.js";

/** Links shown of each account, and rows of evidence of each link. */
const LINKS_SHOWN = 3;
const ROWS_SHOWN = 5;

export interface ShownLink {
  a: string;
  b: string;
  weight: number;
  evidence: PairEvidence[];
}

/** `cluster` gives each account's cluster, or -1. Sorted by (a, b); a < b by code unit. */
export function shownLinks({ source, target, weight, model }: Links, cluster: Int32Array, population: Population): ShownLink[] {
  const inside: number[] = [];
  for (let e = 0; e < source.length; e++) if (cluster[source[e]] >= 0 && cluster[source[e]] === cluster[target[e]]) inside.push(e);
  inside.sort((x, y) => weight[y] - weight[x] || x - y);
  const shown = new Uint32Array(population.size);
  const scorer = new PairScorer(model);
  const links = inside
    .filter((e) => {
      const wanted = shown[source[e]] < LINKS_SHOWN || shown[target[e]] < LINKS_SHOWN;
      if (wanted) {
        shown[source[e]]++;
        shown[target[e]]++;
      }
      return wanted;
    })
    .map((e) => {
      const rows: PairEvidence[] = [];
      scorer.score(source[e], target[e], rows);
      rows.sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits) || byCodeUnit(x.kind, y.kind));
      const [a, b] = [population.account(source[e]), population.account(target[e])].sort();
      return { a, b, weight: weight[e], evidence: rows.filter(({ kind }) => kind !== "prior" && kind !== "cap").slice(0, ROWS_SHOWN) };
    });
  return links.sort((x, y) => byCodeUnit(x.a, y.a) || byCodeUnit(x.b, y.b));
}
