import { attributionAccuracy } from "./attribution.js";
import { calibration } from "./calibration.js";
import { commonest, compare, handOf } from "./comparison.js";
import { detection } from "./detection.js";
import { grouping, purity } from "./grouping.js";
/** `operators`: the ids of those that have a dossier, where that is known. */
export function evaluate(truth, clusters, operators) {
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
        },
        purity: purity(comparison.clusters, found.fraud.accounts),
        attribution: attributionAccuracy(comparison.clusters, operators),
        score: {
            clusters: calibration(comparison.clusters.map((cluster) => ({
                probability: cluster.found.score,
                outcome: isOneOperators(cluster) ? 1 : 0,
                weight: cluster.members.length,
            }))),
            accounts: calibration(comparison.clusters.flatMap((cluster) => cluster.members.map((row) => ({ probability: cluster.found.score, outcome: row.fraud ? 1 : 0, weight: 1 })))),
        },
    };
}
function isOneOperators({ members }) {
    const most = commonest(members.filter((row) => row.fraud).map(handOf));
    return most !== null && most.count > members.length / 2;
}
//# sourceMappingURL=evaluate.js.map