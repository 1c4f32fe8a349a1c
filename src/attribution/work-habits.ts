/**
 * A cluster's work and hours beside a dossier's profile -> weak evidence, for or against: what is asked for, with which models, and when it
 * is day there.
 */

import { CAPABILITIES, type Population } from "../indicator/population.js";
import type { CaseEvidence } from "../model/cluster.js";
import type { Dossier } from "../model/dossier.js";

/** What a set of accounts does, in shares that sum to one (or to nought, where nothing was seen). */
export interface Habits {
  capabilities: Float64Array;
  /** Of usage, by UTC hour of the day. */
  hours: Float64Array;
  models: ReadonlyMap<string, number>;
}

/** However many exchanges there are, they are one hand's choice: as much evidence as this many independent ones. */
const EFFECTIVE_EXCHANGES = 3;
const EFFECTIVE_HOURS = 6;
/** A profile is a sketch, and resold traffic is as broad as its buyers: this share of the work may be otherwise. */
const DOUBT = 0.5;
const LIMIT_BITS = 2;

export function habitsOf(population: Population, accounts: Iterable<number>): Habits {
  const capabilities = new Float64Array(CAPABILITIES.length);
  const hours = new Float64Array(24);
  const seen = population.sightings.get("model");
  const used = new Float64Array(seen?.keyHi.length ?? 0);
  for (const account of accounts) {
    for (let c = 0; c < capabilities.length; c++) capabilities[c] += population.capability[account * CAPABILITIES.length + c];
    for (let h = 0; h < 24; h++) hours[h] += population.hours[account * 24 + h];
    if (seen) for (let s = seen.start[account]; s < seen.start[account + 1]; s++) used[seen.value[s]] += seen.count![s];
  }
  const models = new Map([...shares(used)].flatMap((share, v) => (share > 0 ? [[seen!.text(v), share]] : [])));
  return { capabilities: shares(capabilities), hours: shares(hours), models };
}

/** What anyone else might do: each cluster's habits alike, however large it is, and as much again the innocent accounts'. */
export function usualHabits(population: Population, clusters: readonly (readonly number[])[], innocent: Iterable<number>): Habits {
  const own = clusters.map((accounts) => habitsOf(population, accounts));
  return mean([...(own.length > 0 ? [mean(own)] : []), habitsOf(population, innocent)]);
}

function mean(all: readonly Habits[]): Habits {
  const models = new Map<string, number>();
  for (const one of all) for (const [model, share] of one.models) models.set(model, (models.get(model) ?? 0) + share / all.length);
  const average = (of: (habits: Habits) => Float64Array) => shares(of(all[0]).map((_, i) => sumOf(all.map((one) => of(one)[i]))));
  return { capabilities: average(({ capabilities }) => capabilities), hours: average(({ hours }) => hours), models };
}

/** `usual` is what other accounts of the kind do: only what sets the profile apart from it says anything. */
export function profileEvidence(profile: Dossier["profile"], habits: Habits, usual: Habits): CaseEvidence[] {
  return [capabilityEvidence(profile, habits, usual), modelEvidence(profile, habits, usual), hourEvidence(profile, habits)].flatMap(
    (one) => one ?? [],
  );
}

function capabilityEvidence({ capabilities }: Dossier["profile"], habits: Habits, usual: Habits): CaseEvidence | null {
  const claimed = shares(Float64Array.from(CAPABILITIES, (name) => (Object.hasOwn(capabilities, name) ? capabilities[name] : 0)));
  if (sumOf(claimed) === 0 || sumOf(habits.capabilities) === 0) return null;
  const bits = EFFECTIVE_EXCHANGES * sumOf(habits.capabilities.map((share, c) => share * lift(claimed[c], usual.capabilities[c])));
  const most = CAPABILITIES[habits.capabilities.indexOf(Math.max(...habits.capabilities))];
  return evidence("capabilities", most, bits, `mostly ${most}: ${percent(Math.max(...habits.capabilities))}`);
}

function modelEvidence({ models }: Dossier["profile"], habits: Habits, usual: Habits): CaseEvidence | null {
  if (models.length === 0 || habits.models.size === 0) return null;
  const claimed = new Set(models);
  const share = (of: Habits) => sumOf([...of.models].map(([model, part]) => (claimed.has(model) ? part : 0)));
  const own = share(habits);
  const common = share(usual);
  const bits = EFFECTIVE_EXCHANGES * (own * lift(1, common) + (1 - own) * lift(0, 1 - common));
  return evidence("models", models[0], bits, `${percent(own)} of the work is on its models, of others' ${percent(common)}`);
}

/** Log-odds of an exchange under the profile, doubted, against what is usual. */
function lift(claimed: number, usual: number): number {
  const floor = 0.02;
  return Math.log2(((1 - DOUBT) * claimed + DOUBT * Math.max(usual, floor)) / Math.max(usual, floor));
}

/** How awake people are at each hour of their day: least at four, most in the afternoon. */
const AWAKE = shares(Float64Array.from({ length: 24 }, (_, hour) => 1 - 0.7 * Math.cos(((hour - 4) / 24) * 2 * Math.PI)));

/** The day at the claimed offset against the average of all offsets: work around the clock says nothing. */
function hourEvidence({ timezone }: Dossier["profile"], { hours }: Habits): CaseEvidence | null {
  const offset = timezone === null ? null : offsetHours(timezone);
  if (offset === null || sumOf(hours) === 0) return null;
  const fitAt = (shift: number) =>
    EFFECTIVE_HOURS * sumOf(hours.map((share, utc) => share * Math.log2(24 * AWAKE[(utc + shift + 24) % 24])));
  const average = Math.log2(sumOf(Array.from({ length: 24 }, (_, shift) => 2 ** fitAt(shift))) / 24);
  return evidence("timezone", timezone!, fitAt(offset) - average, `hours of work, seen from UTC${offset < 0 ? "" : "+"}${offset}`);
}

/** Whole hours east of UTC, in January; null for what is no time zone. */
function offsetHours(timezone: string): number | null {
  const fixed = /^(?:UTC|GMT)?([+-]\d{1,2})(?::?\d{2})?$/.exec(timezone);
  if (fixed) return Number(fixed[1]) % 24;
  try {
    const parts = new Intl.DateTimeFormat("en", { timeZone: timezone, timeZoneName: "longOffset" }).formatToParts(0);
    const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
    return Number(/[+-]\d+/.exec(name)?.[0] ?? 0);
  } catch (error) {
    if (error instanceof RangeError) return null; // not a time zone that this runtime knows: no evidence
    throw error;
  }
}

function evidence(kind: string, value: string, bits: number, detail: string): CaseEvidence {
  return { family: "profile", kind, value, accounts: 0, bits: Math.max(-LIMIT_BITS, Math.min(LIMIT_BITS, bits)), detail };
}

function shares(counts: Float64Array): Float64Array {
  const sum = sumOf(counts);
  return sum > 0 ? counts.map((count) => count / sum) : counts;
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
