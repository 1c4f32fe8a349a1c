/** Dispositions fitted to what analysts said of clusters. */
import { describe, expect, it } from "vitest";
import { FEATURES, type Features } from "../../src/disposition/features.js";
import { fraudProbability, weigh } from "../../src/disposition/model.js";
import { dispositionLoss, judgedClusters, modelOf, refitDisposition } from "../../src/disposition/refit.js";
import { WEIGHTS } from "../../src/disposition/weights.js";
import { checkJudgement, type Judgement } from "../../src/model/judgement.js";

const features = (some: Partial<Features>): Features => ({
  ...(Object.fromEntries(FEATURES.map((name) => [name, 0])) as Features),
  ...some,
});
const clusters = Array.from({ length: 12 }, (_, i) => ({
  accounts: new Set([`a${i}`, `b${i}`, `c${i}`]),
  features: features(i % 2 ? { promo: 0.8, alike: 0.3 + i / 100 } : { alike: 0.7, together: 0.5 + i / 100, hiding: 0.6 }),
}));

function said(i: number, verdict: Judgement["verdict"], at = i): Judgement {
  return checkJudgement({
    id: `j${i}-${at}`,
    at,
    analyst: "ana",
    reason: "seen",
    verdict,
    about: { type: "disposition", cluster: `c${i}`, accounts: [...clusters[i].accounts] },
  });
}
const kept = (weights: Readonly<Record<string, readonly number[]>>): Judgement =>
  checkJudgement({ id: "fit", at: 99, analyst: "ana", reason: "fitted", verdict: "positive", about: { type: "weights", weights } });

describe("a refit", () => {
  const judgements = clusters.map((_, i) => said(i, i % 2 ? "negative" : "positive"));
  const judged = judgedClusters(clusters, judgements, WEIGHTS);

  it("agrees better with the verdicts than the model it began with", () => {
    const model = refitDisposition(judged, WEIGHTS);
    expect(judged).toHaveLength(12);
    expect(dispositionLoss(judged, model)).toBeLessThan(0.8 * dispositionLoss(judged, WEIGHTS));
  });

  it("leaves a verdict on what no analyst spoke of nearly where it was", () => {
    const other = features({ corporate: 0.9, organization: 0.8, oneNetwork: 0.7, invoice: 0.5 });
    const score = (model: typeof WEIGHTS) => fraudProbability(weigh(other, model));
    expect(Math.abs(score(refitDisposition(judged, WEIGHTS)) - score(WEIGHTS))).toBeLessThan(0.1);
  });

  it("is the same from the same judgements", () => {
    expect(refitDisposition(judged, WEIGHTS)).toEqual(refitDisposition(judged, WEIGHTS));
  });
});

describe("clusters count as judged", () => {
  it("by the last verdict on them, and not at all where it is unsure", () => {
    const stands = [said(0, "negative", 1), said(0, "positive", 2), said(1, "positive", 3), said(1, "unsure", 4)];
    expect(judgedClusters(clusters, stands, WEIGHTS).map(({ fraudulent }) => fraudulent)).toEqual([true]);
  });
});

describe("the model in use", () => {
  it("is the shipped one until a fit is kept, then the kept one", () => {
    const mine = { ...WEIGHTS.weights, campaign: WEIGHTS.weights.campaign.map((weight) => weight / 2) };
    expect(modelOf([])).toBe(WEIGHTS);
    expect(modelOf([kept(mine)]).weights).toEqual(mine);
  });

  it("is the shipped one where the fit was made for other features", () => {
    expect(modelOf([kept({ ...WEIGHTS.weights, campaign: [1, 2, 3] })])).toBe(WEIGHTS);
  });
});
