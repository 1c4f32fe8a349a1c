/**
 * A planned event -> its line in the contract's form. All accounts go through the same few functions: what is given, in which order and
 * form, says nothing about who it is.
 */

import { DAY_MS, HOUR_MS } from "../tools/units.js";
import { timestamp } from "./hours.js";
import { farmerPersona } from "./hydra/aged.js";
import { campaignPersona } from "./hydra/disguise.js";
import { innocentPersona } from "./overlays.js";
import type { Place } from "./people/network.js";
import type { Persona } from "./people/persona.js";
import { fingerprint, isText, ownText, templateText } from "./people/prompts.js";
import { CAPABILITIES, NEW_MODEL, REASONS, type Toolchain } from "./people/vocabulary.js";
import { hash32, hex32, Rng } from "./random.js";
import type { Field } from "./settings.js";
import type { Happening, World } from "./world.js";

/** What an account's lines are made of. */
interface Card {
  id: string;
  persona: Persona;
  adoptsAt: number;
}

/** What of their particulars people give anew when they come back: shares, assumed. */
const RETURNS = { email: 0.1, phone: 0.3, payment: 0.8 };

/** Cards kept of those used lately, and as many of those before: those who are at work now. */
const CARDS = 15_000;

export class Renderer {
  readonly #world: World;
  readonly #without: ReadonlySet<Field>;
  #cards = new Map<number, Card>();
  #before = new Map<number, Card>();
  readonly #rng = new Rng(0);
  readonly #where = new Rng(0);
  #events = 0;

  constructor(world: World) {
    this.#world = world;
    this.#without = new Set(world.settings.without);
  }

  signup(time: number, account: number): string {
    const { accounts, style } = this.#world;
    const idle = accounts.from[account]! > accounts.signup[account]!; // comes back later, or is sold
    const { aged } = style.evasion;
    const farmed = idle && aged !== null && this.#world.groups[accounts.group[account]!]!.campaign !== null;
    const persona = farmed ? farmerPersona(this.#world, aged, account) : this.#card(account).persona;
    const rng = this.#stream(account);
    const gives = new Rng(accounts.seed[account]!, 1201);
    const given = style.gives;
    let line = this.#head("signup", time, account);
    line += this.#text("email", gives.chance(given.email) ? persona.email : null);
    line += this.#text("phone", gives.chance(given.phone) ? persona.phone : null);
    line += this.#text("name", gives.chance(given.name) ? `${persona.first} ${persona.last}` : null);
    line += this.#text("organization", persona.organization);
    if (gives.chance(given.payment) && persona.payment && !idle && this.#has("payment"))
      line += `,"payment":${JSON.stringify(persona.payment)}`;
    if (gives.chance(given.identity) && this.#has("identity"))
      line += `,"identity":{"document":"${persona.document}","verified":${rng.chance(0.95)}}`;
    if (this.#has("network")) line += `,"network":${place(farmed ? persona.signupPlace : this.#signupPlace(persona, time))}`;
    if (this.#has("client")) line += `,"client":${this.#browser(persona, account)}`;
    line += this.#text("promo", persona.promo);
    line += this.#text("referrer", this.#referrer(persona, account));
    if (this.#has("attributes")) line += `,"attributes":{"plan":"${persona.plan}"}`;
    return `${line}}`;
  }

  usage(time: number, account: number, template: number): string {
    const { accounts, settings, style } = this.#world;
    const card = this.#card(account);
    const { persona } = card;
    const rng = this.#stream(account);
    const scripted = persona.sdk !== null && rng.chance(0.85);
    let line = this.#head("usage", time, account);
    if (scripted && this.#has("api_key")) line += `,"api_key":"${persona.apiKey}"`;
    line += `,"model":"${time > card.adoptsAt && rng.chance(0.8) ? NEW_MODEL : persona.models[rng.zipf(persona.models.length)]}"`;
    line += `,"capability":"${CAPABILITIES[rng.weighted(persona.capabilities)]}"`;
    if (rng.chance(settings.simhashShare)) line += this.#prompt(template, rng);
    const size = template === 0 ? 300 : 100 + (hash32(template % 0x100000000, 1202) % 3000);
    line += `,"input_tokens":${Math.round(rng.lognormal(size, template === 0 ? 1.3 : 0.25))},"output_tokens":${Math.round(rng.lognormal(size * 1.4, 0.8))}`;
    const exchanges = Math.round(accounts.exchanges[account]! * rng.lognormal(0.95, 0.3));
    if (exchanges > 1) line += `,"exchanges":${exchanges}`;
    if (rng.chance(style.gives.network) && this.#has("network")) line += `,"network":${place(this.#place(persona, account, time))}`;
    if (rng.chance(style.gives.client) && this.#has("client"))
      line += `,"client":${scripted ? this.#client(persona.sdk!) : this.#browser(persona, account)}`;
    if (persona.workspace && this.#has("attributes")) line += `,"attributes":{"workspace":"${persona.workspace}"}`;
    return `${line}}`;
  }

  happening({ time, account, what }: Happening): string {
    const rng = this.#stream(account);
    if (what === "update") return this.#update(time, account, rng);
    if (what === "handover") return this.#handover(time, account, rng);
    const line = this.#head("status", time, account);
    return `${line},"status":"${what}","reason":"${what === "suspended" ? rng.pick(REASONS) : what}","actor":"${rng.chance(0.8) ? "system" : `analyst-${rng.int(6)}`}"}`;
  }

  /** A new number, or a new card. */
  #update(time: number, account: number, rng: Rng): string {
    const { phone, payment } = this.#card(account).persona;
    const line = this.#head("update", time, account);
    if (rng.chance(0.5)) return `${line}${this.#text("phone", phone.slice(0, -4) + rng.range(1000, 9999))}}`;
    return payment && this.#has("payment")
      ? `${line},"payment":${JSON.stringify({ ...payment, fingerprint: `pay-${rng.hex64()}` })}}`
      : `${line}}`;
  }

  /**
   * A bought account becomes the buyer's: mail, number and card where they are changed, and the buyer's network and client. One who comes
   * back gives the same.
   */
  #handover(time: number, account: number, rng: Rng): string {
    const { persona } = this.#card(account);
    const { accounts, groups, style } = this.#world;
    const sold = groups[accounts.group[account]!]!.campaign !== null;
    const changes = sold && style.evasion.aged ? style.evasion.aged.changes : RETURNS;
    let line = this.#head("update", time, account);
    line += this.#text("email", rng.chance(changes.email) ? persona.email : null);
    line += this.#text("phone", rng.chance(changes.phone) ? persona.phone : null);
    if (rng.chance(changes.payment) && persona.payment && this.#has("payment")) line += `,"payment":${JSON.stringify(persona.payment)}`;
    if (this.#has("network")) line += `,"network":${place(this.#signupPlace(persona, time))}`;
    if (this.#has("client")) line += `,"client":${this.#browser(persona, account)}`;
    return `${line}}`;
  }

  #signupPlace({ exits, signupPlace }: Persona, time: number): Place {
    return exits?.(time) ?? signupPlace;
  }

  /** People stay a while. */
  #place({ exits, places }: Persona, account: number, time: number): Place {
    if (exits) return exits(time);
    const where = this.#where.reseed(this.#world.accounts.seed[account]!, Math.floor(time / (6 * HOUR_MS)), 1203);
    return places[where.zipf(places.length)]!;
  }

  #head(type: string, time: number, account: number): string {
    const id =
      hex32(hash32(this.#events, this.#world.settings.seed, 1204)) + hex32(hash32(this.#events++, this.#world.settings.seed, 1205));
    return `{"type":"${type}","id":"ev-${id}","time":"${timestamp(time)}","account":"${this.#card(account).id}"`;
  }

  #prompt(template: number, rng: Rng): string {
    const { promptsAsText } = this.#world.settings;
    if (template === 0) return rng.chance(1 / 53) || promptsAsText ? `,"prompt":"${ownText(rng)}"` : `,"prompt_simhash":"${rng.hex64()}"`;
    return promptsAsText || isText(template)
      ? `,"prompt":"${templateText(template, rng)}"`
      : `,"prompt_simhash":"${fingerprint(template, rng)}"`;
  }

  #referrer({ referrer }: Persona, account: number): string | null {
    const by = Number(referrer);
    const { signup } = this.#world.accounts;
    return referrer !== null && signup[by]! < signup[account]! ? accountId(this.#world, by) : null;
  }

  #browser({ browser, device, language, timezone }: Persona, account: number): string {
    const before = this.#without.has("device") || !this.#givesDevice(account) ? "" : `"device":"${device}",`;
    return this.#client(browser, before, `,"language":"${language}","timezone":"${timezone}"`);
  }

  #givesDevice(account: number): boolean {
    return hash32(this.#world.accounts.seed[account]!, 1209) < this.#world.style.gives.device * 0x100000000;
  }

  #client({ userAgent, ja4 }: Toolchain, before = "", after = ""): string {
    const handshake = this.#world.style.gives.ja4 ? `,"ja4":"${ja4}"` : "";
    return `{${before}"user_agent":"${userAgent}"${handshake}${after}}`;
  }

  #has(field: Field): boolean {
    return !this.#without.has(field);
  }

  #text(field: Field, value: string | null): string {
    return value === null || this.#without.has(field) ? "" : `,"${field}":"${value}"`;
  }

  /** A stream for each event. */
  #stream(account: number): Rng {
    return this.#rng.reseed(this.#events, account, this.#world.settings.seed);
  }

  #card(account: number): Card {
    const known = this.#cards.get(account);
    if (known) return known;
    if (this.#cards.size >= CARDS) [this.#before, this.#cards] = [this.#cards, new Map()];
    const card = this.#before.get(account) ?? this.#make(account); // made again when it is needed again, the same
    this.#cards.set(account, card);
    return card;
  }

  #make(account: number): Card {
    const { accounts, groups, releaseAt } = this.#world;
    const group = groups[accounts.group[account]!]!;
    const persona = group.campaign ? campaignPersona(this.#world, group.campaign, account) : innocentPersona(this.#world, group, account);
    const rng = new Rng(accounts.seed[account]!, 1206);
    const eager = group.campaign ? 0.4 : rng.chance(0.15) ? 1 : 14;
    return {
      id: accountId(this.#world, account),
      persona,
      adoptsAt: releaseAt + rng.exponential(eager * DAY_MS),
    };
  }
}

/** Random and uniform over all accounts. */
export function accountId(world: World, account: number): string {
  const { seed } = world.settings;
  const tail = hash32(account, seed, 1208) & 0xfffff;
  return `acc-${hash32(account, seed, 1207).toString(36).padStart(7, "0")}${tail.toString(36).padStart(4, "0")}`;
}

function place({ ip, asn, country, kind }: Place): string {
  return `{"ip":"${ip}","asn":${asn},"country":"${country}","kind":"${kind}"}`;
}
