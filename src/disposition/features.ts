/** A cluster of accounts -> its features: what speaks for one operator's campaign or for each innocent explanation, as numbers that mean the same in every world. Absent data is 0. */
import { CAPABILITIES, type Population } from "../indicator/population.js";
import type { Links } from "../link/link.js";
import { coActionFeatures, contentFeatures, type TemplateRates, templateRates } from "./content.js";
import { BaseRates, type Holding, holdings, liftBits, sharedShare, withAny } from "./members.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HIDING: ReadonlySet<string> = new Set(["proxy", "vpn", "datacenter"]);
const ANONYMOUS_CARDS: ReadonlySet<string> = new Set(["prepaid", "virtual"]);

/** The features by name; the model's weights have the same names. */
export const FEATURES = [
  "size",
  "alike",
  "exclusive",
  "spread",
  "brief",
  "alikeMembers",
  "punctual",
  "together",
  "repeat",
  "alikeBrief",
  "alikeExclusive",
  "alikeSpread",
  "narrow",
  "steady",
  "roundClock",
  "hiding",
  "corporate",
  "education",
  "anonymousCards",
  "invoice",
  "sharedCards",
  "oneCard",
  "sharedDevices",
  "sharedPapers",
  "ownDomain",
  "oneDomain",
  "shapes",
  "oneBin",
  "oneToolchain",
  "ownToolchain",
  "oneNetwork",
  "organization",
  "surname",
  "burst",
  "promo",
  "referred",
  "suspended",
  "successors",
  "shortLived",
  "travelling",
  "oddLocale",
  "knownOperator",
] as const;
export type FeatureName = (typeof FEATURES)[number];
export type Features = Record<FeatureName, number>;

/** What all clusters of one population share; made once. */
export interface Ground {
  population: Population;
  links: Links;
  rates: BaseRates;
  templates: TemplateRates;
  suspendedShare: number;
  hourEntropy: number;
  capabilityShare: Float64Array;
  span: number;
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
    templates: templateRates(links.uses, links.templates, population.size),
    suspendedShare: countSuspended(population, everyone) / Math.max(1, population.size),
    hourEntropy: median(sample.flatMap((i) => (population.events[i] >= 12 ? [dayEntropy(population, i)] : []))),
    capabilityShare,
    span: Math.max(DAY_MS, to - from),
    operatorBits,
  };
}

export function featuresOf(members: readonly number[], ground: Ground): Features {
  const { population, links, templates } = ground;
  const content = contentFeatures(members, links.uses, templates);
  const coaction = coActionFeatures(members, links.model.coactions);
  return {
    size: Math.log2(members.length) / 10,
    alike: content.alike,
    exclusive: content.alike > 0 ? content.exclusive : 0,
    spread: content.spread,
    brief: content.brief,
    alikeMembers: content.members,
    punctual: content.punctual,
    together: coaction.together,
    repeat: coaction.together * coaction.repeat,
    alikeBrief: content.alike * content.brief,
    alikeExclusive: content.alike * content.exclusive,
    alikeSpread: content.alike * content.spread,
    knownOperator: Math.min(1, ground.operatorBits(members) / 20),
    ...behaviourFeatures(members, ground),
    ...assetFeatures(members, ground),
    ...networkFeatures(members, ground),
    ...historyFeatures(members, population, ground),
  };
}

function behaviourFeatures(members: readonly number[], ground: Ground) {
  const { population } = ground;
  const own = capabilitiesOf(population, members);
  let divergence = 0; // Kullback-Leibler, of the members' capabilities from everybody's, bits
  for (let c = 0; c < own.length; c++) if (own[c] > 0) divergence += own[c] * Math.log2(own[c] / Math.max(0.01, ground.capabilityShare[c]));
  const rates = members.flatMap((i) => (population.events[i] >= 8 ? [Math.log(dailyExchanges(population, i))] : []));
  const entropies = members.flatMap((i) => (population.events[i] >= 12 ? [dayEntropy(population, i)] : []));
  return {
    narrow: Math.min(2, Math.max(0, divergence)) / 2,
    steady: rates.length >= 3 ? Math.max(0, 1 - deviation(rates)) : 0,
    roundClock: entropies.length > 0 ? Math.max(-1, Math.min(1, median(entropies) - ground.hourEntropy)) : 0,
  };
}

function assetFeatures(members: readonly number[], ground: Ground) {
  const kind = (name: string) => ground.population.sightings.get(name);
  const cards = holdings(kind("payment"), members);
  const devices = holdings(kind("device"), members);
  const papers = Math.max(...["document", "phone", "email"].map((name) => sharedShare(kind(name), members, holdings(kind(name), members))));
  return {
    anonymousCards: kindLift("payment_kind", ANONYMOUS_CARDS, members, ground),
    invoice: kindLift("payment_kind", new Set(["invoice"]), members, ground),
    sharedCards: sharedShare(kind("payment"), members, cards.slice(1)), // without the one most shared: a company's card is one
    oneCard: cards.length > 0 ? cards[0].members / members.length : 0,
    sharedDevices: sharedShare(kind("device"), members, devices),
    sharedPapers: papers,
    ownDomain: ownShare("email_domain", members, ground),
    oneDomain: topLift("email_domain", members, ground),
    shapes: topLift("email_shape", members, ground),
    oneBin: topLift("bin", members, ground),
    oneToolchain: topLift("toolchain", members, ground),
    ownToolchain: ownShare("toolchain", members, ground),
    organization: topShare(holdings(kind("organization"), members), members),
    surname: topShare(holdings(kind("name_word"), members), members),
    promo: topLift("promo", members, ground),
    referred: referredShare(members, ground.population),
    oddLocale: topLift("locale", members, ground),
  };
}

function networkFeatures(members: readonly number[], ground: Ground) {
  const kind = (name: string) => ground.population.sightings.get(name);
  const countries = kind("country");
  const travelling = countries ? members.filter((a) => countries.start[a + 1] - countries.start[a] > 2).length / members.length : 0;
  return {
    hiding: kindLift("network_kind", HIDING, members, ground),
    corporate: kindLift("network_kind", new Set(["corporate"]), members, ground),
    education: kindLift("network_kind", new Set(["education"]), members, ground),
    oneNetwork: Math.max(topShare(holdings(kind("ip"), members), members), topShare(holdings(kind("signup_ip"), members), members)),
    travelling,
  };
}

function historyFeatures(members: readonly number[], population: Population, ground: Ground) {
  const lives = members.map((i) => population.lastSeen[i] - population.firstSeen[i]);
  return {
    burst: burstBits(members, population, ground.span) / 10,
    suspended: liftBits(countSuspended(population, members), members.length, ground.suspendedShare) / 6,
    successors: successorShare(members, ground),
    shortLived: Math.max(0, 1 - median(lives) / ground.span),
  };
}

/** Members with a value among `texts`, against the population's share; [-1, 1]. */
function kindLift(name: string, texts: ReadonlySet<string>, members: readonly number[], { population, rates }: Ground): number {
  const sightings = population.sightings.get(name);
  if (!sightings) return 0;
  let held = 0;
  for (const a of members) {
    for (let s = sightings.start[a]; s < sightings.start[a + 1]; s++)
      if (texts.has(sightings.text(sightings.value[s]))) {
        held++;
        break;
      }
  }
  return liftBits(held, withAny(sightings, members), rates.share(name, texts)) / 6;
}

/** The value that most members hold, against how common it is; [-1, 1]. */
function topLift(name: string, members: readonly number[], { population, rates }: Ground): number {
  const sightings = population.sightings.get(name);
  const [top] = holdings(sightings, members);
  if (!top) return 0;
  const { byValue, any } = rates.of(name);
  return Math.max(0, liftBits(top.members, withAny(sightings, members), byValue[top.value] / Math.max(1, any), 12)) / 12;
}

/** The members' share among all holders of the value that most members hold. */
function ownShare(name: string, members: readonly number[], { population, rates }: Ground): number {
  const [top] = holdings(population.sightings.get(name), members);
  return top ? (top.members / rates.of(name).byValue[top.value]) * (top.members / members.length) : 0;
}

function topShare(held: readonly Holding[], members: readonly number[]): number {
  return held.length > 0 ? held[0].members / members.length : 0;
}

function referredShare(members: readonly number[], population: Population): number {
  const referrers = population.sightings.get("referrer");
  if (!referrers) return 0;
  const names = new Set(members.map((i) => population.account(i)));
  const referred = members.filter((a) => {
    for (let s = referrers.start[a]; s < referrers.start[a + 1]; s++) if (names.has(referrers.text(referrers.value[s]))) return true;
    return false;
  });
  return referred.length / members.length;
}

function countSuspended(population: Population, members: readonly number[]): number {
  return members.reduce((n, i) => n + (population.status.get(i)?.some((change) => change.status === "suspended") ? 1 : 0), 0);
}

/** Members that signed up soon after another member was suspended, more than chance would have it. */
function successorShare(members: readonly number[], { population, links }: Ground): number {
  const { successions } = links.model;
  const inside = new Set(members);
  let followed = 0;
  let suspended = 0;
  for (const a of members) {
    if (!population.status.get(a)?.some((change) => change.status === "suspended")) continue;
    suspended++;
    for (let p = successions.start[a]; p < successions.start[a + 1]; p++)
      if (successions.bits[p] >= 2 && inside.has(successions.partner[p])) {
        followed++;
        break;
      }
  }
  return suspended > 0 ? followed / suspended : 0;
}

/** Bits by which the busiest day of sign-ups exceeds what an even spread over the span would give; 0 to 10. */
function burstBits(members: readonly number[], population: Population, span: number): number {
  const times = members.map((i) => population.signupAt[i]).filter((t) => !Number.isNaN(t));
  if (times.length < 3) return 0;
  times.sort((x, y) => x - y);
  let most = 0;
  for (let p = 0, q = 0; q < times.length; q++) {
    while (times[q] - times[p] > DAY_MS) p++;
    most = Math.max(most, q - p + 1);
  }
  return Math.max(0, liftBits(most, times.length, DAY_MS / span, 10));
}

function capabilitiesOf(population: Population, members: readonly number[] | null): Float64Array {
  const sums = new Float64Array(CAPABILITIES.length);
  let accounts = 0;
  const add = (i: number) => {
    let total = 0;
    for (let c = 0; c < sums.length; c++) total += population.capability[i * sums.length + c];
    if (total === 0) return;
    accounts++;
    for (let c = 0; c < sums.length; c++) sums[c] += population.capability[i * sums.length + c] / total;
  };
  if (members) for (const i of members) add(i);
  else for (let i = 0; i < population.size; i++) add(i);
  return sums.map((sum) => sum / Math.max(1, accounts));
}

function dailyExchanges(population: Population, i: number): number {
  const days = Math.max(1, (population.lastSeen[i] - population.firstSeen[i]) / DAY_MS);
  return Math.max(0.01, population.exchanges[i] / days);
}

/** Entropy of an account's hours of the day, corrected for few events (Miller 1955), over log2 24: 1 is round the clock. */
function dayEntropy(population: Population, i: number): number {
  const hours = new Float64Array(24);
  let total = 0;
  for (let h = 0; h < 168; h++) {
    hours[h % 24] += population.hours[i * 168 + h];
    total += population.hours[i * 168 + h];
  }
  if (total === 0) return 0;
  let entropy = 0;
  let used = 0;
  for (const n of hours) {
    if (n === 0) continue;
    used++;
    entropy -= (n / total) * Math.log2(n / total);
  }
  return Math.min(1, (entropy + (used - 1) / (2 * total * Math.LN2)) / Math.log2(24));
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[sorted.length >> 1];
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
