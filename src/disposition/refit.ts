/**
 * Clusters that analysts judged -> weights that agree with them better: the model in use, pulled towards each verdict as far as its
 * regularisation lets go.
 */
import { JudgedAccounts } from "../model/judged-accounts.js";
import type { Judgement } from "../model/judgement.js";
import { FEATURES, type Features } from "./features.js";
import { fitDisposition, type LabelledCluster } from "./fit.js";
import { type DispositionModel, EXPLANATIONS, FRAUD, fraudProbability, weigh } from "./model.js";
import { WEIGHTS } from "./weights.js";

export interface JudgedCluster extends LabelledCluster {
  fraudulent: boolean;
}

/** A few verdicts move the model in use less than thousands of clusters made it. */
const JUDGED_L2 = 10;

type KeptFit = Extract<Judgement["about"], { type: "weights" }>;

/** Fits were kept without the names of their features once: these were they, in this order. Not to be changed with FEATURES. */
const UNNAMED = (
  "size alike exclusive spread brief alikeMembers punctual together repeat alikeBrief alikeExclusive alikeSpread narrow steady roundClock hiding " +
  "corporate education anonymousCards invoice sharedCards oneCard sharedDevices sharedPapers ownDomain oneDomain shapes oneBin oneToolchain " +
  "ownToolchain oneNetwork organization surname burst promo referred suspended successors shortLived travelling oddLocale knownOperator"
).split(" ");

/** A fit, as a judgement keeps it: with the names of its features, so that it is read rightly by a later order or set of them. */
export function keptFit({ weights }: DispositionModel): KeptFit {
  return { type: "weights", weights, features: FEATURES };
}

/** The model that the last fit left that was made for these features, by whatever order of them; else the shipped one. */
export function modelOf(standing: readonly Judgement[], features: readonly string[] = FEATURES): DispositionModel {
  return fitInUse(standing, features).model;
}

/** Ids of the fits newer than the one in use: they were made for other features or explanations, and only a new fit can follow them. */
export function fitsPassedOver(standing: readonly Judgement[], features: readonly string[] = FEATURES): string[] {
  return fitInUse(standing, features).passedOver;
}

function fitInUse(standing: readonly Judgement[], features: readonly string[]): { model: DispositionModel; passedOver: string[] } {
  const passedOver: string[] = [];
  for (const { id, about } of standing.toReversed()) {
    if (about.type !== "weights") continue;
    const model = readFit(about, features);
    if (model) return { model, passedOver };
    passedOver.push(id);
  }
  return { model: WEIGHTS, passedOver };
}

/** Its weights in the order of `features`; null where it was made for others, or to weigh other explanations. */
function readFit({ weights, features: own = UNNAMED }: KeptFit, features: readonly string[]): DispositionModel | null {
  const places = features.map((name) => own.indexOf(name));
  const sameFeatures = own.length === features.length && !places.includes(-1);
  const sameExplanations = Object.keys(weights).length === EXPLANATIONS.length;
  if (!sameFeatures || !sameExplanations || !EXPLANATIONS.every((name) => weights[name]?.length === own.length + 1)) return null;
  const ordered = EXPLANATIONS.map((name) => [name, [weights[name][0], ...places.map((place) => weights[name][place + 1])]] as const);
  return { weights: Object.fromEntries<readonly number[]>(ordered) as DispositionModel["weights"] };
}

/**
 * Of the clusters, those that a standing judgement calls fraudulent or benign, with the explanation of that side that is likeliest by
 * `model`; the last judgement counts.
 */
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
  return fitDisposition(judged, { start: model, l2: JUDGED_L2 });
}

/** Mean cross-entropy of the verdicts, in bits a cluster: 1 is a coin's. */
export function dispositionLoss(judged: readonly JudgedCluster[], model: DispositionModel): number {
  const bits = judged.map(({ features, fraudulent }) => {
    const probability = fraudProbability(weigh(features, model));
    return -Math.log2(Math.max(1e-9, fraudulent ? probability : 1 - probability));
  });
  return bits.reduce((sum, each) => sum + each, 0) / bits.length;
}
