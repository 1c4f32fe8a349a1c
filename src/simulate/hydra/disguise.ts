/** An ordinary persona and the campaign behind it -> the persona that the campaign shows, by its level of evasion. */
import { HOUR_MS, MINUTE_MS } from "../../tools/units.js";
import { address, home, type Place, server } from "../people/network.js";
import { card } from "../people/payment.js";
import { identifier, letRoam, mailLocal, ordinary, type Persona } from "../people/persona.js";
import { CAPABILITIES, pickCountry } from "../people/vocabulary.js";
import { cumulate, hash32, Rng } from "../random.js";
import type { ByLevel } from "../styles/style.js";
import type { Campaign, World } from "../world.js";

type Disguise = (persona: Persona, campaign: Campaign, own: Rng, world: World) => void;

export function campaignPersona(world: World, campaign: Campaign, account: number): Persona {
  const own = new Rng(world.accounts.seed[account]!, 501);
  const persona = ordinary(world, own, campaign.region ?? undefined);
  letRoam(world, persona, account);
  const wanted = skillsOf(campaign, account);
  const needs = CAPABILITIES.map((name) => wanted[name] ?? 0.02);
  if (campaign.level === "expert") {
    // resold traffic is as broad as its buyers
    const half = persona.capabilities.map((value, i) => (value - (persona.capabilities[i - 1] ?? 0)) / persona.capabilities.at(-1)!);
    persona.capabilities = cumulate(half.map((value, i) => value + needs[i]!));
  } else persona.capabilities = cumulate(needs);
  if (own.chance(0.7)) persona.models = campaign.operator.models;
  DISGUISES[campaign.level](persona, campaign, own, world);
  if (rents(campaign)) persona.exits = exitsOf(world, campaign, account, persona.places);
  if (campaign.signupToolchain) persona.browser = campaign.signupToolchain;
  if (campaign.plant && own.chance(campaign.plant.share)) plant(persona, campaign, own);
  return persona;
}

/** What an account is used for: all that the operator is after, or what its crew does of it. */
function skillsOf({ operator, crews, crewOf, first }: Campaign, account: number): Readonly<Record<string, number>> {
  if (crews === 1) return operator.capabilities;
  const names = Object.keys(operator.capabilities);
  return { [names[crewOf[account - first]! % names.length]!]: 1 };
}

/** Whether a campaign works from the addresses of a pool. */
const rents = ({ level, ownPool, signupToolchain }: Campaign): boolean =>
  ownPool || level === "sloppy" || level === "moderate" || (level === "careful" && signupToolchain !== null);

/** An exit of the campaign's pool; the pool that is its own is in its region. */
const exit = ({ style }: World, campaign: Campaign, index: number): Place =>
  address(style, campaign.pool, index, campaign.ownPool ? campaign.region : null);

/** Minutes that a rotating exit lasts: a session, as residential proxies sell them (1 to 30 minutes by their price lists; assumed). */
const ROTATION_MS = 10 * MINUTE_MS;
/** How long others stay at one place, as ordinary people do. */
const STAY_MS = 6 * HOUR_MS;

/** Where an account works from, of a campaign whose exits rotate or whose pool gives way to another; null where neither happens. */
function exitsOf(world: World, campaign: Campaign, account: number, places: readonly Place[]): Persona["exits"] {
  const { failOver, rotating, ownPool, region } = campaign;
  if (!failOver && !rotating) return null;
  const seed = world.accounts.seed[account]!;
  const where = ownPool ? region : null;
  return (time) => {
    const later = failOver !== null && time >= failOver.at ? failOver : null;
    const { pool, poolSize } = later ?? campaign;
    if (rotating) return address(world.style, pool, hash32(seed, Math.floor(time / ROTATION_MS), 705) % poolSize, where);
    const stay = hash32(seed, Math.floor(time / STAY_MS), 706);
    if (!later) return places[stay % places.length]!;
    return address(world.style, pool, hash32(seed, stay % places.length, 707) % poolSize, where);
  };
}

/** One of a campaign's own things, by its number. */
const thing = (campaign: Campaign, index: number, tag: number): Rng => new Rng(campaign.seed, index, tag);

const usesTools: Disguise = (persona, campaign, own) => {
  persona.sdk = own.pick(campaign.toolchains);
};

const sloppy: Disguise = (persona, campaign, own, world) => {
  usesTools(persona, campaign, own, world);
  const { operator } = campaign;
  const reuse = world.style.evasion.reuse.sloppy;
  persona.browser = campaign.toolchains[0]!;
  persona.timezone = operator.timezone;
  persona.language = operator.country.language;
  if (own.chance(reuse.mail)) persona.email = `${mailLocal(own, persona.first, persona.last, campaign.mailPattern)}@${campaign.domains[0]}`;
  if (own.chance(reuse.card)) {
    const cardNumber = thing(campaign, own.int(campaign.cards), 701);
    persona.payment = card(cardNumber, cardNumber.pick(campaign.bins));
  }
  if (own.chance(reuse.device)) persona.device = identifier(thing(campaign, own.int(campaign.devices), 702), "dev");
  if (own.chance(reuse.phone)) persona.phone = own.pick(campaign.phonePrefixes) + String(own.int(10_000)).padStart(4, "0");
  if (own.chance(0.2)) persona.document = identifier(thing(campaign, own.int(Math.ceil(campaign.size / 5)), 703), "doc");
  const places = Array.from({ length: 1 + own.int(3) }, () => exit(world, campaign, own.int(campaign.poolSize)));
  if (own.chance(0.4)) places.push(server(thing(campaign, own.int(3), 704), operator.asns[0]));
  persona.places = places;
  persona.signupPlace = places[0]!;
};

const moderate: Disguise = (persona, campaign, own, world) => {
  usesTools(persona, campaign, own, world);
  const { reuse: alike, virtualCards } = world.style.evasion;
  const reuse = alike.moderate;
  if (own.chance(reuse.mail))
    persona.email = `${mailLocal(own, persona.first, persona.last, campaign.mailPattern)}@${own.pick(campaign.domains)}`;
  const cardNumber = thing(campaign, own.int(campaign.cards * 8), 701); // mostly unique, now and then used again
  if (own.chance(reuse.card)) {
    const bin = cardNumber.pick(campaign.bins);
    persona.payment = { ...card(cardNumber, bin), kind: virtualCards === 1 || own.chance(virtualCards) ? "virtual" : bin.kind };
  }
  if (own.chance(reuse.device)) persona.device = identifier(thing(campaign, own.int(campaign.devices), 702), "dev");
  if (own.chance(reuse.phone)) persona.phone = own.pick(campaign.phonePrefixes) + String(own.int(10_000)).padStart(4, "0");
  persona.places = Array.from({ length: 2 + own.int(4) }, () => exit(world, campaign, own.int(campaign.poolSize)));
  if (own.chance(0.2)) persona.places.push(server(own, own.pick(campaign.operator.asns)));
  persona.signupPlace = persona.places[0]!;
};

const careful: Disguise = (persona, campaign, own, world) => {
  usesTools(persona, campaign, own, world);
  persona.payment = card(own, own.pick(campaign.bins));
  if (campaign.region) persona.email = `${mailLocal(own, persona.first, persona.last)}@${own.pick(campaign.domains)}`;
  persona.places = Array.from({ length: 2 + own.int(3) }, () =>
    campaign.signupToolchain === null && !campaign.ownPool
      ? home(own.u32(), campaign.region || own.chance(0.7) ? persona.country : pickCountry(own, world.style))
      : exit(world, campaign, own.int(campaign.poolSize)),
  );
  persona.signupPlace = persona.places[0]!;
};

/** An expert's account looks like anybody's, behind homes that it rents if not its own: only what it does gives it away. */
const expert: Disguise = (persona, campaign, own, world) => {
  if (!campaign.ownPool) return;
  persona.places = Array.from({ length: 1 + own.int(3) }, () => exit(world, campaign, own.int(campaign.poolSize)));
  persona.signupPlace = persona.places[0]!;
};

const DISGUISES: ByLevel<Disguise> = { sloppy, moderate, careful, expert };

function plant(persona: Persona, campaign: Campaign, own: Rng): void {
  const { kind, victim } = campaign.plant!;
  if (kind === "toolchain") persona.sdk = victim.toolchains[0]!;
  if (kind === "domain") persona.email = persona.email.replace(/@.*/, `@${victim.domains[0]}`);
  if (kind === "asn") persona.places.unshift(server(own, victim.asns[0]));
  if (kind === "bin") persona.payment = card(own, victim.bins[0]!);
}
