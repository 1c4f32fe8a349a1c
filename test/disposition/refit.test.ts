/** Dispositions fitted to what analysts said of clusters. */
import { describe, expect, it } from "vitest";
import { FEATURES, type Features } from "../../src/disposition/features.js";
import { fraudProbability, weigh } from "../../src/disposition/model.js";
import { dispositionLoss, fitsPassedOver, judgedClusters, keptFit, modelOf, refitDisposition } from "../../src/disposition/refit.js";
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
/** A fit kept as a judgement; as they were kept once, without the names of its features, where none are given. */
const kept = (weights: Readonly<Record<string, readonly number[]>>, features?: readonly string[], id = "fit"): Judgement =>
  checkJudgement({ id, at: 99, analyst: "ana", reason: "fitted", verdict: "positive", about: { type: "weights", weights, features } });

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
    expect(modelOf([kept(mine, FEATURES)]).weights).toEqual(mine);
  });

  const fitted = refitDisposition(judgedClusters(clusters, [said(0, "positive"), said(1, "negative")], WEIGHTS), WEIGHTS);
  const turned = [...FEATURES].reverse();
  const turnedWeights = Object.fromEntries(
    Object.entries(fitted.weights).map(([name, [intercept, ...weights]]) => [name, [intercept, ...weights.reverse()]]),
  );

  it("finds each weight by its feature's name, whatever the order was or is", () => {
    expect(checkJudgement({ ...kept({}), about: keptFit(fitted) }).about).toEqual(kept(fitted.weights, FEATURES).about);
    expect(modelOf([kept(turnedWeights, turned)])).toEqual(fitted);
    expect(modelOf([kept(fitted.weights, FEATURES)], turned)).toEqual({ weights: turnedWeights });
  });

  it("reads a fit that was kept without names by those of its day", () => {
    const ofItsDay = FEATURES.slice(0, 42);
    const weights = Object.fromEntries(Object.entries(fitted.weights).map(([name, row]) => [name, row.slice(0, 43)]));
    const backwards = Object.fromEntries(Object.entries(weights).map(([name, [first, ...rest]]) => [name, [first, ...rest.reverse()]]));
    expect(modelOf([kept(weights)], ofItsDay)).toEqual({ weights });
    expect(modelOf([kept(weights)], [...ofItsDay].reverse())).toEqual({ weights: backwards });
    expect(fitsPassedOver([kept(weights)])).toEqual(["fit"]); // features came since
  });

  const renamed = FEATURES.map((name, f) => (f === 3 ? "renamed" : name));
  it.each<[string, Judgement, (readonly string[])?]>([
    ["a feature has another name now", kept(fitted.weights, FEATURES, "odd"), renamed],
    ["a feature had another name then", kept(fitted.weights, renamed, "odd")],
    ["a feature of a fit without names has another name now", kept(fitted.weights, undefined, "odd"), renamed],
    ["a feature came since", kept(fitted.weights, FEATURES, "odd"), [...FEATURES, "new"]],
    ["there are fewer weights than features", kept({ ...fitted.weights, campaign: [1, 2, 3] }, FEATURES, "odd")],
    ["a feature is named twice", kept(fitted.weights, [...FEATURES.slice(1), "alike"], "odd")],
    ["an explanation is one that is weighed no more", kept({ ...fitted.weights, mood: fitted.weights.campaign }, FEATURES, "odd")],
  ])("passes a fit over where %s, and says which", (_why, odd, names) => {
    expect(modelOf([odd], names)).toBe(WEIGHTS);
    expect(fitsPassedOver([odd], names)).toEqual(["odd"]);
  });

  it("passes over no fit but those that are newer than the one in use", () => {
    const odd = (id: string) => kept(fitted.weights, renamed, id);
    const fits = [odd("older"), kept(fitted.weights, FEATURES), odd("newer")];
    expect(modelOf(fits)).toEqual(fitted);
    expect(fitsPassedOver(fits)).toEqual(["newer"]);
  });
});
