/**
 * Clusters and dossiers -> the case of every dossier for every cluster, what kin clusters tell included: all that attribution rests on,
 * before any judgement of the whole.
 */

import type { Population } from "../indicator/population.js";
import type { OperatorCase } from "../model/cluster.js";
import { type Dossier, UNKNOWN } from "../model/dossier.js";
import { type Calibration, posterior } from "./calibration.js";
import { inherit, type Tie, tiesOf } from "./continuity.js";
import { total } from "./evidence.js";
import type { Ground } from "./holders.js";
import { signatureOf } from "./signature.js";
import { outside, type Weigh, weigher } from "./weigh.js";

export interface Asked {
  id: string;
  /** Indices into the population. */
  accounts: readonly number[];
}

export interface Survey {
  ground: Ground;
  weigh: Weigh;
  ties: readonly Tie[];
  /** By cluster: the cases in the order of the dossiers. */
  cases: readonly (readonly OperatorCase[])[];
}

interface Known {
  dossiers: readonly Dossier[];
  calibration: Calibration;
  ground: Ground;
}

export function survey(population: Population, clusters: readonly Asked[], { dossiers, calibration, ground }: Known): Survey {
  const accounts = clusters.map((cluster) => cluster.accounts);
  const weigh = weigher(population, accounts, dossiers);
  const direct = accounts.map((members) => weigh(members));
  const marks = accounts.map((members) => signatureOf(population, members, ground));
  const ties = tiesOf(marks, outside(population, accounts).length);
  const names = [...dossiers.map(({ id }) => id), UNKNOWN];
  const weighed = direct.map((cases) => {
    const probabilities = posterior(cases.map(marksAlone), calibration);
    return { cases, confidences: new Map(names.map((name, n) => [name, probabilities[n]])) };
  });
  return { ground, weigh, ties, cases: inherit(weighed, ties, { names, calibration, ids: clusters.map(({ id }) => id) }) };
}

/** What a hand does, kin clusters do alike: handed on, it would be counted twice. */
function marksAlone({ evidence }: OperatorCase): number {
  return total(evidence.filter(({ family }) => family !== "profile"));
}
