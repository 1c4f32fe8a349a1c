/** Features -> how probable each explanation of a cluster is: multinomial logistic regression over competing hypotheses, its weights fitted on simulated worlds (`weights.ts`). */
import { FEATURES } from "./features.js";
/** The explanations that are weighed against each other. The first two are fraud. */
export const EXPLANATIONS = [
    "campaign",
    "promotion ring",
    "company",
    "campus",
    "household",
    "event",
    "tool",
    "automation",
    "reseller",
    "chance",
];
export const FRAUD = new Set(["campaign", "promotion ring"]);
/** All explanations, in the order of EXPLANATIONS. */
export function weigh(features, model) {
    const logits = EXPLANATIONS.map((explanation) => {
        const weights = model.weights[explanation];
        let logit = weights[0];
        FEATURES.forEach((name, f) => {
            logit += weights[f + 1] * features[name];
        });
        return logit;
    });
    const greatest = Math.max(...logits);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0);
    return EXPLANATIONS.map((explanation, e) => ({ explanation, logit: logits[e], probability: Math.exp(logits[e] - greatest) / total }));
}
/** The probability that the cluster is one operator's fraudulent accounts. */
export function fraudProbability(verdicts) {
    return verdicts.reduce((sum, verdict) => sum + (FRAUD.has(verdict.explanation) ? verdict.probability : 0), 0);
}
//# sourceMappingURL=model.js.map