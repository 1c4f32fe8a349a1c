/** An ordinary persona and its ring -> the persona that the ring shows; when a ring signs up, and how long its accounts last. */
import { DAY_MS, MINUTE_MS } from "../../tools/units.js";
import type { Overlay } from "../overlays.js";
import { Rng } from "../random.js";
import { draw } from "../styles/draw.js";
import type { Country, Rings, Style } from "../styles/style.js";
import type { Window } from "./innocents.js";
import { home as houseOf } from "./network.js";
import { card, pickBin } from "./payment.js";
import { identifier, mailLocal, type Persona } from "./persona.js";
import { firstName, pickBrowser, pickCountry, surname } from "./vocabulary.js";

/** By hand, a few minutes apart; or, as the style has it, by a script at a steady gap. */
export function ringSignups(rng: Rng, size: number, window: Window, rings: Rings | null): number[] {
  let time = rng.between(window.start, window.end - DAY_MS);
  if (rings && rng.chance(rings.scripted)) {
    const gap = rng.between(0.3, 5) * MINUTE_MS;
    return Array.from({ length: size }, () => (time += gap * rng.between(0.9, 1.1)));
  }
  const gap = rng.lognormal(20 * MINUTE_MS, 1.5);
  return Array.from({ length: size }, () => (time += rng.exponential(gap)));
}

/** When a ring's account falls silent, by its sign-up: when its credit is spent; null: as others do. */
export function ringLife(rng: Rng, rings: Rings | null): ((signup: number, worldEnd: number) => number) | null {
  if (!rings || !rng.chance(rings.spend)) return null;
  return (signup, worldEnd) => Math.min(worldEnd, signup + rng.between(...rings.spendDays) * DAY_MS);
}

interface RingHome {
  country: Country;
  zone: Country["zones"][number];
}

/** Where the one person behind a ring lives, if its accounts show it; undefined: each shows another place. */
export function ringHome(seed: number, style: Style): RingHome | undefined {
  if (!style.rings) return undefined;
  const rng = new Rng(seed, 516);
  if (!rng.chance(style.rings.local)) return undefined;
  const country = pickCountry(rng, style);
  return { country, zone: rng.pick(country.zones) };
}

/** One person's clock, language and mostly browser. */
function showHome(persona: Persona, { country, zone }: RingHome, shared: Rng, own: Rng): void {
  const browser = pickBrowser(shared);
  [persona.timezone, persona.offsetHours] = zone;
  persona.language = country.language;
  if (own.chance(0.8)) persona.browser = browser;
}

/** As it was before there were styles: one person takes a promotion many times over, with a few devices, cards and addresses. */
const promoRing: Overlay = (persona, group, index, shared, own, world) => {
  const codes = Array.from(
    { length: 1 + shared.int(2) },
    () => `${shared.pick(["SAVE", "FREE", "TRY", "GIFT"])}${shared.u32().toString(36).toUpperCase().slice(0, 4)}`,
  );
  const devices = Array.from({ length: Math.ceil(group.size / shared.range(2, 6)) }, () => identifier(shared, "dev"));
  const cards = Array.from({ length: Math.ceil(group.size / shared.range(2, 6)) }, () =>
    card(shared, pickBin(world, shared, persona.country)),
  );
  const house = houseOf(shared.u32(), pickCountry(shared, world.style));
  const pattern = shared.int(9);
  const [reusesDevice, reusesCard, refers] = [shared.chance(0.8), shared.chance(0.6), shared.chance(0.6)];
  const [usesCode, usesAlias] = [shared.chance(0.7), shared.chance(0.3)];
  const last = surname(shared, persona.country);
  const mailbox = mailLocal(shared, firstName(shared, persona.country), last, pattern);
  if (usesCode && own.chance(0.9)) persona.promo = own.pick(codes);
  if ((reusesDevice || !reusesCard) && own.chance(0.85)) persona.device = own.pick(devices);
  if (reusesCard && own.chance(0.8)) persona.payment = own.pick(cards);
  if (own.chance(0.5))
    persona.email = `${mailLocal(own, persona.first, own.chance(0.5) ? last : persona.last, pattern)}@${persona.email.split("@")[1]}`;
  if (usesAlias && own.chance(0.8)) persona.email = `${mailbox}+${own.int(1000)}@gmail.com`;
  if (!reusesCard && own.chance(0.6)) persona.payment = null; // what is free needs no card
  if (own.chance(0.6)) persona.signupPlace = house;
  if (own.chance(0.6)) persona.places.unshift(house);
  if (refers && index > 0 && own.chance(0.7)) persona.referrer = String(group.first + (own.chance(0.5) ? 0 : own.int(index)));
};

/** As a style has it: a row of codes, names in a row, stars or chains of referrals; some share nothing that is checked. */
const styledRing =
  (rings: Rings): Overlay =>
  (persona, group, index, shared, own, world) => {
    const home = ringHome(group.seed, world.style);
    const country = home?.country ?? pickCountry(shared, world.style);
    if (home) showHome(persona, home, new Rng(group.seed, 517), own);
    const bare = shared.chance(rings.bare);
    const naming = draw(shared, rings.naming);
    const referrals = draw(shared, rings.referrals);
    const word = shared.pick(["SAVE", "FREE", "TRY", "GIFT", "WELCOME", "CREDIT"]);
    const code = shared.int(9000) + Math.floor(index / shared.range(...rings.perCode));
    const device = new Array(Math.ceil(group.size / shared.range(...rings.perDevice))).fill(0).map(() => identifier(shared, "dev"));
    const cards = new Array(Math.ceil(group.size / shared.range(...rings.perCard)))
      .fill(0)
      .map(() => card(shared, pickBin(world, shared, country)));
    const [sharesDevice, sharesCard, coded] = [shared.chance(0.6), shared.chance(0.5), shared.chance(0.85)];
    const house = houseOf(shared.u32(), country);
    const last = surname(shared, country);
    const pattern = shared.int(9);
    const mailbox = mailLocal(shared, firstName(shared, country), last, 0);
    const provider = draw(shared, country.mail ?? world.style.people.mail);
    if (coded && own.chance(0.95)) persona.promo = `${word}-${String(code).padStart(4, "0")}`;
    if (referrals !== "none" && index > 0 && own.chance(0.9))
      persona.referrer = String(group.first + (referrals === "star" ? 0 : index - 1));
    if (own.chance(bare ? 0.25 : 0.6)) {
      persona.signupPlace = house;
      persona.places.unshift(house);
    }
    if (own.chance(0.6)) persona.payment = null; // what is free needs no card
    if (bare) return;
    if (sharesDevice && own.chance(0.85)) persona.device = own.pick(device);
    if (sharesCard && own.chance(0.8)) persona.payment = own.pick(cards);
    if (naming === "numbered") persona.email = `${mailbox}${index + 1}@${provider}`;
    else if (naming === "plus") persona.email = `${mailbox}+${index + 1}@${provider}`;
    else if (naming === "pattern") persona.email = `${mailLocal(own, persona.first, persona.last, pattern)}@${provider}`;
  };

export const ring: Overlay = (persona, group, index, shared, own, world) =>
  (world.style.rings ? styledRing(world.style.rings) : promoRing)(persona, group, index, shared, own, world);
