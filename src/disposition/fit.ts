/**
 * Clusters whose explanation is known -> the model's weights: multinomial logistic regression, L2-regularised. Deterministic.
 */
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
  /** Where the fit is pulled to; all zero unless given. */
  start?: DispositionModel;
  /** Where it starts, unless at `start`: a fit of much the same clusters is soon there, and comes to the same. */
  near?: DispositionModel;
}

const WIDTH = FEATURES.length + 1;
/** Of a unit of weight, in nats: a step that gains less is the last. */
const TOLERANCE = 1e-7;

/** Features that fall silent together where a kind of data is missing or an operator has learned to hide it. */
const SILENT: Readonly<Record<string, readonly FeatureName[]>> = {
  dossier: ["knownOperator"],
  assets: [
    "anonymousCards",
    "invoice",
    "sharedCards",
    "oneCard",
    "oneBin",
    "sharedDevices",
    "oneDevice",
    "sharedPapers",
    "ownDomain",
    "oneDomain",
    "shapes",
    "oneStem",
    "unpaid",
  ],
  tooling: ["oneToolchain", "ownToolchain", "oddLocale"],
  network: ["hiding", "corporate", "education", "oneNetwork", "oneSignupAddress", "travelling"],
  history: ["suspended", "successors"],
  habit: ["narrow", "steady", "roundClock", "busy"],
  times: ["brief", "alikeBrief", "punctual", "together", "repeat", "burst", "shortLived", "soon", "paced", "silent"],
  people: ["organization", "surname", "promo", "ownCode", "coded", "referred", "referring", "oneReferrer"],
  content: ["alike", "exclusive", "spread", "alikeMembers", "alikeExclusive", "alikeSpread"],
};
const SILENCES: readonly (readonly string[])[] = [
  ["dossier"],
  ["dossier", "history"],
  ["assets"],
  ["tooling"],
  ["network"],
  ["habit"],
  ["times"],
  ["people"],
  ["dossier", "habit", "history"],
  ["dossier", "assets", "tooling"],
  ["dossier", "network", "people"],
  ["tooling", "habit", "dossier"],
  ["assets", "tooling", "network", "history", "habit", "times", "people", "content"], // nothing is left but a known operator's indicators
  ["dossier", "assets", "tooling", "network", "history", "habit", "times", "people", "content"], // nothing at all: must come out unsure
];

/**
 * Each cluster and a copy with families of features silenced, each cluster others in turn, so that no verdict hangs on one thing (feature
 * dropout, Maaten et al. 2013).
 */
export function withSilences(clusters: readonly LabelledCluster[]): LabelledCluster[] {
  const silences = SILENCES.map((families) => Object.fromEntries(families.flatMap((family) => SILENT[family].map((name) => [name, 0]))));
  return clusters.flatMap((cluster, c) => [cluster, { ...cluster, features: { ...cluster.features, ...silences[c % silences.length] } }]);
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
      if (i % WIDTH === 0) continue;
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
