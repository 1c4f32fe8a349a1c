/**
 * An account's seed -> the person an ordinary customer would be: mail, card, clients, places. Groups and campaigns change what they share;
 * which fields are given is the same for all.
 */

import { cumulate, hash32, Rng } from "../random.js";
import { draw } from "../styles/draw.js";
import type { Country } from "../styles/style.js";
import type { World } from "../world.js";
import { address, carrierNat, home, homeNat, type Place, server, vpnExit } from "./network.js";
import { card, type Payment, pickBin } from "./payment.js";
import {
  firstName,
  inventDomain,
  inventToolchain,
  MODELS,
  PLANS,
  pickBrowser,
  pickCountry,
  pickSdk,
  surname,
  type Toolchain,
} from "./vocabulary.js";

export interface Persona {
  country: Country;
  timezone: string;
  offsetHours: number;
  language: string;
  first: string;
  last: string;
  email: string;
  phone: string;
  organization: string | null;
  payment: Payment | null;
  document: string | null;
  /** Where it signs up, and where it is used from, likeliest first. */
  signupPlace: Place;
  places: Place[];
  /** Rented exits that change while it works; null: the places above. */
  exits: ((time: number) => Place) | null;
  /** The browser or app, with its device; and the API client, if it has one. */
  device: string;
  browser: Toolchain;
  sdk: Toolchain | null;
  promo: string | null;
  referrer: string | null;
  plan: string;
  workspace: string | null;
  apiKey: string;
  models: readonly string[];
  capabilities: number[];
}

/** How people make up the part before the @; campaigns choose one way and keep to it. */
const MAIL_PATTERNS: readonly ((rng: Rng, first: string, last: string) => string)[] = [
  (_, first, last) => `${first}.${last}`,
  (rng, first, last) => `${first}.${last}${rng.range(1, 99)}`,
  (rng, first, last) => `${first}${last}${rng.range(1, 999)}`,
  (rng, first, last) => `${first[0]}${last}${rng.chance(0.5) ? rng.range(1, 2010) : ""}`,
  (rng, first) => `${first}${rng.range(1960, 2008)}`,
  (rng, first, last) => `${last}_${first}${rng.range(1, 99)}`,
  (rng) => `${rng.u32().toString(36)}${rng.int(1000)}`,
  (rng, first) => `${first}${rng.u32().toString(36).slice(0, 4)}`,
  (rng, first, last) => `${first}${last.slice(0, 3)}${String(rng.int(10_000)).padStart(4, "0")}`,
];
const patternWeights = cumulate([22, 12, 16, 16, 9, 6, 5, 7, 4]);

/** As in a mail address: lower case, no accents. */
const plain = (text: string): string => (/^\w*$/.test(text) ? text : text.normalize("NFD").replace(/\W/g, "")).toLowerCase();

/** An address before the @ in one of the ways; any way if none is given. */
export function mailLocal(rng: Rng, first: string, last: string, pattern = rng.weighted(patternWeights)): string {
  return MAIL_PATTERNS[pattern]!(rng, plain(first), plain(last));
}

export function identifier(rng: Rng, prefix: string): string {
  return `${prefix}-${rng.hex64()}`;
}

/** Digits after the country's code: mostly mobile ranges that millions share. */
function phoneNumber(rng: Rng, country: Country): string {
  return `+${country.dial}${rng.range(600, 999)}${String(rng.int(1_000_000)).padStart(6, "0")}`;
}

export function ordinary(world: World, rng: Rng, country = pickCountry(rng, world.style)): Persona {
  const { people } = world.style;
  const [timezone, offsetHours] = rng.pick(country.zones);
  const first = firstName(rng, country);
  const last = surname(rng, country);
  const domain = rng.chance(people.ownDomain) ? inventDomain(rng, rng.int(100).toString()) : draw(rng, country.mail ?? people.mail);
  const bin = pickBin(world, rng, country);
  const house = residence(world, rng, country);
  const developer = rng.chance(people.tools.developers);
  return {
    country,
    timezone,
    offsetHours,
    language: rng.chance(0.2) ? "en-US" : country.language,
    first,
    last,
    email: `${mailLocal(rng, first, last)}@${domain}`,
    phone: phoneNumber(rng, country),
    organization: rng.chance(0.08) ? `${last} ${rng.pick(["Consulting", "Dev", "Studio", "Labs"])}` : null,
    payment: card(rng, bin),
    document: identifier(rng, "doc"),
    signupPlace: house,
    places: everydayPlaces(world, rng, country, house, developer),
    exits: null,
    device: identifier(rng, "dev"),
    browser: rng.chance(people.tools.ownBrowser) ? inventToolchain(rng) : pickBrowser(rng),
    sdk: developer ? (rng.chance(people.tools.ownSdk) ? inventToolchain(rng) : pickSdk(rng)) : null,
    promo: rng.chance(0.04) ? `WELCOME${rng.zipf(12)}` : null,
    referrer: rng.chance(0.03) ? String(rng.int(world.accounts.size)) : null,
    plan: PLANS[rng.zipf(PLANS.length)]!,
    workspace: rng.chance(0.15) ? identifier(rng, "ws") : null,
    apiKey: identifier(rng, "key"),
    models: rng.sample(MODELS, rng.range(1, 3)),
    capabilities: taste(rng, developer),
  };
}

/** A home line, or one of those behind its provider's NAT. */
function residence({ style, natSize }: World, rng: Rng, country: Country): Place {
  const line = home(rng.u32(), country);
  const { cgnat } = style.networks;
  return cgnat > 0 && rng.chance(cgnat) ? homeNat(rng, country, natSize) : line;
}

/** Home first; then the phone's network, a VPN, a server, a rented proxy. */
function everydayPlaces(world: World, rng: Rng, country: Country, house: Place, developer: boolean): Place[] {
  const places = [house];
  const { networks } = world.style;
  if (rng.chance(networks.mobile)) places.push(carrierNat(rng, country, world.natSize));
  if (rng.chance(networks.secondHome)) places.push(home(rng.u32(), country));
  if (developer && rng.chance(networks.server)) places.unshift(server(rng));
  if (rng.chance(networks.vpn))
    places.splice(rng.int(2), 0, vpnExit(rng, world.vpnSize, world.style), vpnExit(rng, world.vpnSize, world.style));
  if (rng.chance(networks.rented)) {
    const pool = rng.pick(world.pools);
    for (let i = 0; i < 3; i++) places.unshift(address(world.style, pool, rng.int(world.poolSize)));
  }
  return places;
}

/** Whether an account is of those who are busy, hardly ever at one place, and ask about much. */
export function roams({ style, accounts }: Pick<World, "style" | "accounts">, account: number): boolean {
  return hash32(accounts.seed[account]!, 1210) < style.people.activity.roaming * 0x100000000;
}

/** Gives those who roam a long list of places beside their own. */
export function letRoam(world: World, persona: Persona, account: number): void {
  if (!roams(world, account)) return;
  const rng = new Rng(world.accounts.seed[account]!, 1211);
  for (let n = rng.pareto(4, 40, 1); n > 0; n--) persona.places.push(home(rng.u32(), persona.country));
}

/** Cumulative weights over CAPABILITIES: broad or narrow. */
function taste(rng: Rng, developer: boolean): number[] {
  const broad = rng.chance(0.4);
  const bias = developer ? [3, 1.5, 1, 1, 0.3, 1, 0.8, 0.2] : [0.7, 0.3, 1, 0.3, 0.8, 4, 0.8, 0.6];
  return cumulate(bias.map((weight) => weight * (broad ? rng.next() : rng.next() ** 6)));
}
