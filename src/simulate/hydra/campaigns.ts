/**
 * Fraudulent accounts to divide -> campaigns with an operator, a level and habits; some of them on shared ground, some under a false flag.
 */

import { DAY_MS, MINUTE_MS } from "../../tools/units.js";
import { inventDomain, inventToolchain, MAIL_PROVIDERS, pickSdk } from "../people/vocabulary.js";
import { cumulate, hash32, hash53, Rng } from "../random.js";
import type { Level, Settings } from "../settings.js";
import { draw } from "../styles/draw.js";
import type { Style } from "../styles/style.js";
import type { Campaign, Operator, Plant } from "../world.js";
import { ownPoolSize, planEvasion, regionalBins } from "./evasion.js";
import { planOperators } from "./operators.js";

/** Accounts of rings and of campaigns, in that order. */
export function divideFraud(rng: Rng, count: number, { rings: share, size: sizes }: Pacing): { rings: number[]; campaigns: number[] } {
  const rings: number[] = [];
  let forRings = count < 40 ? 0 : Math.round(count * rng.between(...share));
  while (forRings >= 3) {
    const size = Math.min(forRings, Math.round(rng.pareto(3, 26, 0.8)));
    rings.push(size);
    forRings -= size;
  }
  const campaigns: number[] = [];
  let left = count - rings.reduce((sum, size) => sum + size, 0);
  const most = Math.max(12, Math.min(sizes.high, left * 0.35));
  while (left > 0) {
    const size = Math.min(left, Math.round(rng.pareto(sizes.low, most, sizes.alpha)));
    if (size < sizes.low * 0.75 && campaigns.length > 0) campaigns[0]! += size;
    else campaigns.push(size);
    left -= size;
  }
  return { rings, campaigns };
}

type Pacing = Style["pacing"];

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
export function planCampaigns(settings: Settings, style: Style, sizes: readonly number[], first: number, ground: Ground): CampaignPlan {
  const rng = new Rng(settings.seed, 601);
  const { campaignsPerOperator, operatorShares } = style.pacing;
  const usual = operatorShares?.length ?? Math.min(40, Math.max(2, Math.round(sizes.length / campaignsPerOperator)));
  const operators = planOperators(settings, style, settings.operators ?? usual);
  const shares = settings.operatorShares ?? (settings.operators === null ? operatorShares : null);
  const owners = assign(rng, shares, operators, sizes);
  const levels = rng.sample(settings.levels, settings.levels.length);
  let next = first;
  const campaigns = sizes.map((size, index): Campaign => {
    const campaign = planCampaign(
      settings,
      style,
      owners[index]!,
      { level: levels[index % levels.length]!, index, first: next, size },
      ground,
    );
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
function assign(rng: Rng, operatorShares: readonly number[] | null, operators: readonly Operator[], sizes: readonly number[]): Operator[] {
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
  style: Style,
  operator: Operator,
  { level, index, first, size }: Pick<Campaign, "level" | "first" | "size"> & { index: number },
  { pools, poolSize }: Ground,
): Campaign {
  const rng = new Rng(settings.seed, 602, index);
  const { pacing, evasion } = style;
  const { perCard, perDevice } = level === "sloppy" || level === "moderate" ? evasion.reuse[level] : { perCard: 1, perDevice: 1 };
  const traffic = pacing.traffic[level];
  const { least, most, accountsPerMore } = pacing.templates;
  const whole = settings.fraudExchanges !== null; // a published case: there from first to last
  const start = settings.start + (whole ? rng.between(-6, settings.days * 0.1) : rng.between(-12, settings.days * 0.45)) * DAY_MS;
  const end = Math.min(
    settings.start + settings.days * DAY_MS,
    Math.max(start, settings.start) + (whole ? 2 : rng.between(0.4, 1.3)) * settings.days * DAY_MS,
  );
  const { tools, ...ways } = planEvasion(settings, style, operator, { level, index, size, start, end }, pools, poolSize);
  const { ownPool, region } = ways;
  const drawn = rng.sample(
    [...rng.sample(operator.toolchains, 2), inventToolchain(rng), inventToolchain(rng)],
    level === "sloppy" ? 1 : rng.range(1, 3),
  );
  return {
    ...ways,
    level,
    operator,
    seed: hash32(settings.seed, 603, index),
    first,
    size,
    start,
    end,
    chains: [],
    toolchains: tools ?? drawn,
    signupToolchain: null,
    bins: region ? regionalBins(rng, style, settings.seed, region) : rng.sample(operator.bins, rng.range(1, 4)),
    domains: region ? [draw(rng, region.mail ?? style.people.mail)] : mailDomains(rng, level, operator),
    mailPattern: rng.int(9),
    phonePrefixes: region
      ? Array.from({ length: 3 }, () => `+${region.dial}${rng.range(600, 999)}${rng.range(10, 99)}`)
      : operator.phonePrefixes,
    pool: ownPool ? hash32(settings.seed, 604, index) : rng.pick(pools),
    poolSize: ownPool ? ownPoolSize(rng, level, size) : poolSize,
    cards: Math.max(1, Math.ceil(size / perCard)),
    devices: Math.max(1, Math.ceil(size / perDevice)),
    templates: [
      ...Array.from({ length: rng.range(least, most + Math.min(60, Math.round(size / accountsPerMore))) }, (_, i) =>
        hash53(settings.seed, 605 + i, index),
      ),
      ...rng.sample(operator.templates, Math.ceil(operator.templates.length * rng.between(0.1, 0.35))), // seldom: they come last
    ],
    queueShare: level !== "expert" && rng.chance(1 - pacing.queues) ? 0 : rng.between(...traffic.queue),
    templateShare: rng.between(...traffic.template),
    rate: Math.max(0.4, (settings.eventsPerAccount / settings.days) * rng.lognormal(pacing.rate, 0.3)),
    shards: rng.range(...pacing.shards),
    templateLife: rng.range(...pacing.templateBursts),
    spreadMs: rng.between(...pacing.spreadMinutes) * MINUTE_MS,
    aroundTheClock: rng.chance(pacing.aroundTheClock),
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
      ownPool: false,
      failOver: null,
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
