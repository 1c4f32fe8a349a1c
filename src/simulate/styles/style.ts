/** What a style of world is: every figure that real worlds differ in, so that nothing is fitted to one maker's habit. */
import type { Level } from "../settings.js";
import type { Twin } from "../world.js";

export type Range = readonly [low: number, high: number];
export type ByLevel<T> = Readonly<Record<Level, T>>;
/** What there is, each with its weight. */
export type Weighted<T> = readonly (readonly [what: T, weight: number])[];

/** First names and surnames of a region, the commonest first; `tail` is the share of surnames that are on no such list. */
export interface Names {
  first: readonly string[];
  last: readonly string[];
  tail: number;
  /** Weights of the surnames' ranks fall as rank ** -exponent. */
  exponent: number;
}

export interface Country {
  code: string;
  weight: number;
  dial: string;
  language: string;
  zones: readonly (readonly [name: string, offsetHours: number])[];
  isps: readonly number[];
  mobile: readonly number[];
  /** Its mail providers; absent: everybody's, as the style has them. */
  mail?: Weighted<string>;
  /** What its card numbers begin with, as often as each comes; absent: the international schemes. */
  schemes?: readonly string[];
  /** Absent: names of the whole world. */
  names?: Names;
}

export type CardKind = "credit" | "debit" | "prepaid" | "virtual";

interface People {
  countries: readonly Country[];
  /** Mail providers where a country has none of its own. */
  mail: Weighted<string>;
  /** Share that writes from a domain of its own. */
  ownDomain: number;
  /** Card ranges of each country, the weights of their ranks falling as rank ** -exponent; share of cards from home. */
  cards: { ranges: number; exponent: number; home: number; kinds: readonly CardKind[] };
  /** Deviations of log activity and of log exchanges an event; topics of one's own; share of people who are hardly ever at one place. */
  activity: { sigma: number; exchangesSigma: number; topics: number; roaming: number };
  /** Share of people who develop, and of browsers and API clients that are a build of somebody's own. */
  tools: { developers: number; ownBrowser: number; ownSdk: number };
  /** Shares of people who keep office hours, and who are at it in the evening; others keep none. */
  hours: { office: number; evening: number };
}

/** What innocent groups have in common: shares of groups, or of their members. */
interface Ties {
  /** Of ten companies, `batching` spread batch work over their seats. */
  company: { domain: number; card: number; fleet: number; sdk: number; desk: number; batching: number };
  household: { name: number; card: number; device: number };
  campus: { domain: number; exit: number; lab: number };
  hackathon: { code: number; venue: number; kit: number };
  /** Shares: of groups with domains and relays of their own, and that pay for all; of customers who sign up at the gateway, by number. */
  reseller: { ownDomains: number; relays: number; pays: number; atGateway: number; numbered: number };
  /** Share of the prompts that members of a group have in common, about. */
  prompts: Readonly<Record<"tool" | "company" | "campus" | "hackathon" | "household" | "automation" | "pair", number>>;
  /** Of those who run a published automation: how many do each time, whether on the hour, and how far apart. */
  timetable: { attendance: Range; onTheHour: number; lagSeconds: number };
}

/** Shares of a campaign's accounts that are made alike, and accounts to a card and to a device. */
interface Reuse {
  mail: number;
  card: number;
  device: number;
  phone: number;
  perCard: number;
  perDevice: number;
}

interface Networks {
  /** Share of people with each beside their home. */
  mobile: number;
  secondHome: number;
  server: number;
  vpn: number;
  /** Share that rents addresses of the same pools as campaigns. */
  rented: number;
  /** Share of home lines behind a provider's NAT. */
  cgnat: number;
  /** Accounts of the world to each address of a carrier's NAT, of a VPN service and of a rented pool. */
  perNat: number;
  perVpnExit: number;
  perPoolAddress: number;
  /** Countries that a rented pool has its exits in. */
  poolCountries: number;
}

/** Of what `low` and `high` allow, heavy-tailed with exponent `alpha`. */
interface Sizes {
  low: number;
  high: number;
  alpha: number;
}

export type Sharing = "tool" | "company" | "household" | "campus" | "automation" | "hackathon" | "reseller" | "pair" | "benchmark";

interface Groups {
  /** Of the innocent accounts. */
  shares: Readonly<Record<Sharing, number>>;
  /** Weights of households of two, three ... accounts. */
  householdSizes: readonly number[];
  company: Sizes;
  campus: Sizes;
  /** Shares of the innocent accounts that look like fraud on purpose and are none. */
  twins: Readonly<Record<Twin, number>>;
  /** How long before the world accounts began to sign up, if the world is no longer itself. */
  leadDays: number;
  /** Share that signs up, is idle for weeks, and comes back with a card. */
  returners: number;
}

/** Shares of events, or of accounts, that give a field. */
interface Gives {
  email: number;
  phone: number;
  name: number;
  payment: number;
  identity: number;
  device: number;
  /** Whether the platform takes TLS fingerprints at all. */
  ja4: boolean;
  /** In usage. */
  network: number;
  client: number;
}

interface Pacing {
  /** Share of the fraudulent accounts in promotion rings. */
  rings: Range;
  /** Of campaigns; none has more than about a third of the accounts. */
  size: Sizes;
  /** Campaigns to an operator; or what share each operator has of the campaign accounts. */
  campaignsPerOperator: number;
  operatorShares: readonly number[] | null;
  /** Days over which the first accounts sign up. */
  ramp: ByLevel<number>;
  aroundTheClock: number;
  /** Shares of the traffic from a queue of work and from long-lived templates; the rest is resold, or cover. */
  traffic: ByLevel<{ queue: Range; template: Range }>;
  /** Share of campaigns below expert that have a queue at all. */
  queues: number;
  /** Of the rest of the traffic, the share that repeats what the whole world asks. */
  cover: number;
  /** Accounts that get an item of a queue, bursts and days that a template lasts, and minutes within which a burst is sent. */
  shards: Range;
  templateBursts: Range;
  templateDays: Range;
  spreadMinutes: Range;
  /** Long-lived templates: at least, at most for a small campaign, and accounts that bring one more. */
  templates: { least: number; most: number; accountsPerMore: number };
  /** Median events of a campaign account beside an innocent one's, and exchanges a day. */
  rate: number;
  exchanges: number;
  /** Share of accounts that replace suspended ones, and minutes until they do. */
  replaced: Range;
  /** Shares of rings' accounts and of innocent ones that are suspended. */
  suspended: { ring: number; innocent: number };
  takeoverMinutes: Range;
}

export interface Aged {
  /** Share of a campaign's accounts that are bought aged. */
  shares: ByLevel<number>;
  /** Days between the sign-up and the change of hands. */
  days: Range;
  /** Where those live who sign such accounts up. */
  farmers: Weighted<string>;
  mail: Weighted<string>;
  /** Shares of accounts whose mail, phone and card are changed when they change hands. */
  changes: { email: number; phone: number; payment: number };
}

interface Evasion {
  /** Share of campaigns with a proxy pool of their own. */
  ownPool: ByLevel<number>;
  /** Shares of campaigns that change pools on some day, and whose exits rotate. */
  failOver: number;
  rotating: number;
  /** Share of campaigns disguised into one country. */
  regional: ByLevel<number>;
  /** Share of campaigns that give each kind of work to accounts of its own. */
  crews: number;
  /** Share of campaigns whose API clients are those that everybody uses, and of moderate campaigns' cards that are virtual. */
  commonTools: number;
  virtualCards: number;
  reuse: Readonly<Record<"sloppy" | "moderate", Reuse>>;
  aged: Aged | null;
}

/** How promotions are taken many times over. */
export interface Rings {
  /** Shares of rings that share no card, device, phone or mail; that are signed up by a script; that spend their credit and leave. */
  bare: number;
  scripted: number;
  spend: number;
  /** Share of rings whose accounts show where their one person lives, and with which browser; others hide behind many. */
  local: number;
  /** Share of the prompts that a ring's accounts have in common, about: its person's own work. */
  work: number;
  /** Days in which a credit is spent. */
  spendDays: Range;
  /** How the accounts are named, and who refers whom. */
  naming: Weighted<"numbered" | "plus" | "pattern" | "own">;
  referrals: Weighted<"none" | "star" | "chain">;
  /** Accounts that take one code before the next in a row of codes. */
  perCode: Range;
  /** Accounts to a card and to a device where they are shared. */
  perCard: Range;
  perDevice: Range;
}

export interface Style {
  name: string;
  /** What it is drawn from, in a line. */
  about: string;
  people: People;
  networks: Networks;
  groups: Groups;
  ties: Ties;
  gives: Gives;
  pacing: Pacing;
  evasion: Evasion;
  /** null: rings as they were before there were styles. */
  rings: Rings | null;
}
