import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dispose } from "../../src/disposition/dispose.js";
import { FEATURES, type Features } from "../../src/disposition/features.js";
import { fitDisposition, type LabelledCluster, withSilences } from "../../src/disposition/fit.js";
import { judgedDisposition } from "../../src/disposition/judged-disposition.js";
import { liftBits } from "../../src/disposition/members.js";
import { EXPLANATIONS, fraudProbability, weigh } from "../../src/disposition/model.js";
import { WEIGHTS } from "../../src/disposition/weights.js";
import { JudgedAccounts } from "../../src/model/judged-accounts.js";

const NOTHING = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Features;
const cluster = (features: Partial<Features>, explanation: LabelledCluster["explanation"]): LabelledCluster => ({
  features: { ...NOTHING, ...features },
  explanation,
  weight: 1,
});

describe("the explanations", () => {
  it("are probabilities that sum to one, and the score is what fraud has of them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: FEATURES.length, maxLength: FEATURES.length }),
        (values) => {
          const features = Object.fromEntries(FEATURES.map((name, f) => [name, values[f]])) as Features;
          const verdicts = weigh(features, WEIGHTS);
          expect(verdicts.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
          const { score, explanations } = dispose(features, WEIGHTS, 10);
          expect(score).toBeCloseTo(fraudProbability(verdicts), 12);
          expect(explanations).toHaveLength(EXPLANATIONS.length);
        },
      ),
    );
  });

  it("find nobody guilty of nothing", () => {
    expect(dispose(NOTHING, WEIGHTS, 10).disposition).not.toBe("fraudulent");
  });

  it("want more of a pair: the same score is no guilt where there are only two accounts", () => {
    const rows = EXPLANATIONS.map((name) => [name, [name === "campaign" ? Math.log(31) : 0, ...FEATURES.map(() => 0)]]);
    const model = { weights: Object.fromEntries(rows) };
    const [pair, three] = [2, 3].map((accounts) => dispose(NOTHING, model, accounts));
    expect(pair.score).toBeCloseTo(0.8, 9); // 31 + 1 of 40
    expect(pair.score).toBe(three.score);
    expect([pair.disposition, three.disposition]).toEqual(["unclear", "fraudulent"]);
  });

  it("count as far as the members are tied at all: what chance holds together is less guilty, whatever it shows", () => {
    const rows = EXPLANATIONS.map((name) => [name, [name === "campaign" ? 5 : 0, ...FEATURES.map(() => 0)]]);
    const model = { weights: Object.fromEntries(rows) };
    const [whole, half] = [1, 0.5].map((held) => dispose(NOTHING, model, 3, held));
    expect([whole.disposition, half.disposition]).toEqual(["fraudulent", "unclear"]);
    expect(half.score).toBeCloseTo(whole.score / 2, 9);
    expect(half.explanations).toEqual(whole.explanations);
  });

  it("ask for two marks of a ring, or for an asset that strangers do not share", () => {
    const rows = EXPLANATIONS.map((name) => [name, [name === "promotion ring" ? 5 : 0, ...FEATURES.map(() => 0)]]);
    const called = (features: Partial<Features>) =>
      dispose({ ...NOTHING, ...features }, { weights: Object.fromEntries(rows) }, 8).disposition;
    expect(called({ ownCode: 1, promo: 1 })).toBe("unclear"); // a code that was posted
    expect(called({ referred: 1, oneReferrer: 1 })).toBe("unclear"); // friends who bring friends
    expect(called({ oneSignupAddress: 1, oneNetwork: 1 })).toBe("unclear"); // a class behind one address
    expect(called({ oneSignupAddress: 1, silent: 0.9 })).toBe("unclear"); // the same, after the course
    expect(called({ ownCode: 1, referred: 0.8 })).toBe("fraudulent");
    expect(called({ promo: 1, silent: 0.9 })).toBe("fraudulent"); // credits spent, and left
    expect(called({ promo: 1, oneSignupAddress: 0.9 })).toBe("fraudulent");
    expect(called({ sharedCards: 0.4 })).toBe("fraudulent");
  });

  it("have weights for every feature", () => {
    for (const name of EXPLANATIONS) expect(WEIGHTS.weights[name]).toHaveLength(FEATURES.length + 1);
  });
});

describe("fitting", () => {
  it("learns which feature speaks for which explanation, the same each time", () => {
    const clusters = Array.from({ length: 40 }, (_, i) =>
      i % 2
        ? cluster({ alike: 0.8, brief: 0.5 + i / 100 }, "campaign")
        : cluster({ corporate: 0.9, organization: 0.5 + i / 100 }, "company"),
    );
    const model = fitDisposition(clusters, { l2: 1, iterations: 300 });
    expect(dispose(cluster({ alike: 0.8, brief: 0.7 }, "campaign").features, model, 10).score).toBeGreaterThan(0.8);
    expect(dispose(cluster({ corporate: 0.9, organization: 0.7 }, "company").features, model, 10).score).toBeLessThan(0.2);
    expect(fitDisposition(clusters, { l2: 1, iterations: 300 })).toEqual(model);
  });

  it("comes to the same from anywhere", () => {
    const clusters = Array.from({ length: 30 }, (_, i) => cluster({ alike: (i % 5) / 5, promo: (i % 3) / 3 }, EXPLANATIONS[i % 4]));
    const models = [undefined, WEIGHTS].map((near) => fitDisposition(clusters, { near }));
    for (const { features } of clusters) {
      const [far, near] = models.map((model) => dispose(features, model, 10).score);
      expect(far).toBeCloseTo(near, 2);
    }
  });
});

describe("copies with families of features silenced", () => {
  const full = Object.fromEntries(FEATURES.map((name) => [name, 0.5])) as Features;
  const clusters = Array.from({ length: 100 }, (): LabelledCluster => ({ features: full, explanation: "campaign", weight: 3 }));
  const all = withSilences(clusters);
  const copies = all.filter(({ features }) => features !== full);

  it("weigh together what the clusters do, and are the same each time", () => {
    expect(all.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(600, 9);
    expect(withSilences(clusters)).toEqual(all);
  });

  it("are silent of whole families: one's codes go together, and its cards are another's matter", () => {
    for (const { features } of copies) expect([features.coded, features.ownCode]).toEqual([features.promo, features.promo]);
    expect(copies.some(({ features }) => features.promo === 0 && features.oneCard > 0)).toBe(true);
    expect(copies.some(({ features }) => features.promo > 0 && features.oneCard === 0)).toBe(true);
  });

  it("know some clusters of which nothing is known", () => {
    expect(copies.filter(({ features }) => FEATURES.every((name) => features[name] === 0))).not.toEqual([]);
  });
});

describe("lift", () => {
  it("is positive above the base rate, negative below, and bounded", () => {
    expect(liftBits(8, 10, 0.1)).toBeGreaterThan(2);
    expect(liftBits(0, 10, 0.5)).toBeLessThan(-2);
    expect(liftBits(1000, 1000, 0.001)).toBe(6);
    expect(liftBits(0, 0, 0.5)).toBe(0);
  });
});

describe("a judgement on a disposition", () => {
  const weighed = dispose(NOTHING, WEIGHTS, 10);
  const judged = (verdict: "positive" | "negative" | "unsure", accounts: string[]) =>
    judgedDisposition(
      weighed,
      new Set(["a", "b", "c"]),
      new JudgedAccounts([
        { id: "j1", at: 1, analyst: "kim", reason: "seen", verdict, about: { type: "disposition", cluster: "c-1", accounts } },
      ]),
    ).disposition;

  it.each([
    ["positive", "fraudulent"],
    ["negative", "benign"],
    ["unsure", "unclear"],
  ] as const)("that is %s makes it %s", (verdict, disposition) => {
    expect(judged(verdict, ["a", "b"])).toBe(disposition);
  });

  it("does not hold for other accounts", () => {
    expect(judged("positive", ["x", "y"])).toBe(weighed.disposition);
  });
});
