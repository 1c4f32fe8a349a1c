/** A planned world and a day -> that day's usage: when each account is at work, and on which template. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../tools/units.js";
import { type Agenda, USAGE } from "./agenda.js";
import { EVENING, FLAT, moment, OFFICE } from "./hours.js";
import { gather } from "./people/gatherings.js";
import { roams } from "./people/persona.js";
import { hash32, hash53, Rng } from "./random.js";
import type { Style } from "./styles/style.js";
import type { AddUsage, Campaign, Group, World } from "./world.js";

/** From a sign-up to the first prompt, on average. */
const FIRST_WAIT_MS = 10 * MINUTE_MS;
/** Share of the people who try at once what they signed up for. */
const TRIES = 0.85;
/** Prompts that a campaign's queue hands to an account as soon as it has it: it was paid for. */
const FIRST_BATCH = [1, 4] as const;

export function scheduleDay(world: World, day: number, agenda: Agenda): void {
  const { accounts, groups } = world;
  const number = Math.round((day - world.start) / DAY_MS);
  const weekday = new Date(day).getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  const rng = new Rng(0);
  const add = adder(world, agenda);
  for (let i = 0; i < accounts.size; i++) {
    const from = Math.max(accounts.from[i]!, day);
    if (from >= day + DAY_MS || accounts.end[i]! <= day) continue;
    const group = groups[accounts.group[i]!]!;
    const seed = accounts.seed[i]!;
    rng.reseed(seed, number, 1001);
    const habit = hash32(seed, 1002) / 0x100000000;
    const isNew = from > day;
    const present = group.campaign ? 0.6 + 0.38 * habit : 0.2 + 0.75 * habit; // a campaign's queue hands work to all that it pays for
    if (!isNew && !rng.chance(present)) continue;
    const quiet = weekend && group.kind !== "campaign" ? (group.kind === "company" ? 0.15 : 0.8) : 1;
    const usual = rng.poisson((accounts.rate[i]! / present) * quiet * ((day + DAY_MS - from) / DAY_MS));
    let count = isNew ? Math.max(usual, triedAtOnce(group, rng)) : usual;
    const hours = hoursOf(world.style, group, habit);
    const offset = group.campaign?.level === "sloppy" ? group.campaign.operator.offsetHours : accounts.offsetHours[i]!;
    let wait = FIRST_WAIT_MS;
    while (count > 0) {
      const length = Math.min(count, 1 + rng.int(5));
      count -= length;
      let time = isNew ? from + rng.exponential(wait) : moment(rng, day, hours, offset);
      wait = 2 * HOUR_MS;
      for (let k = 0; k < length && time < day + DAY_MS; k++) {
        add(rng, time, i, contentOf(world, group, i, time, rng));
        time += rng.exponential(6 * MINUTE_MS);
      }
    }
  }
  for (const group of groups) gather(world, group, day, number, add);
}

function triedAtOnce({ campaign }: Group, rng: Rng): number {
  if (campaign) return rng.range(...FIRST_BATCH);
  return rng.chance(TRIES) ? 1 : 0;
}

function adder(world: World, agenda: Agenda): AddUsage {
  const { accounts, pauses, settings } = world;
  const jitter = settings.jitterMinutes * MINUTE_MS;
  return (rng, time, account, template) => {
    if (time < accounts.from[account]! || time >= accounts.end[account]! || time < world.start) return;
    const pause = pauses.get(account);
    if (pause && time >= pause[0] && time < pause[1]) return;
    agenda.add(jitter > 0 ? time + rng.between(-jitter, jitter) : time, account, USAGE, template);
  };
}

function hoursOf({ people }: Style, group: Group, habit: number): readonly number[] {
  if (group.kind === "company") return OFFICE;
  if (group.campaign && group.campaign.level !== "expert") return group.campaign.aroundTheClock ? FLAT : OFFICE;
  const turn = (habit * 7) % 1;
  const { office, evening } = people.hours;
  return turn < office ? OFFICE : turn < office + evening ? EVENING : FLAT;
}

type Tied = keyof Style["ties"]["prompts"];

/** Which templates a group's members have in common, beside what is each one's own. */
const COMMON: Readonly<Record<Tied, (group: Group, time: number, rng: Rng) => number>> = {
  tool: (group, _time, rng) => hash53(group.seed, rng.zipf(14), 1003),
  company: (group, _time, rng) => hash53(group.seed, rng.zipf(8), 1003),
  // this week's assignments
  campus: (group, time, rng) => hash53(group.seed, Math.floor(time / (7 * DAY_MS)) * 4 + rng.int(4), 1003),
  hackathon: (group, _time, rng) => hash53(group.seed, rng.zipf(8), 1003),
  household: (group, _time, rng) => hash53(group.seed, rng.int(3), 1003),
  automation: (group, _time, rng) => hash53(group.seed, rng.int(4), 1003),
  pair: (group, _time, rng) => hash53(group.seed, rng.zipf(6), 1003),
};

/** Some groups have more in common than others: half as much or up to twice. */
const closeness = (group: Group): number => 0.5 + (1.5 * hash32(group.seed, 1013)) / 0x100000000;

/** The template of an account's next prompt; 0 is one that nobody has sent before. */
function contentOf(world: World, group: Group, account: number, time: number, rng: Rng): number {
  const { campaign } = group;
  const { pacing, people, ties } = world.style;
  if (campaign) {
    if (rng.chance(campaign.templateShare / (1 - campaign.queueShare))) return templateOf(campaign, account, time, rng);
    if (pacing.cover > 0 && rng.chance(pacing.cover)) return askedByAll(world, rng);
  } else {
    if (group.kind === "promo_ring" && world.style.rings && rng.chance(world.style.rings.work * closeness(group)))
      return hash53(group.seed, rng.zipf(12), 1003);
    const common = COMMON[group.kind as Tied];
    if (common && rng.chance(ties.prompts[group.kind as Tied] * closeness(group))) return common(group, time, rng);
  }
  const roll = rng.next();
  if (roll < 0.03) return askedByAll(world, rng);
  if (roll < 0.28) {
    const topics = people.activity.topics * (roams(world, account) ? 5 : 1);
    return hash53(world.accounts.seed[account]!, rng.zipf(topics), 1005); // one's own
  }
  return 0;
}

const askedByAll = (world: World, rng: Rng): number => hash53(world.settings.seed, rng.zipf(400), 1004);

/** One of a campaign's long-lived templates: of those that the account's crew has until they change hands. */
function templateOf({ templates, crews, crewOf, crewMs, first, start }: Campaign, account: number, time: number, rng: Rng): number {
  if (crews === 1) return templates[rng.zipf(templates.length)]!;
  const turn = Math.floor((time - start) / crewMs);
  const these = (crewOf[account - first]! + turn) % crews;
  return templates[these + crews * rng.zipf(Math.floor((templates.length - 1 - these) / crews) + 1)]!;
}
