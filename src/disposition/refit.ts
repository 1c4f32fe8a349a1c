/** Clusters that analysts judged -> weights that agree with them better: the model in use, pulled towards each verdict as far as its regularisation lets go. */
import { JudgedAccounts } from "../model/judged-accounts.js";
import type { Judgement } from "../model/judgement.js";
import { FEATURES, type Features } from "./features.js";
import { fitDisposition, type LabelledCluster } from "./fit.js";
import { type DispositionModel, EXPLANATIONS, FRAUD, fraudProbability, weigh } from "./model.js";
import { WEIGHTS } from "./weights.js";

export interface JudgedCluster extends LabelledCluster {
  fraudulent: boolean;
}

/** The model that the last fit left, where it was made for these features; else the shipped one. */
export function modelOf(standing: readonly Judgement[]): DispositionModel {
  for (const { about } of standing.toReversed()) {
    if (about.type !== "weights") continue;
    const { weights } = about;
    if (EXPLANATIONS.every((name) => weights[name]?.length === FEATURES.length + 1)) return { weights } as DispositionModel;
  }
  return WEIGHTS;
}

/** Of the clusters, those that a standing judgement calls fraudulent or benign, with the explanation of that side that is likeliest by `model`; the last judgement counts. */
export function judgedClusters(
  clusters: readonly { accounts: ReadonlySet<string>; features: Features }[],
  standing: readonly Judgement[],
  model: DispositionModel,
): JudgedCluster[] {
  const judged = new JudgedAccounts(standing);
  return clusters.flatMap(({ accounts, features }) => {
    const last = judged.holdingFor(accounts).findLast(({ about }) => about.type === "disposition");
    if (last === undefined || last.verdict === "unsure") return [];
    const fraudulent = last.verdict === "positive";
    const side = weigh(features, model).filter(({ explanation }) => FRAUD.has(explanation) === fraudulent);
    const explanation = side.reduce((best, verdict) => (verdict.logit > best.logit ? verdict : best)).explanation;
    return [{ features, explanation, weight: Math.sqrt(accounts.size), fraudulent }];
  });
}

export function refitDisposition(judged: readonly JudgedCluster[], model: DispositionModel): DispositionModel {
  return fitDisposition(judged, { start: model });
}

/** Mean cross-entropy of the verdicts, in bits a cluster: 1 is a coin's. */
export function dispositionLoss(judged: readonly JudgedCluster[], model: DispositionModel): number {
  const bits = judged.map(({ features, fraudulent }) => {
    const probability = fraudProbability(weigh(features, model));
    return -Math.log2(Math.max(1e-9, fraudulent ? probability : 1 - probability));
  });
  return bits.reduce((sum, each) => sum + each, 0) / bits.length;
}
