/**
 * The shape of a planned world: accounts in columns, the groups that they belong to, operators and their campaigns. Everything else is
 * derived from seeds when it is needed.
 */

import type { Toolchain } from "./people/vocabulary.js";
import type { Rng } from "./random.js";
import type { Level, Settings } from "./settings.js";
import type { CardKind, Country, Style } from "./styles/style.js";

export type GroupKind =
  | "individual"
  | "household"
  | "company"
  | "campus"
  | "hackathon"
  | "reseller"
  | "pair"
  | "tool"
  | "automation"
  | "benchmark"
  | "promo_ring"
  | "campaign";

/** What looks like a campaign, or like a ring, and is none: a lab's own red team, distillation with consent, a course that starts. */
export type Twin = "redTeam" | "research" | "classroom";

/** Accounts [first, first + size). */
export interface Group {
  kind: GroupKind;
  seed: number;
  first: number;
  size: number;
  campaign: Campaign | null;
  twin: Twin | null;
}

export interface Bin {
  bin: string;
  country: string;
  kind: CardKind;
}

export interface Operator {
  id: string;
  name: string;
  seed: number;
  /** Whether there is a dossier. */
  known: boolean;
  country: Country;
  timezone: string;
  offsetHours: number;
  toolchains: readonly Toolchain[];
  bins: readonly Bin[];
  domains: readonly string[];
  asns: readonly number[];
  phonePrefixes: readonly string[];
  /** Templates that outlive a campaign. */
  templates: readonly number[];
  capabilities: Readonly<Record<string, number>>;
  models: readonly string[];
}

/** A planted indicator of somebody else: the false flag. */
export interface Plant {
  kind: "toolchain" | "domain" | "asn" | "bin";
  victim: Operator;
  share: number;
}

export interface Campaign {
  level: Level;
  operator: Operator;
  seed: number;
  first: number;
  size: number;
  start: number;
  end: number;
  /** By slot of work: the accounts that held it, one after the other. */
  chains: readonly (readonly number[])[];
  toolchains: readonly Toolchain[];
  /** The client that signs up, where a service does it for them. */
  signupToolchain: Toolchain | null;
  bins: readonly Bin[];
  domains: readonly string[];
  mailPattern: number;
  phonePrefixes: readonly string[];
  /** Seed of the address pool: campaigns may share one. */
  pool: number;
  poolSize: number;
  /** Whether the pool is its own: then the careful and the expert use it too. */
  ownPool: boolean;
  /** The pool that it changes to. */
  failOver: { at: number; pool: number; poolSize: number } | null;
  /** Whether an exit lasts minutes rather than as long as the account. */
  rotating: boolean;
  /** The one country that all its accounts seem to be from. */
  region: Country | null;
  /** Groups of accounts that each do one kind of work; when each slot's turn is over, their templates change hands. */
  crews: number;
  /** By account of the campaign, from the first. */
  crewOf: Uint8Array;
  crewMs: number;
  /** By account of the campaign: whether it was signed up by somebody else, long before. */
  aged: Uint8Array;
  cards: number;
  devices: number;
  /** Long-lived templates; the queue's come and go. */
  templates: readonly number[];
  /** What the traffic is made of: the work queue, the templates, and (the rest) resold traffic. */
  queueShare: number;
  templateShare: number;
  /** Usage events a day and account, the queue's included. */
  rate: number;
  /** Accounts that get an item of the queue. */
  shards: number;
  /** Bursts, and days, that a queue's template lasts. */
  templateLife: number;
  templateDays: number;
  /** Within which the shards of a burst are sent. */
  spreadMs: number;
  aroundTheClock: boolean;
  plant: Plant | null;
}

/** What happens to an account beside sign-up and usage. */
export interface Happening {
  time: number;
  account: number;
  what: "suspended" | "reinstated" | "closed" | "update" | "handover";
}

export interface Accounts {
  size: number;
  seed: Uint32Array;
  group: Uint32Array;
  signup: Float64Array;
  /** From when it is used: its sign-up, or, of an account that is bought aged, the change of hands. */
  from: Float64Array;
  /** When it falls silent: suspended, churned, or the end of the world. */
  end: Float64Array;
  /** Usage events a day of its own; what groups do together comes on top. */
  rate: Float32Array;
  /** Mean exchanges that an event stands for. */
  exchanges: Float32Array;
  /** Of its clock, from UTC. */
  offsetHours: Float32Array;
}

export interface World {
  settings: Settings;
  style: Style;
  start: number;
  end: number;
  accounts: Accounts;
  groups: readonly Group[];
  operators: readonly Operator[];
  campaigns: readonly Campaign[];
  /** By time. */
  happenings: readonly Happening[];
  /** Suspended and reinstated: silent in between. */
  pauses: ReadonlyMap<number, readonly [from: number, to: number]>;
  /** Seeds of the address pools that everybody can rent. */
  pools: readonly number[];
  poolSize: number;
  /** Addresses of a carrier's NAT, and exits of a VPN service. */
  natSize: number;
  vpnSize: number;
  releaseAt: number;
}

/** Plans a usage, if the account is there at that time; template 0 is a prompt of its own. */
export type AddUsage = (rng: Rng, time: number, account: number, template: number) => void;
