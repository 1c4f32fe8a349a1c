/** Fraudulent accounts to divide -> campaigns with an operator, a level and a history: who held which slot of work, who was suspended, who took over. */
import { planOperators } from "./operators.js";
import { hash32, hash53, Rng } from "./random.js";
import { DAY_MS, HOUR_MS, type Level, MINUTE_MS, type Settings } from "./settings.js";
import { inventDomain, inventToolchain, MAIL_PROVIDERS, pickSdk } from "./vocabulary.js";
import type { Campaign, Happening, Operator, Plant } from "./world.js";

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

/** What a level of evasion means, in numbers: the only place where levels differ in kind of traffic and history. */
const HABITS: Readonly<
  Record<
    Level,
    { queue: readonly [number, number]; template: readonly [number, number]; rampDays: number; perCard: number; perDevice: number }
  >
> = {
  sloppy: { queue: [0, 0.2], template: [0.4, 0.8], rampDays: 2, perCard: 9, perDevice: 6 },
  moderate: { queue: [0, 0.25], template: [0.35, 0.6], rampDays: 5, perCard: 1.12, perDevice: 1.1 },
  careful: { queue: [0, 0.25], template: [0.3, 0.55], rampDays: 10, perCard: 1, perDevice: 1 },
  expert: { queue: [0.42, 0.58], template: [0, 0], rampDays: 18, perCard: 1, perDevice: 1 },
};

export interface CampaignPlan {
  operators: Operator[];
  campaigns: Campaign[];
}

/** Campaigns of the sizes given, for accounts from `first` on. */
export function planCampaigns(
  settings: Settings,
  sizes: readonly number[],
  first: number,
  pools: readonly number[],
  poolSize: number,
): CampaignPlan {
  const rng = new Rng(settings.seed, 601);
  const operators = planOperators(settings, settings.operators ?? Math.min(40, Math.max(2, Math.round(sizes.length / 2.5))));
  const weights = settings.operatorShares ?? operators.map(() => rng.exponential(1) + 0.2);
  const given = operators.map(() => 0);
  const levels = rng.sample(settings.levels, settings.levels.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const campaigns = sizes.map((size, i): Campaign => {
    const owed = operators.map((_, o) => (weights[o] ?? 0) * total - given[o]! * sum(weights));
    const index = settings.operatorShares ? owed.indexOf(Math.max(...owed)) : rng.weighted(running(weights));
    given[index]! += size;
    const campaign = planCampaign(settings, operators[index]!, levels[i % levels.length]!, i, first, size, pools, poolSize);
    first += size;
    return campaign;
  });
  return { operators, campaigns: plantFalseFlags(rng, shareResellers(rng, campaigns), operators) };
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const running = (list: readonly number[]): number[] => list.map((_, i) => sum(list.slice(0, i + 1)));

function planCampaign(
  settings: Settings,
  operator: Operator,
  level: Level,
  index: number,
  first: number,
  size: number,
  pools: readonly number[],
  poolSize: number,
): Campaign {
  const rng = new Rng(settings.seed, 602, index);
  const habit = HABITS[level];
  const start = settings.start + rng.between(-12, settings.days * 0.45) * DAY_MS;
  const end = Math.min(
    settings.start + settings.days * DAY_MS,
    Math.max(start, settings.start) + rng.between(0.4, 1.3) * settings.days * DAY_MS,
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
    toolchains: rng.sample([...operator.toolchains, inventToolchain(rng)], level === "sloppy" ? 1 : rng.range(1, 3)),
    signupToolchain: null,
    bins: rng.sample(operator.bins, rng.range(1, 4)),
    domains:
      level === "sloppy"
        ? [rng.chance(0.7) ? rng.pick(operator.domains) : inventDomain(rng)]
        : rng.chance(0.5)
          ? [rng.pick(MAIL_PROVIDERS)]
          : rng.sample([...operator.domains, ...MAIL_PROVIDERS.slice(0, 4)], 3),
    mailPattern: rng.int(9),
    phonePrefixes: operator.phonePrefixes,
    pool: ownPool ? hash32(settings.seed, 604, index) : rng.pick(pools),
    poolSize: ownPool ? Math.max(1, Math.ceil(size / rng.range(4, 25))) : poolSize,
    cards: Math.max(1, Math.ceil(size / habit.perCard)),
    devices: Math.max(1, Math.ceil(size / habit.perDevice)),
    templates: [
      ...rng.sample(operator.templates, Math.ceil(operator.templates.length * rng.between(0.2, 0.7))),
      ...Array.from({ length: rng.range(3, 12 + Math.min(60, Math.round(size / 20))) }, (_, i) => hash53(settings.seed, 605 + i, index)),
    ],
    queueShare: level !== "expert" && rng.chance(0.5) ? 0 : rng.between(...habit.queue),
    templateShare: rng.between(...habit.template),
    rate: Math.max(0.4, (settings.eventsPerAccount / settings.days) * rng.lognormal(1.4, 0.25)),
    shards: rng.range(2, 5),
    templateLife: rng.range(1, 12),
    spreadMs: rng.between(0.5, 2.5) * MINUTE_MS,
    aroundTheClock: rng.chance(0.6),
    plant: null,
  };
}

/** A proxy service that serves two operators: one pool, one sign-up service, two kinds of traffic. */
function shareResellers(rng: Rng, campaigns: Campaign[]): Campaign[] {
  const eligible = campaigns.filter(({ level }) => level === "moderate" || level === "careful");
  const wanted = Math.max(1, Math.round(campaigns.length / 20));
  for (let made = 0; made < wanted && eligible.length > 1; made++) {
    const one = eligible.shift()!;
    const other = eligible.find(({ operator }) => operator !== one.operator);
    if (!other) continue;
    eligible.splice(eligible.indexOf(other), 1);
    const service = {
      pool: rng.u32(),
      poolSize: Math.ceil((one.size + other.size) / 3) + 4,
      signupToolchain: rng.chance(0.5) ? inventToolchain(rng) : pickSdk(rng),
    };
    for (const member of [one, other]) Object.assign(member, service, member.level === "careful" ? { level: "moderate" } : {});
  }
  return campaigns;
}

/** A campaign now and then shows what is known of another operator. */
function plantFalseFlags(rng: Rng, campaigns: Campaign[], operators: readonly Operator[]): Campaign[] {
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
  return campaigns;
}

/** A campaign's slots of work -> when each account signs up and falls silent, and the suspensions between them. Fills `signup` and `end`, returns the chains. */
export function planSuccession(
  campaign: Campaign,
  worldEnd: number,
  signup: Float64Array,
  end: Float64Array,
  happenings: Happening[],
): number[][] {
  const rng = new Rng(campaign.seed, 606);
  const slots = Math.min(
    campaign.size,
    Math.max(Math.ceil(campaign.size * 0.5), campaign.size - Math.round(campaign.size * rng.between(0.05, 0.5))),
  );
  const life = campaign.end - Math.max(campaign.start, worldEnd - 400 * DAY_MS);
  const ramp = Math.min(life * 0.3, HABITS[campaign.level].rampDays * rng.between(0.3, 1.3) * DAY_MS);
  const bursts = Array.from({ length: rng.range(1, 4) }, () => campaign.start + rng.between(0, ramp));
  const gap = rng.between(15_000, 10 * MINUTE_MS);
  const inBurst = bursts.map(() => 0);
  const regular = campaign.level === "sloppy" || (campaign.level === "moderate" && rng.chance(0.5));
  const starts = Array.from({ length: slots }, () => {
    const burst = rng.int(bursts.length);
    return regular ? bursts[burst]! + inBurst[burst]!++ * gap * rng.between(0.8, 1.2) : campaign.start + rng.between(0, ramp);
  });
  const latest = worldEnd - 2 * HOUR_MS;
  const waves = rng.chance(0.4) ? Array.from({ length: rng.range(1, 3) }, () => rng.between(campaign.start + ramp, campaign.end)) : [];
  const cuts = starts.map((): number[] => []);
  for (let i = slots; i < campaign.size; i++) {
    const wave = waves.length > 0 && rng.chance(0.6);
    cuts[rng.int(slots)]!.push(wave ? rng.pick(waves) + rng.exponential(4 * MINUTE_MS) : rng.between(campaign.start + ramp, campaign.end));
  }
  let account = campaign.first;
  return starts.map((start, slot) => {
    const chain: number[] = [];
    let time = Math.min(start, latest);
    for (const cut of cuts[slot]!.sort((a, b) => a - b)) {
      const suspended = Math.min(Math.max(cut, time + 2 * HOUR_MS), worldEnd - HOUR_MS);
      signup[account] = time;
      end[account] = suspended;
      happenings.push({ time: suspended, account, what: "suspended" });
      chain.push(account++);
      time = suspended + rng.between(1.5, 22) * MINUTE_MS;
    }
    signup[account] = time;
    end[account] = Math.max(time + HOUR_MS, campaign.end);
    if (rng.chance(0.06)) {
      end[account] = rng.between(time + HOUR_MS / 2, end[account]!);
      happenings.push({ time: end[account]!, account, what: "suspended" });
    }
    chain.push(account++);
    return chain;
  });
}
