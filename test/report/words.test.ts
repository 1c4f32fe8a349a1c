/** What probabilities are called, and how judgements are told: terms in their bands, likelihood and confidence never in one sentence. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleReport } from "../../bench/report/sample.js";
import { likelihoodOf } from "../../src/attribution/likelihood.js";
import { TERMS } from "../../src/contract/report/fields.js";
import { shown } from "../../src/report/words/format.js";
import { told } from "../../src/report/words/likelihood.js";

describe("a probability", () => {
  it.each([
    [0, 0.01, "almost no chance", [0.01, 0.05]],
    [0.049, 0.05, "very unlikely", [0.05, 0.2]],
    [0.2, 0.2, "unlikely", [0.2, 0.45]],
    [0.45, 0.45, "roughly even chance", [0.45, 0.55]],
    [0.55, 0.55, "likely", [0.55, 0.8]],
    [0.8, 0.8, "very likely", [0.8, 0.95]],
    [0.93, 0.93, "very likely", [0.8, 0.95]],
    [0.95, 0.95, "almost certain", [0.95, 0.99]],
    [1, 0.99, "almost certain", [0.95, 0.99]],
  ])("of %d is told as %d, %s", (given, probability, likelihood, band) => {
    expect(told(given)).toEqual({ probability, likelihood, band });
  });

  it("is called as everywhere else", () => {
    for (let p = 1; p < 100; p++) expect(told(p / 100).likelihood).toBe(likelihoodOf(p / 100));
  });

  it("is never none and never one, and in its band", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (given) => {
        const { probability, band } = told(given);
        expect(probability).toBeGreaterThanOrEqual(Math.max(0.01, band[0]));
        expect(probability <= 0.99 && (probability < band[1] || band[1] === 0.99)).toBe(true);
      }),
      { seed: 3 },
    );
  });
});

const LIKELIHOOD = new RegExp(`\\b(${[...TERMS].sort((a, b) => b.length - a.length).join("|")})\\b`);
const sentencesOf = (text: string): string[] => text.split(/(?<=[.;:]) /);

/** What is wrong with a judgement, in words. */
function faults({ text, confidence_text, probability, likelihood, band }: ReturnType<typeof sampleReport>["judgements"][number]): string[] {
  const wrong: string[] = [];
  for (const sentence of [...sentencesOf(text), ...sentencesOf(confidence_text)])
    if (LIKELIHOOD.test(sentence) && /confidence/i.test(sentence)) wrong.push(`both in one: ${sentence}`);
  if (LIKELIHOOD.exec(text)?.[1] !== likelihood) wrong.push(`not ${likelihood}: ${text}`);
  if (LIKELIHOOD.test(confidence_text)) wrong.push(`a likelihood: ${confidence_text}`);
  if (probability < band[0] || probability > band[1] || (probability === band[1] && band[1] !== 0.99))
    wrong.push(`outside ${band}: ${probability}`);
  if (told(probability).likelihood !== likelihood) wrong.push(`${probability} is not ${likelihood}`);
  if (/\b(0|100) ?%|\b100 percent/.test(`${text} ${confidence_text}`)) wrong.push(`none or all: ${text}`);
  return wrong;
}

describe("the judgements of reports", () => {
  const judgements = [1, 2, 3, 4, 5].flatMap((seed) => sampleReport({ operators: 30, seed }).judgements);

  it("of which there are 200 at least, are told without a fault", () => {
    expect(judgements.length).toBeGreaterThanOrEqual(200);
    expect(judgements.flatMap(faults)).toEqual([]);
  });

  it("would be found at fault", () => {
    const [first] = judgements;
    const { text, confidence_text } = first;
    expect(faults({ ...first, text: `${text.slice(0, -1)} with high confidence.` })).toHaveLength(1);
    expect(faults({ ...first, confidence_text: `${confidence_text} It is likely.` })).toHaveLength(1);
    expect(faults({ ...first, probability: first.probability > 0.5 ? 0.1 : 0.9 }).length).toBeGreaterThan(0);
  });
});

describe("a figure", () => {
  it.each([
    [0, "exchanges", "0"],
    [999, "exchanges", "999"],
    [28_800_000, "exchanges", "28,800,000"],
    [-1234, "accounts", "-1,234"],
    ["<10", "accounts", "<10"],
    [null, "share", "–"],
    [0.1234, "share", "12.3 %"],
    [0.9, "probability", "0.90"],
    [720, "seconds", "12 min"],
    [90_061, "seconds", "1 d 1 h"],
    [0, "seconds", "0 s"],
    [9.44, "bits", "9.4"],
  ] as const)("%s of %s is shown as %s", (value, unit, text) => {
    expect(shown(value, unit)).toBe(text);
  });
});
