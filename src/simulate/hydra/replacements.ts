/** A campaign -> its history: who signed up when for which slot of work, who was suspended, and who took over minutes later. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../tools/units.js";
import { Rng } from "../random.js";
import type { Accounts, Campaign, Happening, World } from "../world.js";

type Span = Pick<World, "start" | "end" | "style">;

/**
 * Usage events that an account has sent, on average, before anyone has a reason to suspend it; fewer where the campaign's time is too short
 * for that.
 */
const REASON_EVENTS = [2, 8] as const;

/** Nobody is suspended for what was done before the log of use begins: so many days of it are looked at first. */
const SEEN_DAYS = 1;

/** Fills sign-up and end of the campaign's accounts, tells the suspensions, and returns the chains: by slot, its accounts in turn. */
export function planSuccession(campaign: Campaign, accounts: Accounts, world: Span, happenings: Happening[]): number[][] {
  const rng = new Rng(campaign.seed, 606);
  const { ramp: rampDays, replaced: replacedShare, takeoverMinutes } = world.style.pacing;
  const replaced = Math.min(Math.floor(campaign.size * 0.5), Math.round(campaign.size * rng.between(...replacedShare)));
  const slots = campaign.size - replaced;
  const life = campaign.end - campaign.start;
  const ramp = Math.min(life * 0.3, rampDays[campaign.level] * rng.between(0.3, 1.3) * DAY_MS);
  const starts = firstSignups(rng, campaign, slots, ramp);
  const noticed = Math.max(campaign.start + ramp, world.start + SEEN_DAYS * DAY_MS);
  const cuts = suspensions(rng, noticed, Math.max(noticed, campaign.end - life * 0.1), slots, replaced);
  let account = campaign.first;
  return starts.map((start, slot) => {
    const chain: number[] = [];
    const crew = slot % campaign.crews;
    let time = start;
    cuts[slot]!.forEach((cut, turn, { length }) => {
      const left = length - turn;
      const room = Math.max(MINUTE_MS, (campaign.end - time) / (left + 1));
      const use = Math.min(room, Math.max(2 * HOUR_MS, (rng.between(...REASON_EVENTS) / campaign.rate) * DAY_MS));
      const suspended = Math.min(Math.max(cut, time + use), Math.max(time + use, campaign.end - left * use));
      accounts.signup[account] = Math.min(time, world.end - MINUTE_MS);
      accounts.end[account] = suspended;
      happenings.push({ time: suspended, account, what: "suspended" });
      chain.push(account++);
      time = suspended + rng.between(...takeoverMinutes) * MINUTE_MS;
    });
    accounts.signup[account] = Math.min(time, world.end - MINUTE_MS);
    accounts.end[account] = Math.max(time + HOUR_MS, campaign.end);
    if (rng.chance(0.06)) {
      accounts.end[account] = rng.between(Math.max(time + HOUR_MS / 2, noticed), Math.max(time + HOUR_MS, campaign.end));
      happenings.push({ time: accounts.end[account]!, account, what: "suspended" });
    }
    chain.push(account++);
    for (const one of chain) campaign.crewOf[one - campaign.first] = crew;
    return chain;
  });
}

/** By script, one after the other at a steady gap; or spread like anybody's. */
function firstSignups(rng: Rng, campaign: Campaign, slots: number, ramp: number): number[] {
  const scripted = campaign.level === "sloppy" || (campaign.level === "moderate" && rng.chance(0.5));
  if (!scripted) return Array.from({ length: slots }, () => campaign.start + rng.between(0, ramp));
  const bursts = Array.from({ length: rng.range(1, 4) }, () => campaign.start + rng.between(0, ramp));
  const made = bursts.map(() => 0);
  const gap = Math.min(rng.between(15_000, 10 * MINUTE_MS), (ramp * bursts.length) / slots);
  return Array.from({ length: slots }, () => {
    const burst = rng.int(bursts.length);
    made[burst]!++;
    return bursts[burst]! + (made[burst]! + rng.between(-0.2, 0.2)) * gap;
  });
}

/** By slot, when its account is suspended: one by one, or many in a wave. */
function suspensions(rng: Rng, from: number, to: number, slots: number, count: number): number[][] {
  const waves = rng.chance(0.4) ? Array.from({ length: rng.range(1, 3) }, () => rng.between(from, to)) : [];
  const cuts = Array.from({ length: slots }, (): number[] => []);
  for (let i = 0; i < count; i++) {
    const wave = waves.length > 0 && rng.chance(0.6);
    cuts[rng.int(slots)]!.push(wave ? rng.pick(waves) + rng.exponential(4 * MINUTE_MS) : rng.between(from, to));
  }
  return cuts.map((times) => times.sort((a, b) => a - b));
}
