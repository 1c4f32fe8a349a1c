/**
 * Truth and clusters -> every measure of how good the clusters are: who was flagged, how well groups were found, whom they were attributed
 * to, how far the probabilities can be believed.
 */

import type { ClusterRow, TruthRow } from "../contract/rows.js";
import { ratio, sum } from "./agreement.js";
import type { AttributionAccuracy } from "./attribution.js";
import { attributionAccuracy } from "./attribution.js";
import type { ClusterTruth } from "./comparison.js";
import { commonest, compare, handOf } from "./comparison.js";
import type { Detection } from "./detection.js";
import { detection } from "./detection.js";
import type { Grouping, Hands, Purity } from "./grouping.js";
import { grouping, hands, purity } from "./grouping.js";
import type { Calibration } from "./reliability.js";
import { reliabilityOf } from "./reliability.js";
import { type Succession, succession } from "./relinked.js";

export interface Evaluation {
  accounts: number;
  clusters: number;
  /** Accounts in clusters that the truth doesn't name; they count nowhere else. */
  strangers: number;
  detection: Detection;
  grouping: {
    fraud: Grouping;
    /** Fraudulent and innocent accounts that belong to a group. */
    grouped: Grouping;
    hands: Hands;
  };
  purity: Purity;
  succession: Succession;
  attribution: AttributionAccuracy;
  /** Of `score`, over clustered accounts: each forecast counts as many times as the cluster has accounts. */
  score: {
    /** Right where most of the cluster is one operator's. */
    clusters: Calibration;
    /** Right where the account is fraudulent. */
    accounts: Calibration;
    /** The same, over clusters of a few accounts. */
    few: Calibration;
  };
}

/** Accounts of a cluster of a few, at most. */
const FEW = 5;

/** `operators`: the ids of those that have a dossier, where that is known. */
export function evaluate(truth: readonly TruthRow[], clusters: readonly ClusterRow[], operators?: ReadonlySet<string>): Evaluation {
  const comparison = compare(truth, clusters);
  const found = detection(comparison.placements);
  return {
    accounts: truth.length,
    clusters: clusters.length,
    strangers: comparison.strangers,
    detection: found,
    grouping: {
      fraud: grouping(comparison.placements, (placement) => placement.truth.fraud),
      grouped: grouping(comparison.placements, (placement) => placement.truth.group !== null),
      hands: hands(comparison.clusters, found.fraud.accounts),
    },
    purity: purity(comparison.clusters, found.fraud.accounts),
    succession: succession(comparison.placements),
    attribution: attributionAccuracy(comparison.clusters, operators),
    score: {
      clusters: reliabilityOf(
        comparison.clusters.map((cluster) => ({
          probability: cluster.found.score,
          outcome: isOneOperators(cluster) ? 1 : 0,
          weight: cluster.members.length,
        })),
      ),
      accounts: byAccount(comparison.clusters),
      few: byAccount(comparison.clusters.filter(({ members }) => members.length <= FEW)),
    },
  };
}

/** Each cluster's forecast stands for its accounts: a share of them came true. */
function byAccount(clusters: readonly ClusterTruth[]): Calibration {
  const forecasts = clusters.map(({ found, members }) => ({
    probability: found.score,
    outcome:
      ratio(
        sum(members, ({ fraud }) => (fraud ? 1 : 0)),
        members.length,
      ) ?? 0,
    weight: members.length,
  }));
  return { ...reliabilityOf(forecasts), forecasts: sum(clusters, ({ members }) => members.length) };
}

function isOneOperators({ members }: ClusterTruth): boolean {
  const most = commonest(members.filter((row) => row.fraud).map(handOf));
  return most !== null && most.count > members.length / 2;
}
