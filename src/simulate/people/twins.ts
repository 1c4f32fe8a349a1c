/**
 * The benign twins of fraud: a lab's own red team (a company), distillation with consent by a group of researchers, and a course that signs
 * up with one code (both a campus). What they do together is what a campaign's queue does.
 */
import { DAY_MS, MINUTE_MS } from "../../tools/units.js";
import { FLAT, moment, OFFICE } from "../hours.js";
import { hash32, hash53, Rng } from "../random.js";
import type { AddUsage, Group, Twin, World } from "../world.js";
import { office } from "./network.js";
import { identifier, type Persona } from "./persona.js";
import { inventToolchain } from "./vocabulary.js";

/** Changes a persona that has its group's overlay already. */
export function dressTwin(persona: Persona, { seed, twin }: Group, own: Rng): void {
  const shared = new Rng(seed, 510);
  const tools = inventToolchain(shared);
  const place = office(shared.u32(), persona.country, twin === "redTeam" ? "corporate" : "education");
  if (twin === "classroom") {
    if (own.chance(0.93)) persona.promo = `CLASS${hash32(seed, 511).toString(36).toUpperCase().slice(0, 4)}`;
    if (own.chance(0.9)) persona.signupPlace = place;
    persona.places.unshift(place);
    return;
  }
  persona.sdk = own.chance(0.9) ? tools : (persona.sdk ?? tools);
  persona.places = own.chance(0.8) ? [place, place, ...persona.places.slice(0, 1)] : [place, ...persona.places];
  persona.signupPlace = place;
  persona.workspace = own.chance(0.7) ? identifier(new Rng(seed, 512), "ws") : persona.workspace;
}

/** Of a twin's queue: hours, events a day and account beside the average one's, accounts to an item, bursts that a template lasts. */
const QUEUES: Readonly<Record<Exclude<Twin, "classroom">, { rate: number; shards: readonly [number, number]; bursts: number }>> = {
  // attack prompts repeated with small changes, day and night: the habit is widely described, its figures are assumed
  redTeam: { rate: 3, shards: [3, 8], bursts: 20 },
  // a batch of prompts handed to whoever has quota left: assumed
  research: { rate: 2, shards: [2, 5], bursts: 6 },
};

/** A day of the queue. */
export function twinQueue(world: World, group: Group, day: number, number: number, add: AddUsage): void {
  if (group.twin === null || group.twin === "classroom") return;
  const { rate, shards: range, bursts } = QUEUES[group.twin];
  const fixed = new Rng(group.seed, 513);
  const shards = Math.min(group.size, fixed.range(...range));
  const spread = fixed.between(0.5, 4) * MINUTE_MS;
  const starts = world.start + fixed.between(-0.5, 0.4) * (world.end - world.start);
  const lasts = fixed.between(0.4, 1.2) * (world.end - world.start);
  if (day + DAY_MS < starts || day > starts + lasts) return;
  const rng = new Rng(group.seed, number, 514);
  const daily = (world.settings.eventsPerAccount / world.settings.days) * rate * group.size;
  const hours = group.twin === "redTeam" ? FLAT : OFFICE;
  const offset = world.accounts.offsetHours[group.first]!;
  const times = Array.from({ length: rng.poisson(daily / shards) }, () => moment(rng, day, hours, offset)).sort((a, b) => a - b);
  times.forEach((time, i) => {
    const template = hash53(group.seed, number * 100_003 + Math.floor(i / bursts), 515);
    const first = rng.int(group.size);
    const step = 1 + rng.int(Math.max(1, group.size - 1));
    const taken = new Set(Array.from({ length: shards }, (_, k) => group.first + ((first + k * step) % group.size)));
    for (const account of taken) add(rng, time + rng.between(0, spread), account, template);
  });
}
