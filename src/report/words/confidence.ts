/** What a judgement rests on -> the analytic confidence in it, by a rule that the report states, in a sentence of its own. */

export type AnalyticConfidence = "high" | "moderate" | "low";

export interface Ground {
  /** Families of evidence that speak for it by a bit or more. */
  families: number;
  /** The probability of the next hypothesis. */
  next: number;
  /** The part of the accounts that an analyst has confirmed. */
  confirmed: number;
}

export const CONFIDENCE_RULE =
  "Analytic confidence is high where an analyst confirmed most of the accounts, or four families of evidence or more speak for it and the next " +
  "hypothesis has a probability under 0.05; moderate where two families or more do and the next is under 0.2; low otherwise.";

const HIGH = { families: 4, next: 0.05 };
const MODERATE = { families: 2, next: 0.2 };
const MOST = 0.5;

export function confidenceOf({ families, next, confirmed }: Ground): AnalyticConfidence {
  if (confirmed > MOST) return "high";
  if (families >= HIGH.families && next < HIGH.next) return "high";
  return families >= MODERATE.families && next < MODERATE.next ? "moderate" : "low";
}

export function confidenceText(confidence: AnalyticConfidence, families: readonly string[], isConfirmed: boolean): string {
  const rests = families.length === 0 ? "it rests on what ties the accounts alone" : `it rests on evidence of ${listed(families)}`;
  return `Our analytic confidence in this is ${confidence}: ${rests}${isConfirmed ? ", and analysts confirmed it" : ""}.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
