/**
 * The shape of a planned world: accounts in columns, the groups that they belong to, operators and their campaigns. Everything else is
 * derived from seeds when it is needed.
 */

import type { Country, Toolchain } from "./people/vocabulary.js";
import type { Rng } from "./random.js";
import type { Level, Settings } from "./settings.js";

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

/** Accounts [first, first + size). */
export interface Group {
  kind: GroupKind;
  seed: number;
  first: number;
  size: number;
  campaign: Campaign | null;
}

export interface Bin {
  bin: string;
  country: string;
  kind: "credit" | "debit" | "prepaid" | "virtual";
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
  /** Bursts that a queue's template lasts. */
  templateLife: number;
  /** Within which the shards of a burst are sent. */
  spreadMs: number;
  aroundTheClock: boolean;
  plant: Plant | null;
}

/** What happens to an account beside sign-up and usage. */
export interface Happening {
  time: number;
  account: number;
  what: "suspended" | "reinstated" | "closed" | "update";
}

export interface Accounts {
  size: number;
  seed: Uint32Array;
  group: Uint32Array;
  signup: Float64Array;
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
