/** Settings -> a planned world: who there is, in which group, from when to when, how busy. What they do is drawn later, day by day. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../tools/units.js";
import { buyAged } from "./hydra/aged.js";
import { divideFraud, planCampaigns } from "./hydra/campaigns.js";
import { planSuccession } from "./hydra/replacements.js";
import { offsetHoursOf } from "./overlays.js";
import { divideInnocents, INDIVIDUAL, INNOCENTS, lesson, type Part, type Window } from "./people/innocents.js";
import { roams } from "./people/persona.js";
import { ringLife, ringSignups } from "./people/rings.js";
import { hash32, Rng } from "./random.js";
import type { Settings } from "./settings.js";
import type { Sharing } from "./styles/style.js";
import { STYLES } from "./styles/styles.js";
import type { Accounts, Campaign, Group, GroupKind, Happening, World } from "./world.js";

/** An innocent account's, the median; the busiest have hundreds. */
const INNOCENT_EXCHANGES = 6;

/** Those who roam do so much more than others: assumed. */
const BUSY = 4;

/** A world that is being planned. */
type Draft = World & { happenings: Happening[]; pauses: Map<number, readonly [from: number, to: number]> };

export function planWorld(settings: Settings): World {
  const rng = new Rng(settings.seed, 901);
  const style = STYLES[settings.style]!;
  const { networks, pacing } = style;
  const fraud = Math.round(settings.accounts * settings.fraud);
  const parts = divideInnocents(rng, settings.accounts - fraud, style);
  const { rings, campaigns: sizes } = divideFraud(rng, fraud, pacing);
  const poolSize = Math.max(12, Math.round(settings.accounts / networks.perPoolAddress));
  const pools = Array.from({ length: 3 + Math.round(Math.log2(settings.accounts) / 4) }, (_, i) => hash32(i, settings.seed, 902));
  const innocentsAndRings = [...parts, ...rings.map((size) => ({ kind: "promo_ring" as const, size, twin: null }))];
  const first = innocentsAndRings.reduce((sum, part) => sum + part.size, 0);
  const { operators, campaigns } = planCampaigns(settings, style, sizes, first, { pools, poolSize });
  const groups = numberGroups(settings, innocentsAndRings, campaigns);
  const accounts = newAccounts(settings, groups);
  const start = settings.start;
  const world: Draft = {
    settings,
    style,
    start,
    end: start + settings.days * DAY_MS,
    accounts,
    groups,
    operators,
    campaigns,
    happenings: [],
    pauses: new Map(),
    pools,
    poolSize,
    natSize: Math.max(1, Math.round(settings.accounts / networks.perNat)),
    vpnSize: Math.max(20, Math.round(settings.accounts / networks.perVpnExit)),
    releaseAt: start + settings.days * 0.6 * DAY_MS,
  };
  for (const group of groups) {
    if (group.campaign) planCampaignAccounts(world, group.campaign);
    else planInnocentAccounts(world, group);
    for (let i = group.first; i < group.first + group.size; i++) {
      accounts.offsetHours[i] = offsetHoursOf(world, group, i);
      accounts.from[i] ||= accounts.signup[i]!;
    }
  }
  settleVolumes(world);
  world.happenings.sort((a, b) => a.time - b.time || a.account - b.account);
  return world;
}

function numberGroups(settings: Settings, parts: readonly Part[], campaigns: readonly Campaign[]): Group[] {
  let first = 0;
  const groups = parts.map(({ kind, size, twin }, i): Group => {
    const group = { kind, seed: hash32(i, settings.seed, 903), first, size, campaign: null, twin };
    first += size;
    return group;
  });
  return [
    ...groups,
    ...campaigns.map(
      (campaign): Group => ({ kind: "campaign", seed: campaign.seed, first: campaign.first, size: campaign.size, campaign, twin: null }),
    ),
  ];
}

function newAccounts(settings: Settings, groups: readonly Group[]): Accounts {
  const size = settings.accounts;
  const group = new Uint32Array(size);
  groups.forEach((entry, g) => {
    group.fill(g, entry.first, entry.first + entry.size);
  });
  return {
    size,
    seed: Uint32Array.from({ length: size }, (_, i) => hash32(i, settings.seed, 904)),
    group,
    signup: new Float64Array(size),
    from: new Float64Array(size),
    end: new Float64Array(size),
    rate: new Float32Array(size),
    exchanges: new Float32Array(size),
    offsetHours: new Float32Array(size),
  };
}

/** A suspended account stays so: the campaign does not appeal, it moves on to the next. */
function planCampaignAccounts(world: Draft, campaign: Campaign): void {
  const { signup, end, rate, exchanges } = world.accounts;
  campaign.chains = planSuccession(campaign, world.accounts, world, world.happenings);
  if (world.style.evasion.aged) buyAged(campaign, world, world.style.evasion.aged);
  const rng = new Rng(campaign.seed, 905);
  const daily = world.style.pacing.exchanges * rng.lognormal(0.96, 0.3);
  for (let i = campaign.first; i < campaign.first + campaign.size; i++) {
    const own = rng.lognormal(0.956, 0.3); // mean 1
    rate[i] = campaign.rate * (1 - campaign.queueShare) * own;
    exchanges[i] = (daily / campaign.rate) * rng.lognormal(0.95, 0.35);
    if (rng.chance(0.04))
      world.happenings.push({
        time: rng.between(Math.max(world.accounts.from[i]! || signup[i]!, world.start), end[i]!),
        account: i,
        what: "update",
      });
  }
}

function planInnocentAccounts(world: Draft, group: Group): void {
  const { signup, end, rate, exchanges } = world.accounts;
  const rng = new Rng(group.seed, 906);
  const window: Window = {
    start: world.start,
    end: world.end,
    leadMs: Math.max(world.style.groups.leadDays, world.settings.days) * DAY_MS,
  };
  const ring = group.kind === "promo_ring";
  const kind = INNOCENTS[group.kind as Sharing] ?? INDIVIDUAL;
  const { activity } = world.style.people;
  const times = ring
    ? ringSignups(rng, group.size, window, world.style.rings)
    : (group.twin === "classroom" ? lesson : kind.signups)(rng, group.size, window);
  const life = ring ? ringLife(rng, world.style.rings) : null;
  for (let i = 0; i < group.size; i++) {
    const account = group.first + i;
    signup[account] = Math.min(times[i]!, world.end - rng.between(5, 90) * MINUTE_MS);
    end[account] = life?.(signup[account]!, world.end) ?? lastsUntil(rng, group.kind, signup[account]!, world);
    rate[account] = rng.lognormal(1, activity.sigma) * kind.activity * (ring ? 0.4 : 1) * (roams(world, account) ? BUSY : 1);
    exchanges[account] = ring
      ? 1
      : (rng.lognormal(INNOCENT_EXCHANGES, activity.exchangesSigma) * world.settings.days) / world.settings.eventsPerAccount;
    if (world.style.groups.returners > 0 && !ring) comeBackLate(world, account, rng);
    mishaps(world, group, i, rng);
  }
}

/** Some sign up, do nothing for weeks, and then come back with a card: what an account that is bought aged does, in innocence. */
function comeBackLate({ style, accounts, happenings }: Draft, account: number, rng: Rng): void {
  if (!rng.chance(style.groups.returners)) return;
  const { signup, from, end } = accounts;
  const back = signup[account]! + rng.between(10, style.groups.leadDays / 2) * DAY_MS;
  if (back > end[account]! - DAY_MS) return;
  from[account] = back;
  happenings.push({ time: back - rng.between(0.1, 30) * MINUTE_MS, account, what: "handover" });
}

/** Most stay; some leave after days or weeks. */
function lastsUntil(rng: Rng, kind: GroupKind, signup: number, world: World): number {
  const brief = kind === "hackathon" || (kind === "promo_ring" && world.style.rings === null);
  if (!rng.chance(brief ? 0.75 : 0.3)) return world.end;
  return Math.min(world.end, Math.max(signup, world.start) + HOUR_MS + rng.exponential((brief ? 3 : 20) * DAY_MS));
}

/** The wrongly suspended, those who close their account, those who change their particulars: among all kinds. */
function mishaps({ style, accounts, start, end: worldEnd, happenings, pauses }: Draft, group: Group, index: number, rng: Rng): void {
  const { suspended } = style.pacing;
  const { signup, end } = accounts;
  const account = group.first + index;
  const from = Math.max(signup[account]!, start);
  const roll = rng.next();
  const when = rng.between(from, end[account]!);
  if (group.kind === "pair" && index === 1 && roll < 0.25) {
    // suspended, and back with another account
    const first = group.first;
    const before = signup[account]! - rng.exponential(5 * HOUR_MS);
    if (before < Math.max(start, signup[first]!)) return;
    end[first] = before;
    happenings.push({ time: before, account: first, what: "suspended" });
  } else if (group.kind === "promo_ring" ? roll < suspended.ring : roll < suspended.innocent) {
    happenings.push({ time: when, account, what: "suspended" });
    const back = when + rng.lognormal(30 * HOUR_MS, 1);
    if (rng.chance(0.6) && back < worldEnd) {
      happenings.push({ time: back, account, what: "reinstated" });
      pauses.set(account, [when, back]);
    } else end[account] = when;
  } else if (roll < 0.02 && end[account]! < worldEnd) happenings.push({ time: end[account]!, account, what: "closed" });
  else if (roll < 0.06) happenings.push({ time: when, account, what: "update" });
}

/** Rates and exchanges were drawn relative to each other: makes their totals what the settings ask for. */
function settleVolumes(world: World): void {
  const { settings, accounts, groups } = world;
  let drawn = 0;
  let innocents = 0;
  const expected = world.operators.map(() => 0);
  const days = (i: number): number => Math.max(0, accounts.end[i]! - Math.max(accounts.from[i]!, world.start)) / DAY_MS;
  for (let i = 0; i < accounts.size; i++) {
    const { campaign } = groups[accounts.group[i]!]!;
    if (campaign) expected[world.operators.indexOf(campaign.operator)]! += days(i) * accounts.exchanges[i]! * campaign.rate;
    else {
      drawn += accounts.rate[i]! * days(i);
      innocents++;
    }
  }
  const total = expected.reduce((a, b) => a + b, 0);
  const factor = (settings.eventsPerAccount * innocents) / Math.max(drawn, 1e-9);
  for (let i = 0; i < accounts.size; i++) {
    const { campaign } = groups[accounts.group[i]!]!;
    if (!campaign) accounts.rate[i]! *= factor;
    else if (settings.fraudExchanges !== null) {
      const operator = world.operators.indexOf(campaign.operator);
      const share = settings.exchangeShares?.[operator] ?? expected[operator]! / total;
      accounts.exchanges[i]! *= (settings.fraudExchanges * share) / expected[operator]!;
    }
  }
}
