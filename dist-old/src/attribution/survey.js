import { posterior } from "./calibration.js";
import { inherit, tiesOf } from "./continuity.js";
import { UNKNOWN } from "./dossier.js";
import { signatureOf } from "./signature.js";
import { outside, weigher } from "./weigh.js";
export function survey(population, clusters, { dossiers, calibration, ground }) {
    const accounts = clusters.map((cluster) => cluster.accounts);
    const weigh = weigher(population, accounts, dossiers);
    const direct = accounts.map((members) => weigh(members));
    const marks = accounts.map((members) => signatureOf(population, members, ground));
    const ties = tiesOf(marks, outside(population, accounts).length);
    const names = [...dossiers.map(({ id }) => id), UNKNOWN];
    const weighed = direct.map((cases) => {
        const probabilities = posterior(cases.map(({ bits }) => bits), calibration);
        return { cases, confidences: new Map(names.map((name, n) => [name, probabilities[n]])) };
    });
    return { ground, weigh, ties, cases: inherit(weighed, ties, { names, calibration, ids: clusters.map(({ id }) => id) }) };
}
//# sourceMappingURL=survey.js.map