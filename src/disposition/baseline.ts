/** A population and its links -> what the features of all its clusters are measured against. */

import type { Population } from "../indicator/population.js";
import type { Links } from "../link/link.js";
import { DAY_MS } from "../tools/units.js";
import { type TemplateRates, templateRates } from "./content.js";
import { capabilitiesOf, dayEntropy, median } from "./habits.js";
import { countSuspended } from "./history.js";
import { BaseRates } from "./members.js";

/** What all clusters of one population share; made once. */
export interface Ground {
  population: Population;
  links: Links;
  rates: BaseRates;
  templates: TemplateRates;
  suspendedShare: number;
  hourEntropy: number;
  capabilityShare: Float64Array;
  /** Milliseconds from the first event to the last, a day at least. */
  span: number;
  /** Milliseconds from an account's first event to its last, the median, a day at least. */
  life: number;
  /** Times of all sign-ups, ascending. */
  signups: Float64Array;
  /** Bits by which the accounts show a known operator's indicators, at least 0. */
  operatorBits: (members: readonly number[]) => number;
}

export function groundOf(population: Population, links: Links, operatorBits: Ground["operatorBits"] = () => 0): Ground {
  const capabilityShare = capabilitiesOf(population, null);
  const everyone = Array.from({ length: population.size }, (_, i) => i);
  const sample = everyone.filter((i) => i % Math.max(1, Math.floor(population.size / 5000)) === 0);
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (let i = 0; i < population.size; i++) {
    from = Math.min(from, population.firstSeen[i]);
    to = Math.max(to, population.lastSeen[i]);
  }
  return {
    population,
    links,
    rates: new BaseRates(population),
    templates: templateRates(links.uses, links.templates),
    suspendedShare: countSuspended(population, everyone) / Math.max(1, population.size),
    hourEntropy: median(sample.flatMap((i) => (population.events[i] >= 12 ? [dayEntropy(population, i)] : []))),
    capabilityShare,
    span: Math.max(DAY_MS, to - from),
    life: Math.max(DAY_MS, median(sample.map((i) => population.lastSeen[i] - population.firstSeen[i]))),
    signups: population.signupAt.filter((at) => !Number.isNaN(at)).sort(),
    operatorBits,
  };
}
