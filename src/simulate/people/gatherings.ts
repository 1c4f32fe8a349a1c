/** A group and a day -> what its accounts do together: timetables, benchmarks, a company's batches, and the work queues of campaigns. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../tools/units.js";
import { FLAT, moment, OFFICE } from "../hours.js";
import { hash53, Rng } from "../random.js";
import type { AddUsage, Campaign, Group, World } from "../world.js";
import { twinQueue } from "./twins.js";

export function gather(world: World, group: Group, day: number, number: number, add: AddUsage): void {
  if (group.campaign) workQueue(world, group.campaign, day, number, add);
  else if (group.twin) twinQueue(world, group, day, number, add);
  else if (group.kind === "automation") timetable(world, group, day, number, add);
  else if (group.kind === "benchmark") nightly(group, day, number, add);
  else if (group.kind === "company" && group.size >= 4 && group.seed % 10 < world.style.ties.company.batching)
    batches(group, day, number, add);
}

/**
 * A published automation: strangers run the same prompts at the same minutes, each time the same crowd. The benign twin of a work queue.
 */
function timetable(world: World, group: Group, day: number, number: number, add: AddUsage): void {
  const fixed = new Rng(group.seed, 1101);
  const perDay = Math.max(1, Math.min(fixed.range(1, 6), Math.round((world.settings.eventsPerAccount / world.settings.days) * 1.5)));
  const first = fixed.int(24);
  const { attendance: range, onTheHour, lagSeconds } = world.style.ties.timetable;
  const minute = fixed.chance(onTheHour) ? 0 : fixed.int(12) * 5;
  const attendance = fixed.between(...range);
  const versionDays = fixed.pick([7, 14, 1000, 1000]);
  const rng = new Rng(group.seed, number, 1102);
  for (let run = 0; run < perDay; run++) {
    const start = day + ((first + Math.floor((24 / perDay) * run)) % 24) * HOUR_MS + minute * MINUTE_MS;
    const template = hash53(group.seed, run + 10 * Math.floor(number / versionDays), 1103);
    for (let i = 0; i < group.size; i++) {
      const lag = 1500 + (i % 40) * 900; // each machine's own
      if (rng.chance(attendance)) add(rng, start + lag + rng.exponential(1000 * lagSeconds), group.first + i, template);
    }
  }
}

/** A benchmark, run every night by many, most of them at the hour that its README names. */
function nightly(group: Group, day: number, number: number, add: AddUsage): void {
  const fixed = new Rng(group.seed, 1104);
  const prompts = fixed.range(20, 120);
  const hour = fixed.int(24);
  const rng = new Rng(group.seed, number, 1105);
  for (let i = 0; i < group.size; i++) {
    if (!rng.chance(0.8)) continue;
    const own = new Rng(group.seed, i, 1106);
    let time = day + (own.chance(0.5) ? hour : own.int(24)) * HOUR_MS + rng.exponential(20_000);
    for (let k = 0; k < 3; k++) {
      add(rng, time, group.first + i, hash53(group.seed, (number * 3 + k) % prompts, 1107));
      time += rng.between(20_000, 60_000);
    }
  }
}

/** A company that spreads its own batch work over its seats. */
function batches(group: Group, day: number, number: number, add: AddUsage): void {
  const rng = new Rng(group.seed, number, 1108);
  for (let burst = rng.poisson(2); burst > 0; burst--) {
    const start = moment(rng, day, FLAT, 0);
    const template = hash53(group.seed, rng.int(30), 1109);
    for (let k = rng.range(2, 4); k > 0; k--) add(rng, start + rng.between(0, 2 * MINUTE_MS), group.first + rng.int(group.size), template);
  }
}

/**
 * One queue of work, sharded: each item goes as near-identical prompts to a few accounts within a minute or three; then the queue moves on.
 */
function workQueue(world: World, campaign: Campaign, day: number, number: number, add: AddUsage): void {
  if (campaign.queueShare === 0 || day >= campaign.end || day + DAY_MS <= campaign.start) return;
  const rng = new Rng(campaign.seed, number, 1110);
  const here = campaign.chains.filter((chain) => holderAt(world, chain, day + DAY_MS / 2) >= 0).length;
  const count = rng.poisson((here * campaign.rate * campaign.queueShare) / campaign.shards);
  const hours = campaign.aroundTheClock ? FLAT : OFFICE;
  const times = Array.from({ length: count }, () => moment(rng, day, hours, campaign.operator.offsetHours)).sort((a, b) => a - b);
  const { crews, templateLife } = campaign;
  times.forEach((time, i) => {
    const item = Math.floor(i / templateLife);
    const key = Math.floor(number / campaign.templateDays) * 100_003 + item;
    const pick = new Rng(campaign.seed, key, 1111);
    const template = pick.chance(0.15) ? pick.pick(campaign.operator.templates) : hash53(campaign.seed, key, 1112);
    const last = i % templateLife === templateLife - 1; // with its last burst a template changes hands
    const crew = crews === 1 ? 0 : (item + (last ? 1 : 0)) % crews;
    for (const account of workers(world, campaign, crew, time, rng)) add(rng, time + rng.between(0, campaign.spreadMs), account, template);
  });
}

/** Different accounts of a crew that are there to take an item. */
function workers(world: World, campaign: Campaign, crew: number, time: number, rng: Rng): Set<number> {
  const taken = new Set<number>();
  const { chains, crews } = campaign;
  const slots = Math.floor((chains.length - 1 - crew) / crews) + 1;
  if (slots === 0) return taken;
  for (let tries = 4 * campaign.shards; tries > 0 && taken.size < campaign.shards; tries--) {
    const account = holderAt(world, chains[crew + crews * rng.int(slots)]!, time);
    if (account >= 0) taken.add(account);
  }
  return taken;
}

function holderAt(world: World, chain: readonly number[], time: number): number {
  const { from, end } = world.accounts;
  for (const account of chain) if (from[account]! <= time && time < end[account]!) return account;
  return -1;
}
