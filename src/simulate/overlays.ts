/** An ordinary persona and the innocent group that it is in -> the persona with what the group shares. A table with a row for each kind. */
import { carrierNat, home, office, server, vpnExit } from "./people/network.js";
import { card, pickBin } from "./people/payment.js";
import { identifier, letRoam, mailLocal, ordinary, type Persona } from "./people/persona.js";
import { ring, ringHome } from "./people/rings.js";
import { dressTwin } from "./people/twins.js";
import {
  inventCompany,
  inventDomain,
  inventToolchain,
  pickBrowser,
  pickCountry,
  pickSdk,
  surname,
  type Toolchain,
} from "./people/vocabulary.js";
import { Rng } from "./random.js";
import type { Group, World } from "./world.js";

/** `shared` is the group's own stream: the same draws for every member. `own` is the member's. `index` is its place in the group. */
export type Overlay = (persona: Persona, group: Group, index: number, shared: Rng, own: Rng, world: World) => void;

/** The persona of a group's member, starting from an ordinary one; where a group lives in one country, all do. */
export function innocentPersona(world: World, group: Group, account: number): Persona {
  const own = new Rng(world.accounts.seed[account]!, 501);
  const shared = new Rng(group.seed, 502);
  const overlay = OVERLAYS[group.kind];
  if (!overlay) {
    const individual = ordinary(world, own);
    letRoam(world, individual, account);
    return individual;
  }
  const country = LOCAL.has(group.kind) ? pickCountry(shared, world.style) : homeOf(group, world)?.country;
  const persona = ordinary(world, own, country);
  overlay(persona, group, account - group.first, shared, own, world);
  if (group.twin) dressTwin(persona, group, own);
  letRoam(world, persona, account);
  return persona;
}

/** Of an account's clock, from UTC: what its persona has, without making the persona. */
export function offsetHoursOf(world: World, group: Group, account: number): number {
  const own = new Rng(world.accounts.seed[account]!, 501);
  const { style } = world;
  const ringsHome = homeOf(group, world);
  if (ringsHome) return ringsHome.zone[1];
  const country = LOCAL.has(group.kind)
    ? pickCountry(new Rng(group.seed, 502), style)
    : (group.campaign?.region ?? pickCountry(own, style));
  return own.pick(country.zones)[1];
}

const homeOf = ({ kind, seed }: Group, { style }: World) => (kind === "promo_ring" ? ringHome(seed, style) : undefined);

const LOCAL = new Set(["household", "company", "campus", "hackathon", "pair"]);

const household: Overlay = (persona, group, index, shared, own, world) => {
  const house = home(shared.u32(), persona.country);
  const family = surname(shared, persona.country);
  const familyCard = card(shared, pickBin(world, shared, persona.country));
  const device = identifier(shared, "dev");
  const ties = world.style.ties.household;
  const sharesCard = shared.chance(ties.card);
  const sharesDevice = shared.chance(ties.device);
  if (own.chance(ties.name)) {
    persona.last = family;
    if (own.chance(0.7)) persona.email = `${mailLocal(own, persona.first, family)}@${persona.email.split("@")[1]}`;
  }
  if (sharesCard && own.chance(0.8)) persona.payment = familyCard;
  if (sharesDevice && own.chance(0.7)) persona.device = device;
  persona.places = [house, ...persona.places.slice(1)];
  persona.signupPlace = own.chance(0.9) ? house : persona.signupPlace;
  if (world.style.rings && index > 0 && own.chance(0.2)) persona.referrer = String(group.first); // where rings refer, so do families
};

const company: Overlay = (persona, group, _index, shared, own, world) => {
  const name = inventCompany(shared);
  const domain = inventDomain(shared, shared.int(1000).toString(36));
  const pattern = shared.int(4);
  const bin = pickBin(world, shared, persona.country);
  const companyCard = shared.chance(0.25) ? { ...card(shared, bin), kind: "invoice" } : card(shared, bin);
  const { ties } = world.style;
  const sharesCard = shared.chance(ties.company.card);
  const offices = Array.from({ length: 1 + shared.int(3) }, () => office(shared.u32(), persona.country, "corporate"));
  const fleet = shared.chance(ties.company.fleet) ? inventToolchain(shared) : pickBrowser(shared);
  const sdk = shared.chance(ties.company.sdk) ? inventToolchain(shared) : pickSdk(shared);
  const egress = shared.chance(0.4) ? vpnExit(shared, world.vpnSize, world.style) : server(shared);
  const workspace = identifier(shared, "ws");
  if (own.chance(ties.company.domain)) persona.email = `${mailLocal(own, persona.first, persona.last, pattern)}@${domain}`;
  if (own.chance(0.85)) persona.organization = name;
  if (sharesCard && own.chance(0.95)) persona.payment = companyCard;
  if (own.chance(0.8)) persona.browser = fleet;
  if (persona.sdk && own.chance(0.5)) persona.sdk = sdk;
  if (own.chance(0.6)) persona.workspace = workspace;
  const desk = own.pick(offices);
  persona.places = own.chance(ties.company.desk) ? [desk, desk, ...persona.places.slice(0, 2)] : persona.places;
  if (own.chance(0.3)) persona.places.push(egress);
  if (own.chance(0.8)) persona.signupPlace = desk;
  persona.plan = group.size > 5 ? "team" : persona.plan;
};

const campus: Overlay = (persona, group, _index, shared, own, world) => {
  const ties = world.style.ties.campus;
  const domain = `${inventDomain(shared).split(".")[0]}.${shared.chance(0.6) ? "edu" : "ac.uk"}`;
  const pattern = shared.int(4);
  const exits = Array.from({ length: 1 + shared.int(Math.ceil(Math.sqrt(group.size) / 4) + 1) }, () =>
    office(shared.u32(), persona.country, "education"),
  );
  const sharesDomain = shared.chance(0.7);
  if (sharesDomain && own.chance(ties.domain)) persona.email = `${mailLocal(own, persona.first, persona.last, pattern)}@${domain}`;
  persona.places = [own.pick(exits), ...persona.places];
  if (own.chance(ties.exit)) persona.signupPlace = own.pick(exits);
  if (own.chance(ties.lab)) persona.device = identifier(new Rng(group.seed, own.int(4), 503), "dev"); // a lab machine
};

const hackathon: Overlay = (persona, _group, _index, shared, own, world) => {
  const ties = world.style.ties.hackathon;
  const venue = office(shared.u32(), persona.country, "corporate");
  const promo = `HACK${shared.u32().toString(36).toUpperCase().slice(0, 5)}`;
  const kit = pickSdk(shared);
  if (own.chance(ties.code)) persona.promo = promo;
  if (own.chance(ties.venue)) persona.signupPlace = venue;
  if (own.chance(ties.kit)) persona.sdk = kit;
  persona.places = [venue, venue, ...persona.places];
};

/** Of a share that is the whole nothing is drawn. */
const isSo = (share: number, rng: Rng): boolean => share === 1 || rng.chance(share);

const reseller: Overlay = (persona, group, index, shared, own, world) => {
  const name = inventCompany(shared);
  const domain = inventDomain(shared, shared.int(1000).toString(36));
  const gateway = server(shared);
  const proxy = server(shared);
  const sdk = shared.chance(0.5) ? inventToolchain(shared) : pickSdk(shared);
  const bin = pickBin(world, shared, persona.country);
  const resellerCard = { ...card(shared, bin), kind: shared.chance(0.5) ? "invoice" : bin.kind };
  const ownDomains = shared.chance(world.style.ties.reseller.ownDomains);
  const relays = shared.chance(world.style.ties.reseller.relays);
  const { pays, atGateway, numbered } = world.style.ties.reseller;
  const paysForAll = isSo(pays, shared);
  const client = inventCompany(own);
  if (isSo(numbered, own))
    persona.email = ownDomains && own.chance(0.6) ? `admin@${inventDomain(own, String(index))}` : `client${index + 1}@${domain}`;
  persona.organization = own.chance(0.5) ? name : client;
  if (paysForAll) persona.payment = resellerCard;
  if (isSo(atGateway, own)) persona.signupPlace = gateway;
  persona.browser = sdk;
  if (relays || own.chance(0.4)) {
    persona.sdk = sdk;
    persona.places = [gateway, proxy, gateway];
  }
  persona.plan = group.size > 3 ? "scale" : persona.plan;
};

/** The same person, twice: the second account keeps nearly everything of the first. */
const pair: Overlay = (persona, _group, index, shared, own, world) => {
  const person = ordinary(world, shared, persona.country);
  const local = mailLocal(own, person.first, person.last);
  const { email, apiKey, payment, device, plan } = persona;
  Object.assign(persona, person, {
    apiKey,
    plan,
    email: index === 0 ? person.email : own.chance(0.5) ? email.replace(/^[^@]+/, local) : person.email.replace("@", "+2@"),
  });
  if (index > 0 && own.chance(0.4)) persona.payment = payment;
  if (index > 0 && own.chance(0.25)) persona.device = device;
};

/** Users of one popular tool have its client, and nothing else, in common. */
const tool: Overlay = (persona, group, _index, _shared, own) => {
  persona.sdk = toolClient(group, own.zipf(4));
};

/** A tool's releases; most users have one of the latest. */
function toolClient(group: Group, release: number): Toolchain {
  const { ja4 } = inventToolchain(new Rng(group.seed, 504));
  const name = new Rng(group.seed, 505).u32().toString(36).slice(0, 4);
  return { userAgent: `${name}-agent/1.${9 - release}`, ja4 };
}

const automation: Overlay = (persona, _group, _index, shared, own) => {
  const runner = shared.chance(0.6) ? pickSdk(shared) : inventToolchain(shared);
  if (own.chance(0.8)) persona.sdk = runner;
  if (own.chance(0.4)) persona.places.unshift(server(own));
};

const benchmark: Overlay = (persona, _group, _index, shared, own) => {
  const harness = shared.chance(0.5) ? pickSdk(shared) : inventToolchain(shared);
  if (own.chance(0.9)) persona.sdk = harness;
  persona.places.unshift(own.chance(0.7) ? server(own) : carrierNat(own, persona.country, 8));
};

const OVERLAYS: Readonly<Partial<Record<Group["kind"], Overlay>>> = {
  household,
  company,
  campus,
  hackathon,
  reseller,
  pair,
  tool,
  automation,
  benchmark,
  promo_ring: ring,
};
