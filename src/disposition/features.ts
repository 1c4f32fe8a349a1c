/**
 * A cluster of accounts -> its features: what speaks for one operator's campaign or for each innocent explanation, as numbers that mean the
 * same in every world. Absent data is 0.
 */
import type { Population } from "../indicator/population.js";
import type { Ground } from "./baseline.js";
import { coActionFeatures } from "./content.js";
import { capabilitiesOf, dailyExchanges, dayEntropy, deviation, median } from "./habits.js";
import { burstBits, countSuspended, successorShare } from "./history.js";
import { kindLift, noneLift, ownShare, topLift } from "./lifts.js";
import { liftBits } from "./members.js";
import { paceFeatures, silence } from "./pace.js";
import { codeFeatures, referralFeatures } from "./promotion.js";

const HIDING: ReadonlySet<string> = new Set(["proxy", "vpn", "datacenter"]);
const CORPORATE: ReadonlySet<string> = new Set(["corporate"]);
const EDUCATION: ReadonlySet<string> = new Set(["education"]);
const ANONYMOUS_CARDS: ReadonlySet<string> = new Set(["prepaid", "virtual"]);
const INVOICE: ReadonlySet<string> = new Set(["invoice"]);
const PAPERS = ["document", "phone", "email"];

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
  "pair",
  "sizeSquared",
  "oneDevice",
  "oneStem",
  "oneSignupAddress",
  "unpaid",
  "ownCode",
  "coded",
  "referring",
  "oneReferrer",
  "soon",
  "paced",
  "silent",
  "busy",
] as const;
export type FeatureName = (typeof FEATURES)[number];
export type Features = Record<FeatureName, number>;

export function featuresOf(members: readonly number[], ground: Ground): Features {
  const { population, links, inside } = ground;
  inside.begin(members);
  const content = ground.content.features(members);
  const coaction = coActionFeatures(members, inside, links.model.coactions);
  return {
    size: Math.log2(members.length) / 10,
    sizeSquared: (Math.log2(members.length) / 10) ** 2,
    pair: members.length === 2 ? 1 : 0,
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
    knownOperator: Math.min(1, ground.operatorBits(members) / 4.5),
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
  const held = (name: string) => ground.held.look(kind(name), members);
  return {
    anonymousCards: kindLift("payment_kind", ANONYMOUS_CARDS, members, ground),
    invoice: kindLift("payment_kind", INVOICE, members, ground),
    sharedCards: held("payment").sharedShare({ passOverTop: true }), // a company's card is one
    oneCard: held("payment").topShare(),
    sharedDevices: held("device").sharedShare(),
    oneDevice: held("device").topShare(),
    unpaid: noneLift("payment", members, ground),
    sharedPapers: Math.max(...PAPERS.map((name) => held(name).sharedShare())),
    ownDomain: ownShare("email_domain", members, ground),
    oneDomain: topLift("email_domain", members, ground),
    shapes: topLift("email_shape", members, ground),
    oneBin: topLift("bin", members, ground),
    oneToolchain: topLift("toolchain", members, ground),
    ownToolchain: ownShare("toolchain", members, ground),
    organization: held("organization").topShare(),
    surname: held("name_word").topShare(),
    oneStem: Math.max(held("email_stem").topShare(), held("email_local").topShare()),
    ...codeFeatures(members, ground),
    ...referralFeatures(members, ground),
    oddLocale: topLift("locale", members, ground),
  };
}

function networkFeatures(members: readonly number[], ground: Ground) {
  const kind = (name: string) => ground.population.sightings.get(name);
  const countries = kind("country");
  const travelling = countries ? members.filter((a) => countries.start[a + 1] - countries.start[a] > 2).length / members.length : 0;
  return {
    hiding: kindLift("network_kind", HIDING, members, ground),
    corporate: kindLift("network_kind", CORPORATE, members, ground),
    education: kindLift("network_kind", EDUCATION, members, ground),
    oneSignupAddress: ground.held.look(kind("signup_ip"), members).topShare(),
    oneNetwork: Math.max(ground.held.look(kind("ip"), members).topShare(), ground.held.look(kind("signup_ip"), members).topShare()),
    travelling,
  };
}

function historyFeatures(members: readonly number[], population: Population, ground: Ground) {
  const lives = members.map((i) => population.lastSeen[i] - population.firstSeen[i]);
  return {
    ...paceFeatures(members, population),
    silent: median(members.map((i) => silence(population, i, ground.end))) - ground.silence,
    busy: Math.max(-1, Math.min(1, (median(members.map((i) => Math.log2(1 + population.events[i]))) - ground.logEvents) / 8)),
    burst: burstBits(members, population, ground) / 10,
    suspended: liftBits(countSuspended(ground.isSuspended, members), members.length, ground.suspendedShare) / 6,
    successors: successorShare(members, ground, ground.links.model.successions),
    shortLived: Math.max(0, 1 - median(lives) / ground.life),
  };
}
