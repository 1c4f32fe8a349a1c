/** Whether a cluster shows anything of a dossier, by the values alone: what of attribution no engine could do better on. */

import { wantedOf } from "../../src/attribution/dossiers/wanted.js";
import { rank, tally } from "../../src/attribution/tally.js";
import { outside } from "../../src/attribution/weigh.js";
import type { AttributionWorld, RoughCluster } from "./attribution-worlds.js";

/** So many accounts show a value that of the innocent who show the kind at most one in a hundred does (the second tier). */
const LEAST_ACCOUNTS = 2;
const RARE = 1;

/** By cluster: whether its own operator's dossier could be known from it; false where there is none. */
export function shownIn({ population, dossiers }: AttributionWorld, clusters: readonly RoughCluster[]): boolean[] {
  const innocent = outside(
    population,
    clusters.map(({ subject }) => subject.accounts),
  );
  const kinds = wantedOf(population, dossiers).map((kind) => rank(kind, innocent, 0));
  return clusters.map(({ subject, truth }) => {
    const own = dossiers.findIndex(({ id }) => id === truth.operator);
    return kinds.some((kind) => (tally(kind, subject.accounts).dossiers.get(own)?.hits[RARE] ?? 0) >= LEAST_ACCOUNTS);
  });
}
