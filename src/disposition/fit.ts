/**
 * Clusters whose explanation is known -> the model's weights: multinomial logistic regression, L2-regularised, by accelerated gradient
 * descent (Nesterov 1983). Deterministic.
 */
import { FEATURES, type FeatureName, type Features } from "./features.js";
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
  /** Where the fit starts and is pulled to; all zero unless given. */
  start?: DispositionModel;
}

const WIDTH = FEATURES.length + 1;

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
    "sharedPapers",
    "ownDomain",
    "oneDomain",
    "shapes",
  ],
  tooling: ["oneToolchain", "ownToolchain", "oddLocale"],
  network: ["hiding", "corporate", "education", "oneNetwork", "travelling"],
  history: ["suspended", "successors"],
  habit: ["narrow", "steady", "roundClock"],
  times: ["brief", "alikeBrief", "punctual", "together", "repeat", "burst", "shortLived"],
  people: ["organization", "surname", "promo", "referred"],
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
  ["dossier", "habit", "history"],
  ["dossier", "assets", "tooling"],
  ["dossier", "network", "people"],
  ["tooling", "habit", "dossier"],
  ["assets", "tooling", "network", "history", "habit", "times", "people", "content"], // nothing is left but a known operator's indicators
  ["dossier", "assets", "tooling", "network", "history", "habit", "times", "people", "content"], // nothing at all: must come out unsure
];
/** What a silenced copy counts of the original. */
const SILENCED_WEIGHT = 0.4;

/**
 * The clusters and copies with families of features silenced, so that no verdict hangs on one thing (feature dropout, Maaten et al. 2013).
 */
export function withSilences(clusters: readonly LabelledCluster[]): LabelledCluster[] {
  const silenced = SILENCES.flatMap((families) => {
    const names = families.flatMap((family) => SILENT[family]);
    return clusters.map((cluster) => ({
      ...cluster,
      features: { ...cluster.features, ...Object.fromEntries(names.map((name) => [name, 0])) },
      weight: cluster.weight * SILENCED_WEIGHT,
    }));
  });
  return [...clusters, ...silenced];
}

export function fitDisposition(
  clusters: readonly LabelledCluster[],
  { l2 = 10, iterations = 250, start }: FitOptions = {},
): DispositionModel {
  const rows = clusters.map(({ features }) => Float64Array.from([1, ...FEATURES.map((name) => features[name])]));
  const labels = clusters.map(({ explanation }) => EXPLANATIONS.indexOf(explanation));
  const counts = clusters.map(({ weight }) => weight);
  const total = counts.reduce((sum, weight) => sum + weight, 0);
  const origin = Float64Array.from(EXPLANATIONS.flatMap((name) => (start ? [...start.weights[name]] : new Array<number>(WIDTH).fill(0))));
  let current = origin.slice();
  let ahead = origin.slice();
  const spread = rows.reduce((sum, row, r) => sum + counts[r] * row.reduce((square, x) => square + x * x, 0), 0) / total;
  const step = total / (0.5 * spread * total + l2); // the inverse of the curvature's bound (Böhning 1992)
  for (let iteration = 0; iteration < iterations; iteration++) {
    const slope = gradient(ahead, rows, labels, counts);
    const next = ahead.map((w, i) => w - (step / total) * (slope[i] + (i % WIDTH === 0 ? 0 : l2 * (w - origin[i]))));
    const momentum = iteration / (iteration + 3);
    ahead = next.map((w, i) => w + momentum * (w - current[i]));
    current = next;
  }
  return { weights: toTable(current) };
}

function gradient(
  weights: Float64Array,
  rows: readonly Float64Array[],
  labels: readonly number[],
  counts: readonly number[],
): Float64Array {
  const slope = new Float64Array(weights.length);
  const logits = new Float64Array(EXPLANATIONS.length);
  rows.forEach((row, r) => {
    let greatest = Number.NEGATIVE_INFINITY;
    for (let e = 0; e < logits.length; e++) {
      let logit = 0;
      for (let f = 0; f < WIDTH; f++) logit += weights[e * WIDTH + f] * row[f];
      logits[e] = logit;
      greatest = Math.max(greatest, logit);
    }
    let sum = 0;
    for (let e = 0; e < logits.length; e++) {
      logits[e] = Math.exp(logits[e] - greatest);
      sum += logits[e];
    }
    for (let e = 0; e < logits.length; e++) {
      const error = counts[r] * (logits[e] / sum - (labels[r] === e ? 1 : 0));
      for (let f = 0; f < WIDTH; f++) slope[e * WIDTH + f] += error * row[f];
    }
  });
  return slope;
}

function toTable(weights: Float64Array): DispositionModel["weights"] {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const rowOf = (e: number) => Array.from(weights.subarray(e * WIDTH, (e + 1) * WIDTH), round);
  return Object.fromEntries(EXPLANATIONS.map((name, e) => [name, rowOf(e)])) as Record<ExplanationName, number[]>;
}
