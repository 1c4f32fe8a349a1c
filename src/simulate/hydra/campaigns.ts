/**
 * Fraudulent accounts to divide -> campaigns with an operator, a level and habits; some of them on shared ground, some under a false flag.
 */

import { DAY_MS, MINUTE_MS } from "../../tools/units.js";
import { inventDomain, inventToolchain, MAIL_PROVIDERS, pickSdk } from "../people/vocabulary.js";
import { cumulate, hash32, hash53, Rng } from "../random.js";
import type { Level, Settings } from "../settings.js";
import type { Campaign, Operator, Plant } from "../world.js";
import { planOperators } from "./operators.js";

/** Accounts of rings and of campaigns, in that order. */
export function divideFraud(rng: Rng, count: number): { rings: number[]; campaigns: number[] } {
  const rings: number[] = [];
  let forRings = count < 40 ? 0 : Math.round(count * rng.between(0.06, 0.12));
  while (forRings >= 3) {
    const size = Math.min(forRings, Math.round(rng.pareto(3, 26, 0.8)));
    rings.push(size);
    forRings -= size;
  }
  const campaigns: number[] = [];
  let left = count - rings.reduce((sum, size) => sum + size, 0);
  const most = Math.max(12, Math.min(8000, left * 0.35));
  while (left > 0) {
    const size = Math.min(left, Math.round(rng.pareto(8, most, 0.6)));
    if (size < 6 && campaigns.length > 0) campaigns[0]! += size;
    else campaigns.push(size);
    left -= size;
  }
  return { rings, campaigns };
}

/** What a level of evasion means, in numbers: shares of the traffic, accounts to a card and to a device. */
const HABITS: Readonly<Record<Level, { queue: Range; template: Range; perCard: number; perDevice: number }>> = {
  sloppy: { queue: [0, 0.2], template: [0.5, 0.9], perCard: 9, perDevice: 6 },
  moderate: { queue: [0, 0.25], template: [0.5, 0.8], perCard: 1.12, perDevice: 1.1 },
  careful: { queue: [0, 0.25], template: [0.5, 0.8], perCard: 1, perDevice: 1 },
  expert: { queue: [0.42, 0.58], template: [0, 0], perCard: 1, perDevice: 1 },
};
type Range = readonly [low: number, high: number];

export interface CampaignPlan {
  operators: Operator[];
  campaigns: Campaign[];
}

/** The address pools that everybody can rent. */
interface Ground {
  pools: readonly number[];
  poolSize: number;
}

/** Campaigns of the sizes given, for accounts from `first` on. */
export function planCampaigns(settings: Settings, sizes: readonly number[], first: number, ground: Ground): CampaignPlan {
  const rng = new Rng(settings.seed, 601);
  const operators = planOperators(settings, settings.operators ?? Math.min(40, Math.max(2, Math.round(sizes.length / 2.5))));
  const owners = assign(rng, settings, operators, sizes);
  const levels = rng.sample(settings.levels, settings.levels.length);
  let next = first;
  const campaigns = sizes.map((size, index): Campaign => {
    const campaign = planCampaign(settings, owners[index]!, { level: levels[index % levels.length]!, index, first: next, size }, ground);
    next += size;
    return campaign;
  });
  shareResellers(rng, campaigns, ground);
  plantFalseFlags(rng, campaigns, operators);
  return { operators, campaigns };
}

/**
 * Who runs which campaign: by drawn weights; or each nearest to its given share of the accounts, and everyone with a share at least one.
 */
function assign(rng: Rng, { operatorShares }: Settings, operators: readonly Operator[], sizes: readonly number[]): Operator[] {
  if (operatorShares === null) {
    const weights = cumulate(operators.map(() => rng.exponential(1) + 0.2));
    return sizes.map(() => operators[rng.weighted(weights)]!);
  }
  const owed = operatorShares.map((share) => (share * total(sizes)) / total(operatorShares));
  const ascending = sizes.map((_, i) => i).sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  const unserved = operators.map((_, o) => o).filter((o) => owed[o]! > 0);
  const chosen: Operator[] = [];
  const give = (campaign: number, operator: number): void => {
    owed[operator]! -= sizes[campaign]!;
    chosen[campaign] = operators[operator]!;
  };
  ascending.splice(0, unserved.length).forEach((campaign, i) => {
    give(campaign, unserved[i]!);
  });
  for (const campaign of ascending.reverse()) give(campaign, owed.indexOf(Math.max(...owed)));
  return chosen;
}

const total = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

function planCampaign(
  settings: Settings,
  operator: Operator,
  { level, index, first, size }: Pick<Campaign, "level" | "first" | "size"> & { index: number },
  { pools, poolSize }: Ground,
): Campaign {
  const rng = new Rng(settings.seed, 602, index);
  const habit = HABITS[level];
  const whole = settings.fraudExchanges !== null; // a published case: there from first to last
  const start = settings.start + (whole ? rng.between(-6, settings.days * 0.1) : rng.between(-12, settings.days * 0.45)) * DAY_MS;
  const end = Math.min(
    settings.start + settings.days * DAY_MS,
    Math.max(start, settings.start) + (whole ? 2 : rng.between(0.4, 1.3)) * settings.days * DAY_MS,
  );
  const ownPool = level === "sloppy";
  return {
    level,
    operator,
    seed: hash32(settings.seed, 603, index),
    first,
    size,
    start,
    end,
    chains: [],
    toolchains: rng.sample(
      [...rng.sample(operator.toolchains, 2), inventToolchain(rng), inventToolchain(rng)],
      level === "sloppy" ? 1 : rng.range(1, 3),
    ),
    signupToolchain: null,
    bins: rng.sample(operator.bins, rng.range(1, 4)),
    domains: mailDomains(rng, level, operator),
    mailPattern: rng.int(9),
    phonePrefixes: operator.phonePrefixes,
    pool: ownPool ? hash32(settings.seed, 604, index) : rng.pick(pools),
    poolSize: ownPool ? Math.max(1, Math.ceil(size / rng.range(4, 25))) : poolSize,
    cards: Math.max(1, Math.ceil(size / habit.perCard)),
    devices: Math.max(1, Math.ceil(size / habit.perDevice)),
    templates: [
      ...Array.from({ length: rng.range(3, 12 + Math.min(60, Math.round(size / 20))) }, (_, i) => hash53(settings.seed, 605 + i, index)),
      ...rng.sample(operator.templates, Math.ceil(operator.templates.length * rng.between(0.1, 0.35))), // seldom: they come last
    ],
    queueShare: level !== "expert" && rng.chance(0.5) ? 0 : rng.between(...habit.queue),
    templateShare: rng.between(...habit.template),
    rate: Math.max(0.4, (settings.eventsPerAccount / settings.days) * rng.lognormal(2.8, 0.3)),
    shards: rng.range(2, 5),
    templateLife: rng.range(1, 12),
    spreadMs: rng.between(0.5, 2.5) * MINUTE_MS,
    aroundTheClock: rng.chance(0.6),
    plant: null,
  };
}

/** One catch-all domain, or a popular provider, or a few of both. */
function mailDomains(rng: Rng, level: Level, operator: Operator): string[] {
  if (level === "sloppy") return [rng.chance(0.7) ? rng.pick(operator.domains) : inventDomain(rng)];
  if (rng.chance(0.5)) return [rng.pick(MAIL_PROVIDERS)];
  return rng.sample([...operator.domains, ...MAIL_PROVIDERS.slice(0, 4)], 3);
}

/** A proxy service that serves two operators: one corner of a pool that innocents rent too, one sign-up service, two kinds of traffic. */
function shareResellers(rng: Rng, campaigns: readonly Campaign[], { pools, poolSize }: Ground): void {
  const eligible = campaigns.filter(({ level }) => level === "moderate" || level === "careful");
  const wanted = Math.max(1, Math.round(campaigns.length / 20));
  for (let made = 0; made < wanted && eligible.length > 1; made++) {
    const one = eligible.shift()!;
    const other = eligible.find(({ operator }) => operator !== one.operator);
    if (!other) continue;
    eligible.splice(eligible.indexOf(other), 1);
    const service = {
      pool: rng.pick(pools),
      poolSize: Math.min(poolSize, Math.ceil((one.size + other.size) / 3) + 4),
      signupToolchain: rng.chance(0.5) ? inventToolchain(rng) : pickSdk(rng),
    };
    Object.assign(one, service);
    Object.assign(other, service);
  }
}

/** A campaign now and then shows what is known of another operator. */
function plantFalseFlags(rng: Rng, campaigns: readonly Campaign[], operators: readonly Operator[]): void {
  const wanted = campaigns.length < 3 ? 0 : Math.max(1, Math.round(campaigns.length / 15));
  for (const campaign of rng.sample(
    campaigns.filter(({ level }) => level !== "sloppy"),
    wanted,
  )) {
    const victims = operators.filter((operator) => operator.known && operator !== campaign.operator);
    if (victims.length === 0) continue;
    const kind = rng.pick<Plant["kind"]>(["toolchain", "domain", "asn", "bin"]);
    campaign.plant = { kind, victim: rng.pick(victims), share: rng.between(0.3, 1) };
  }
}
