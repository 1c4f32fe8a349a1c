/**
 * Clusters whose explanation is known -> the model's weights: multinomial logistic regression, L2-regularised. Deterministic.
 */
import { mix32 } from "../tools/mix.js";
import { FEATURES, type FeatureName, type Features } from "./features.js";
import { minimise } from "./minimise.js";
import { type DispositionModel, EXPLANATIONS, type ExplanationName } from "./model.js";

export interface LabelledCluster {
  features: Features;
  explanation: ExplanationName;
  /** How much it counts: the square root of its accounts, say. */
  weight: number;
}

export interface FitOptions {
  /** Pull towards `start`, a unit of weight's worth a feature. */
  l2?: number;
  iterations?: number;
  /** Where the fit is pulled to, intercepts too; unless given, weights are pulled to zero and intercepts are free. */
  start?: DispositionModel;
  /** Where it starts, unless at `start`: a fit of much the same clusters is soon there, and comes to the same. */
  near?: DispositionModel;
}

const WIDTH = FEATURES.length + 1;
/** Of a unit of weight, in nats: a step that gains less is the last. */
const TOLERANCE = 1e-7;

/** Features that fall silent together where a kind of data is missing, or an operator has learned to hide it, or works in another way. */
const FAMILIES: readonly (readonly FeatureName[])[] = [
  ["knownOperator"],
  ["suspended", "successors"],
  ["anonymousCards", "invoice", "sharedCards", "oneCard", "oneBin", "unpaid"],
  ["sharedDevices", "oneDevice"],
  ["sharedPapers", "ownDomain", "oneDomain", "shapes", "oneStem"],
  ["oneToolchain", "ownToolchain"],
  ["oddLocale"],
  ["hiding", "corporate", "education", "travelling"],
  ["oneNetwork", "oneSignupAddress"],
  ["narrow", "steady", "roundClock", "busy"],
  ["shortLived", "silent"],
  ["burst", "soon", "paced"],
  ["promo", "ownCode", "coded"],
  ["referred", "referring", "oneReferrer"],
  ["organization", "surname"],
  ["alike", "exclusive", "spread", "alikeMembers", "alikeExclusive", "alikeSpread", "punctual", "brief", "alikeBrief"],
  ["together", "repeat"],
];
/** Copies of each cluster, together as heavy as it; and the share of the families that a copy is silent of. */
const COPIES = 2;
const SILENT_SHARE = 0.3;
/** Of a copy in so many nothing is left, nor of its size: it must come out unsure. */
const ALL_SILENT = 50;

/**
 * The clusters and copies, each with families of features silenced that are drawn for it, so that no verdict hangs on one thing (feature
 * dropout, Maaten et al. 2013). The same clusters have the same copies.
 */
export function withSilences(clusters: readonly LabelledCluster[]): LabelledCluster[] {
  return clusters.flatMap((cluster, c) => [
    cluster,
    ...Array.from({ length: COPIES }, (_, n) => {
      const copy = c * COPIES + n;
      const isSilent = (family: number) => mix32(copy * FAMILIES.length + family) < SILENT_SHARE * 2 ** 32;
      const silent = copy % ALL_SILENT === 0 ? FEATURES : FAMILIES.filter((_, family) => isSilent(family)).flat();
      const features = { ...cluster.features, ...Object.fromEntries(silent.map((name) => [name, 0])) };
      return { ...cluster, features, weight: cluster.weight / COPIES };
    }),
  ]);
}

export function fitDisposition(
  clusters: readonly LabelledCluster[],
  { l2 = 2, iterations = 200, start, near = start }: FitOptions = {},
): DispositionModel {
  const rows = clusters.map(({ features }) => Float64Array.from([1, ...FEATURES.map((name) => features[name])]));
  const labels = clusters.map(({ explanation }) => EXPLANATIONS.indexOf(explanation));
  const counts = clusters.map(({ weight }) => weight);
  const total = counts.reduce((sum, weight) => sum + weight, 0);
  const origin = flat(start);
  const loss = (at: Float64Array, slope: Float64Array) => {
    let value = crossEntropy(at, slope, rows, labels, counts);
    for (let i = 0; i < at.length; i++) {
      if (i % WIDTH === 0 && !start) continue;
      value += (l2 / 2) * (at[i] - origin[i]) ** 2;
      slope[i] += l2 * (at[i] - origin[i]);
    }
    return value;
  };
  return { weights: toTable(minimise(loss, flat(near), { steps: iterations, tolerance: TOLERANCE * total })) };
}

function flat(model: DispositionModel | undefined): Float64Array {
  return Float64Array.from(EXPLANATIONS.flatMap((name) => (model ? [...model.weights[name]] : new Array<number>(WIDTH).fill(0))));
}

/** In nats, over all rows as they count; `slope` is overwritten. */
function crossEntropy(
  weights: Float64Array,
  slope: Float64Array,
  rows: readonly Float64Array[],
  labels: readonly number[],
  counts: readonly number[],
): number {
  slope.fill(0);
  const logits = new Float64Array(EXPLANATIONS.length);
  let value = 0;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    let greatest = Number.NEGATIVE_INFINITY;
    for (let e = 0; e < logits.length; e++) {
      let logit = 0;
      for (let f = 0; f < WIDTH; f++) logit += weights[e * WIDTH + f] * row[f];
      logits[e] = logit;
      greatest = Math.max(greatest, logit);
    }
    const right = logits[labels[r]] - greatest;
    let sum = 0;
    for (let e = 0; e < logits.length; e++) {
      logits[e] = Math.exp(logits[e] - greatest);
      sum += logits[e];
    }
    value += counts[r] * (Math.log(sum) - right);
    for (let e = 0; e < logits.length; e++) {
      const error = counts[r] * (logits[e] / sum - (labels[r] === e ? 1 : 0));
      for (let f = 0; f < WIDTH; f++) slope[e * WIDTH + f] += error * row[f];
    }
  }
  return value;
}

function toTable(weights: Float64Array): DispositionModel["weights"] {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const rowOf = (e: number) => Array.from(weights.subarray(e * WIDTH, (e + 1) * WIDTH), round);
  return Object.fromEntries(EXPLANATIONS.map((name, e) => [name, rowOf(e)])) as Record<ExplanationName, number[]>;
}
