/** A population and its links -> what the features of all its clusters are measured against. */

import type { Population } from "../indicator/population.js";
import type { Links } from "../link/link.js";
import { isSuspended } from "../model/status.js";
import { DAY_MS } from "../tools/units.js";
import { ContentCounts } from "./content.js";
import { capabilitiesOf, dayEntropy, median } from "./habits.js";
import { Held, Inside } from "./held.js";
import { BaseRates } from "./members.js";
import { silence } from "./pace.js";
import { type CodeRows, codeRows } from "./promotion.js";

/** What all clusters of one population share; made once. */
export interface Ground {
  population: Population;
  links: Links;
  rates: BaseRates;
  content: ContentCounts;
  held: Held;
  /** At the cluster whose features are being measured. */
  inside: Inside;
  /** By account: 1 where a suspension stands that is not Cautery's own; and their share. */
  isSuspended: Uint8Array;
  suspendedShare: number;
  hourEntropy: number;
  capabilityShare: Float64Array;
  /** Milliseconds from the first event to the last, a day at least. */
  span: number;
  /** Milliseconds from an account's first event to its last, the median, a day at least. */
  life: number;
  /** Of the last event. */
  end: number;
  /** Medians: of accounts' silence (`silence`), and of the logarithm (2) of their events. */
  silence: number;
  logEvents: number;
  codes: CodeRows;
  /** By value of `referrer`: the account, or -1. */
  referrers: Int32Array;
  /** Times of all sign-ups, ascending. */
  signups: Float64Array;
  /** Bits by which the accounts show a known operator's indicators, at least 0. */
  operatorBits: (members: readonly number[]) => number;
}

export function groundOf(population: Population, links: Links, operatorBits: Ground["operatorBits"] = () => 0): Ground {
  const capabilityShare = capabilitiesOf(population, null);
  const sample: number[] = [];
  for (let i = 0; i < population.size; i += Math.max(1, Math.floor(population.size / 5000))) sample.push(i);
  const suspended = new Uint8Array(population.size);
  for (const [i, changes] of population.status) if (isSuspended(changes)) suspended[i] = 1;
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
    content: new ContentCounts(links.uses, links.templates),
    held: new Held(),
    inside: new Inside(population.size),
    isSuspended: suspended,
    suspendedShare: suspended.reduce((sum, one) => sum + one, 0) / Math.max(1, population.size),
    hourEntropy: median(sample.flatMap((i) => (population.events[i] >= 12 ? [dayEntropy(population, i)] : []))),
    capabilityShare,
    span: Math.max(DAY_MS, to - from),
    life: Math.max(DAY_MS, median(sample.map((i) => population.lastSeen[i] - population.firstSeen[i]))),
    end: to,
    silence: median(sample.map((i) => silence(population, i, to))),
    logEvents: median(sample.map((i) => Math.log2(1 + population.events[i]))),
    codes: codeRows(population),
    referrers: referrersOf(population),
    signups: population.signupAt.filter((at) => !Number.isNaN(at)).sort(),
    operatorBits,
  };
}

function referrersOf(population: Population): Int32Array {
  const referrer = population.sightings.get("referrer");
  if (!referrer) return new Int32Array(0);
  return Int32Array.from(referrer.keyHi, (_, v) => population.indexOf(referrer.text(v)));
}
