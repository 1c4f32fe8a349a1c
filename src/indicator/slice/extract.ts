/**
 * An event -> the numbers of the indicator values that its account was seen with: which field gives sightings of which kinds. Addresses
 * are no numbered values: nearly every one is new.
 */
import { type Address, parseAddress } from "../../event/address.js";
import type { Attributes, Client, Event, Network, Particulars, Usage } from "../../event/event.js";
import type { Column } from "../../tools/growing.js";
import type { Key } from "../../tools/hash.js";
import { ID_CHECK } from "../kinds/identity.js";
import { KINDS } from "../kinds/registry.js";
import { parseEmail } from "../normalise/email.js";
import { deletions, foldWords, soundOf } from "../normalise/name.js";
import { parseSimhash, simhash } from "../normalise/prompt.js";
import type { Values } from "./values.js";

/** A kind's number by its name. */
export const K: Readonly<Record<string, number>> = Object.fromEntries(KINDS.map(({ name, code }) => [name, code]));
const USER_AGENT_LENGTH = 200;
const SHORTEST_PHONE = 5;
const SUBSCRIBER_DIGITS = 4;

type Out = Column<Uint32Array>;

export function observe(event: Event, values: Values, out: Out): void {
  if (event.type === "status") return;
  if (event.type === "usage") observeUsage(event, values, out);
  else observeParticulars(event, values, out);
  const { network, client, attributes } = event;
  if (network) (event.type === "usage" ? observeUsageNetwork : observeNetwork)(network, values, out);
  if (client) observeClient(client, values, out);
  if (network && client) observeLocale(spokenOf(client, values), placeOf(network, values), client, network, values, out);
  if (attributes) observeAttributes(attributes, values, out);
}

export function observeAttributes(attributes: Attributes, values: Values, out: Out): void {
  for (const name in attributes) text(values.attribute(name), attributes[name], values, out);
}

export const asSent = (text: string): string => text;
const upper = (text: string): string => text.toUpperCase();
const asnDigits = (asn: string | number): string => String(typeof asn === "number" ? asn : Number(asn.replace(/^as/i, "")));
const agentText = (agent: string): string => agent.slice(0, USER_AGENT_LENGTH);
const toolchainText = (ja4: string, agent: string): string => `${ja4.trim()} ${agentText(agent).trim()}`;
const localeText = (language: string, timezone: string, country: string): string =>
  `${language.trim()} ${timezone.trim()} ${upper(country).trim()}`;

/** The number of the value seen, or -1 where there is none. */
function see<T extends string | number>(
  kind: number,
  value: T | undefined,
  normalise: (value: T) => string,
  values: Values,
  out: Out,
): number {
  if (value === undefined) return -1;
  const number = values.of(kind, value, normalise);
  if (number >= 0) out.push(number);
  return number;
}

function text(kind: number, value: string | undefined, values: Values, out: Out): number {
  return see(kind, value, asSent, values, out);
}

function observeUsage(event: Usage, values: Values, out: Out): void {
  text(K.api_key, event.api_key, values, out);
  text(K.model, event.model, values, out);
}

/** The fingerprint of what was asked, or null: every one is new, so it is no numbered value. */
export function printOf({ prompt_simhash, prompt }: Usage): Key | null {
  return prompt_simhash ? parseSimhash(prompt_simhash) : prompt ? simhash(prompt) : null;
}

/** Where the event came from, or null. */
export function addressOf({ ip }: Network): Address | null {
  return ip ? parseAddress(ip) : null;
}

/** All of a network but its address. */
function observeNetwork({ asn, country, kind }: Network, values: Values, out: Out): void {
  see(K.asn, asn, asnDigits, values, out);
  see(K.country, country, upper, values, out);
  text(K.network_kind, kind, values, out);
}

/** Of what was used: where from, too. */
export function observeUsageNetwork(network: Network, values: Values, out: Out): void {
  observeNetwork(network, values, out);
  see(K.usage_country, network.country, upper, values, out);
}

export function observeClient({ device, user_agent, ja4, language, timezone }: Client, values: Values, out: Out): void {
  text(K.device, device, values, out);
  const print = text(K.ja4, ja4, values, out);
  const agent = see(K.user_agent, user_agent, agentText, values, out);
  if (print >= 0 && agent >= 0) {
    const known = values.pairOf(K.toolchain, print, agent);
    out.push(known >= 0 ? known : values.addPair(K.toolchain, print, agent, toolchainText(ja4!, user_agent!)));
  }
  text(K.language, language, values, out);
  text(K.timezone, timezone, values, out);
}

/** The number of a client's language and time zone together, or -1 where one is missing. */
export function spokenOf({ language, timezone }: Client, values: Values): number {
  if (language === undefined || timezone === undefined) return -1;
  const tongue = values.of(K.language, language, asSent);
  const zone = values.of(K.timezone, timezone, asSent);
  return tongue < 0 || zone < 0 ? -1 : values.pair(tongue, zone);
}

/** The number of a network's country, or -1. */
export function placeOf({ country }: Network, values: Values): number {
  return country === undefined ? -1 : values.of(K.country, country, upper);
}

/** What is spoken where: `spoken` and `place` are of this client and this network. */
export function observeLocale(spoken: number, place: number, client: Client, network: Network, values: Values, out: Out): void {
  if (spoken < 0 || place < 0) return;
  const known = values.pairOf(K.locale, spoken, place);
  out.push(known >= 0 ? known : values.addPair(K.locale, spoken, place, localeText(client.language!, client.timezone!, network.country!)));
}

function observeParticulars(
  { email, phone, name, organization, payment, identity, promo, referrer }: Particulars,
  values: Values,
  out: Out,
): void {
  if (email) observeEmail(email, values, out);
  if (phone) observePhone(phone, values, out);
  if (name) observeName(name, values, out);
  if (organization) text(K.organization, foldWords(organization).join(" "), values, out);
  text(K.document, identity?.document, values, out);
  if (identity?.verified !== undefined) text(K.id_check, identity.verified ? ID_CHECK.passed : ID_CHECK.failed, values, out);
  text(K.payment, payment?.fingerprint, values, out);
  text(K.bin, payment?.bin, values, out);
  text(K.payment_kind, payment?.kind, values, out);
  see(K.payment_country, payment?.country, upper, values, out);
  text(K.promo, promo, values, out);
  text(K.referrer, referrer, values, out);
}

function observeEmail(email: string, values: Values, out: Out): void {
  const parts = parseEmail(email);
  if (!parts) return;
  text(K.email, `${parts.local}@${parts.domain}`, values, out);
  text(K.email_domain, parts.domain, values, out);
  text(K.email_shape, parts.shape, values, out);
  text(K.email_local, parts.local, values, out);
  text(K.email_stem, parts.stem, values, out);
}

function observePhone(phone: string, values: Values, out: Out): void {
  const digits = phone.normalize("NFKC").replace(/\D/g, "").replace(/^00/, "");
  if (digits.length < SHORTEST_PHONE) return;
  text(K.phone, digits, values, out);
  text(K.phone_prefix, digits.slice(0, -SUBSCRIBER_DIGITS), values, out);
}

function observeName(name: string, values: Values, out: Out): void {
  const words = foldWords(name);
  text(K.name, words.toSorted().join(" "), values, out);
  for (const word of words) for (const number of values.group(word, numbersOfWord)) out.push(number);
}

/** What a word of a name stands for: itself, its sound, and the words one letter away. */
function numbersOfWord(word: string, values: Values): number[] {
  const sound = soundOf(word);
  const near = deletions(word).map((form) => values.of(K.name_near, form, asSent));
  return [values.of(K.name_word, word, asSent), ...(sound === null ? [] : [values.of(K.name_sound, sound, asSent)]), ...near];
}
