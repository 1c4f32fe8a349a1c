/** A probability -> how it is told: between 1 and 99 in a hundred, by a term of ICD 203 (ODNI 2015) whose band is half open. */
import { TERMS } from "../../contract/report/fields.js";

export type Term = (typeof TERMS)[number];

/** Where each term's band begins, by the terms' order; the last ends at 0.99. */
const BEGINS = [0.01, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95];
const LEAST = 0.01;
const MOST = 0.99;

export interface Told {
  probability: number;
  likelihood: Term;
  /** [least, below); the last term's includes its end. */
  band: [number, number];
}

/** To two decimals: what is told is what the term is for. */
export function told(probability: number): Told {
  const held = Math.min(MOST, Math.max(LEAST, Math.round(probability * 100) / 100));
  const place = BEGINS.findLastIndex((begins) => held >= begins);
  return { probability: held, likelihood: TERMS[place], band: [BEGINS[place], BEGINS[place + 1] ?? MOST] };
}

/** As a sentence has it: "it is almost certain that ...", "there is almost no chance that ...". */
export function clause(term: Term): string {
  if (term === "almost no chance") return "there is almost no chance";
  if (term === "roughly even chance") return "there is a roughly even chance";
  return `it is ${term}`;
}
