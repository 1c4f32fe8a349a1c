/**
 * Fraudulent clusters and the operators they were attributed to -> how often the likeliest one is right, unknown operators apart, and how
 * far its confidence can be believed.
 */

import type { ClusterRow, TruthRow } from "../contract/rows.js";
import { UNKNOWN } from "../model/dossier.js";
import { byCodeUnit } from "../tools/order.js";
import { ratio } from "./agreement.js";
import type { ClusterTruth } from "./comparison.js";
import { commonest } from "./comparison.js";
import type { Calibration, Forecast } from "./reliability.js";
import { reliabilityOf } from "./reliability.js";

export interface Accuracy {
  accounts: number;
  correct: number;
  accuracy: number | null;
}

export interface AttributionAccuracy {
  /** Accounts of operators that have a dossier. */
  named: Accuracy;
  /** Accounts of none, or of operators without a dossier: right is "unknown". */
  unknown: Accuracy;
  /** By true operator. */
  operators: Record<string, Accuracy>;
  /** Confidence in the likeliest operator, each cluster (or part of one) once, right where it is the operator of most of its accounts. */
  confidence: Calibration;
}

/** Accounts that were attributed together. */
interface Attributed {
  members: readonly TruthRow[];
  operator: string;
  confidence: number;
}

/**
 * `known`: the operators that have a dossier; where that isn't told, those that any attribution names. Innocent accounts are left out:
 * precision counts them.
 */
export function attributionAccuracy(clusters: readonly ClusterTruth[], known = namedIn(clusters)): AttributionAccuracy {
  const rightAnswer = ({ operator }: TruthRow) => (operator !== null && known.has(operator) ? operator : UNKNOWN);
  const tallies = { named: tally(), unknown: tally() };
  const byOperator = new Map<string, Accuracy>();
  const forecasts: Forecast[] = [];
  for (const { members, operator, confidence } of clusters.flatMap(attributedIn)) {
    for (const row of members) {
      const answer = rightAnswer(row);
      const counts = [answer === UNKNOWN ? tallies.unknown : tallies.named];
      if (row.operator !== null) {
        const own = byOperator.get(row.operator) ?? tally();
        byOperator.set(row.operator, own);
        counts.push(own);
      }
      for (const count of counts) {
        count.accounts++;
        if (answer === operator) count.correct++;
      }
    }
    const answer = commonest(members.map(rightAnswer));
    if (answer) forecasts.push({ probability: confidence, outcome: answer.item === operator ? 1 : 0, weight: 1 });
  }
  const rated = (count: Accuracy): Accuracy => ({ ...count, accuracy: ratio(count.correct, count.accounts) });
  return {
    named: rated(tallies.named),
    unknown: rated(tallies.unknown),
    operators: Object.fromEntries([...byOperator].sort(([a], [b]) => byCodeUnit(a, b)).map(([name, count]) => [name, rated(count)])),
    confidence: reliabilityOf(forecasts),
  };
}

function tally(): Accuracy {
  return { accounts: 0, correct: 0, accuracy: null };
}

function namedIn(clusters: readonly ClusterTruth[]): ReadonlySet<string> {
  const shares = clusters.flatMap(({ found }) => [found, ...(found.parts ?? [])].flatMap(({ attribution }) => attribution ?? []));
  return new Set(shares.map(({ operator }) => operator).filter((operator) => operator !== UNKNOWN));
}

/** A fraudulent cluster, as one or, where it was attributed in parts, as those parts and the rest. */
function attributedIn({ found, members }: ClusterTruth): Attributed[] {
  if (found.disposition !== "fraudulent") return [];
  const fraud = members.filter((row) => row.fraud);
  const parts = found.parts ?? [];
  const parted = new Set(parts.flatMap(({ accounts }) => accounts));
  return [
    ...parts.map((part) => ({ members: pick(fraud, new Set(part.accounts)), ...likeliest(part) })),
    { members: fraud.filter(({ account }) => !parted.has(account)), ...likeliest(found) },
  ];
}

function pick(rows: readonly TruthRow[], accounts: ReadonlySet<string>): TruthRow[] {
  return rows.filter(({ account }) => accounts.has(account));
}

/** A fraudulent cluster without any attribution has said "unknown", and is sure of it. */
function likeliest({ attribution = [] }: Pick<ClusterRow, "attribution">): { operator: string; confidence: number } {
  return attribution.reduce(
    (best, share) => (share.confidence > best.confidence ? share : best),
    attribution[0] ?? { operator: UNKNOWN, confidence: 1 },
  );
}
