/** What analysts confirmed -> how far scores and confidence could be believed, and both fitted to it; the fits hold from then on. */
import { type Calibration, type Case, calibrationOf, loss, posterior, refit } from "../attribution/calibration.js";
import { judgedCases } from "../attribution/judged-cases.js";
import { dispositionLoss, type JudgedCluster, judgedClusters, keptFit, modelOf, refitDisposition } from "../disposition/refit.js";
import { PermanentError } from "../errors.js";
import { reliabilityOf } from "../evaluate/reliability.js";
import { loadPopulation } from "../ingest/load.js";
import { type Judgement, newJudgement, standing } from "../model/judgement.js";
import { communitiesWithFeatures } from "../pipeline.js";
import type { Clock } from "../ports/clock.js";
import type { GraphStore } from "../ports/store.js";

type Measured = ReturnType<typeof reliabilityOf>;

/** Losses are in bits a judged cluster. */
export interface DispositionFit {
  judged: number;
  before: number;
  after: number;
  about: Judgement["about"];
}

/** How attributions did with one calibration. */
export interface AttributionMeasured {
  calibration: Calibration;
  loss: number;
  brier: number;
  ece: number;
  bins: Measured["bins"];
}

export interface AttributionFit {
  confirmed: number;
  before: AttributionMeasured;
  after: AttributionMeasured;
  about: Judgement["about"];
}

/** What can be fitted to what was confirmed: null where nothing of the kind was. */
export interface Fits {
  dispositions: DispositionFit | null;
  attributions: AttributionFit | null;
}

/**
 * Scores and confidence, as they are and as fitted to what analysts confirmed. Clusters all events again and changes nothing. Throws a
 * `PermanentError` where there is nothing to fit to.
 */
export async function fitAll(store: GraphStore): Promise<Fits> {
  const judgements = await store.loadJudgements();
  const stands = standing(judgements);
  if (!stands.some(({ about }) => about.type === "disposition" || about.type === "attribution"))
    throw new PermanentError(
      "nothing was confirmed yet: `cautery judge disposition CLUSTER confirm`, `cautery judge operator CLUSTER OPERATOR confirm`",
    );
  const population = await loadPopulation(store);
  const dossiers = await store.loadDossiers();
  const cases = judgedCases(population, dossiers, stands);
  const found = stands.some(({ about }) => about.type === "disposition")
    ? communitiesWithFeatures(population, { dossiers, judgements, known: [] }).map(({ members, features }) => ({
        accounts: new Set(members.map((i) => population.account(i))),
        features,
      }))
    : [];
  const judged = judgedClusters(found, stands, modelOf(stands));
  if (judged.length === 0 && cases.length === 0)
    throw new PermanentError("no cluster of today is one that was judged: judge some of `cautery show`, then calibrate");
  return {
    dispositions: judged.length > 0 ? fitDispositions(judged, stands) : null,
    attributions: cases.length > 0 ? fitAttributions(cases, stands) : null,
  };
}

/**
 * Keeps each of `fits` as a judgement of `analyst`, which can be withdrawn; they hold from the next clustering on. Returns the judgements,
 * none where nothing was fitted.
 */
export async function keepFits({ store, clock }: { store: GraphStore; clock: Clock }, fits: Fits, analyst: string): Promise<Judgement[]> {
  const { dispositions, attributions } = fits;
  const said = [
    ...(dispositions ? [{ reason: `fitted to ${dispositions.judged} judged clusters`, about: dispositions.about }] : []),
    ...(attributions ? [{ reason: `fitted to ${attributions.confirmed} confirmed attributions`, about: attributions.about }] : []),
  ];
  const kept = said.map(({ reason, about }) => newJudgement({ at: clock.now(), analyst, reason, about, verdict: "positive" }));
  for (const judgement of kept) await store.appendJudgement(judgement);
  return kept;
}

function fitDispositions(judged: readonly JudgedCluster[], stands: readonly Judgement[]): DispositionFit {
  const before = modelOf(stands);
  const after = refitDisposition(judged, before);
  return {
    judged: judged.length,
    before: dispositionLoss(judged, before),
    after: dispositionLoss(judged, after),
    about: keptFit(after),
  };
}

function fitAttributions(cases: readonly Case[], stands: readonly Judgement[]): AttributionFit {
  const before = calibrationOf(stands);
  const after = refit(cases, before);
  return {
    confirmed: cases.length,
    before: measured(cases, before),
    after: measured(cases, after),
    about: { type: "calibration", ...after },
  };
}

function measured(cases: readonly Case[], calibration: Calibration): AttributionMeasured {
  const { brier, ece, bins } = reliabilityOf(forecasts(cases, calibration));
  return { calibration, loss: loss(cases, calibration), brier: brier!, ece: ece!, bins };
}

/** Of each case the likeliest answer, and whether it is the right one. */
function forecasts(cases: readonly Case[], calibration: Calibration): { probability: number; outcome: number; weight: number }[] {
  return cases.map(({ bits, answer, weight }) => {
    const probabilities = posterior(bits, calibration);
    const probability = Math.max(...probabilities);
    const right = probabilities.indexOf(probability) === (answer < 0 ? bits.length : answer);
    return { probability, outcome: right ? 1 : 0, weight };
  });
}
