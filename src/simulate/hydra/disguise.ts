/** An ordinary persona and the campaign behind it -> the persona that the campaign shows, by its level of evasion. */
import { address, home, server } from "../people/network.js";
import { card } from "../people/payment.js";
import { identifier, mailLocal, ordinary, type Persona } from "../people/persona.js";
import { CAPABILITIES, pickCountry } from "../people/vocabulary.js";
import { cumulate, Rng } from "../random.js";
import type { Level } from "../settings.js";
import type { Campaign, World } from "../world.js";

type Disguise = (persona: Persona, campaign: Campaign, own: Rng) => void;

export function campaignPersona(world: World, campaign: Campaign, account: number): Persona {
  const own = new Rng(world.accounts.seed[account]!, 501);
  const persona = ordinary(world, own);
  const needs = CAPABILITIES.map((name) => campaign.operator.capabilities[name] ?? 0.02);
  if (campaign.level === "expert") {
    // resold traffic is as broad as its buyers
    const half = persona.capabilities.map((value, i) => (value - (persona.capabilities[i - 1] ?? 0)) / persona.capabilities.at(-1)!);
    persona.capabilities = cumulate(half.map((value, i) => value + needs[i]!));
  } else persona.capabilities = cumulate(needs);
  if (own.chance(0.7)) persona.models = campaign.operator.models;
  DISGUISES[campaign.level](persona, campaign, own);
  if (campaign.signupToolchain) persona.browser = campaign.signupToolchain;
  if (campaign.plant && own.chance(campaign.plant.share)) plant(persona, campaign, own);
  return persona;
}

/** One of a campaign's own things, by its number. */
const thing = (campaign: Campaign, index: number, tag: number): Rng => new Rng(campaign.seed, index, tag);

const usesTools: Disguise = (persona, campaign, own) => {
  persona.sdk = own.pick(campaign.toolchains);
};

const sloppy: Disguise = (persona, campaign, own) => {
  usesTools(persona, campaign, own);
  const { operator } = campaign;
  persona.browser = campaign.toolchains[0]!;
  persona.timezone = operator.timezone;
  persona.language = operator.country.language;
  if (own.chance(0.9)) persona.email = `${mailLocal(own, persona.first, persona.last, campaign.mailPattern)}@${campaign.domains[0]}`;
  if (own.chance(0.9)) {
    const cardNumber = thing(campaign, own.int(campaign.cards), 701);
    persona.payment = card(cardNumber, cardNumber.pick(campaign.bins));
  }
  if (own.chance(0.9)) persona.device = identifier(thing(campaign, own.int(campaign.devices), 702), "dev");
  if (own.chance(0.7)) persona.phone = own.pick(campaign.phonePrefixes) + String(own.int(10_000)).padStart(4, "0");
  if (own.chance(0.2)) persona.document = identifier(thing(campaign, own.int(Math.ceil(campaign.size / 5)), 703), "doc");
  const places = Array.from({ length: 1 + own.int(3) }, () => address(campaign.pool, own.int(campaign.poolSize)));
  if (own.chance(0.4)) places.push(server(thing(campaign, own.int(3), 704), operator.asns[0]));
  persona.places = places;
  persona.signupPlace = places[0]!;
};

const moderate: Disguise = (persona, campaign, own) => {
  usesTools(persona, campaign, own);
  if (own.chance(0.85))
    persona.email = `${mailLocal(own, persona.first, persona.last, campaign.mailPattern)}@${own.pick(campaign.domains)}`;
  const cardNumber = thing(campaign, own.int(campaign.cards * 8), 701); // mostly unique, now and then used again
  if (own.chance(0.9)) persona.payment = { ...card(cardNumber, cardNumber.pick(campaign.bins)), kind: "virtual" };
  if (own.chance(0.1)) persona.device = identifier(thing(campaign, own.int(campaign.devices), 702), "dev");
  if (own.chance(0.6)) persona.phone = own.pick(campaign.phonePrefixes) + String(own.int(10_000)).padStart(4, "0");
  persona.places = Array.from({ length: 2 + own.int(4) }, () => address(campaign.pool, own.int(campaign.poolSize)));
  if (own.chance(0.2)) persona.places.push(server(own, own.pick(campaign.operator.asns)));
  persona.signupPlace = persona.places[0]!;
};

const careful: Disguise = (persona, campaign, own) => {
  usesTools(persona, campaign, own);
  persona.payment = card(own, own.pick(campaign.bins));
  persona.places = Array.from({ length: 2 + own.int(3) }, () =>
    campaign.signupToolchain === null
      ? home(own.u32(), own.chance(0.7) ? persona.country : pickCountry(own))
      : address(campaign.pool, own.int(campaign.poolSize)),
  );
  persona.signupPlace = persona.places[0]!;
};

/** An expert's account looks like anybody's: only what it does gives it away. */
const expert: Disguise = () => {};

const DISGUISES: Readonly<Record<Level, Disguise>> = { sloppy, moderate, careful, expert };

function plant(persona: Persona, campaign: Campaign, own: Rng): void {
  const { kind, victim } = campaign.plant!;
  if (kind === "toolchain") persona.sdk = victim.toolchains[0]!;
  if (kind === "domain") persona.email = persona.email.replace(/@.*/, `@${victim.domains[0]}`);
  if (kind === "asn") persona.places.unshift(server(own, victim.asns[0]));
  if (kind === "bin") persona.payment = card(own, victim.bins[0]!);
}
