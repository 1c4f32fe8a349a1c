/** What was asked for -> the settings of a world, checked and complete; presets replay what is publicly known. */
import { UsageError } from "../errors.js";
import { STYLES } from "./styles/styles.js";

export const LEVELS = ["sloppy", "moderate", "careful", "expert"] as const;
export type Level = (typeof LEVELS)[number];

export const FIELDS = [
  "email",
  "phone",
  "name",
  "organization",
  "payment",
  "identity",
  "device",
  "network",
  "client",
  "promo",
  "referrer",
  "attributes",
  "api_key",
] as const;
export type Field = (typeof FIELDS)[number];

export interface Settings {
  seed: number;
  /** Which of `STYLES`: what kind of people and of fraud. */
  style: number;
  accounts: number;
  /** Share of the accounts that is fraudulent. */
  fraud: number;
  /** Milliseconds since 1970, midnight UTC. */
  start: number;
  days: number;
  /** Usage events of an average innocent account. */
  eventsPerAccount: number;
  levels: readonly Level[];
  /** Fields left out of every event. */
  without: readonly Field[];
  /** Share of the usage events that carry a prompt or its fingerprint. */
  simhashShare: number;
  /** Whether every prompt that is told is told as text. */
  promptsAsText: boolean;
  /** Whether suspensions are told. They happen all the same. */
  status: boolean;
  /** Each usage event is moved by up to this much, either way. */
  jitterMinutes: number;
  /** Share of lines that come twice, and of lines that come late. */
  duplicates: number;
  late: number;
  /** Exchanges of all campaigns together; null: about 26 a day and account. */
  fraudExchanges: number | null;
  /** Number of operators; null: grows with the campaigns. */
  operators: number | null;
  /** Each operator's share of the campaign accounts, and of their exchanges; null: drawn. */
  operatorShares: readonly number[] | null;
  exchangeShares: readonly number[] | null;
  /** What campaigns are after; null: drawn for each operator. */
  capabilities: Readonly<Record<string, number>> | null;
}

export const DEFAULTS: Settings = {
  seed: 1,
  style: 0,
  accounts: 10_000,
  fraud: 0.05,
  start: Date.UTC(2026, 3, 1),
  days: 30,
  eventsPerAccount: 30,
  levels: LEVELS,
  without: [],
  simhashShare: 0.97,
  promptsAsText: false,
  status: true,
  jitterMinutes: 0,
  duplicates: 0.001,
  late: 0.002,
  fraudExchanges: null,
  operators: null,
  operatorShares: null,
  exchangeShares: null,
  capabilities: null,
};

/**
 * Published cases; other numbers of accounts scale their exchanges. How many innocents stood around them is not known: a million is a
 * guess.
 */
export const PRESETS: Readonly<Record<string, Partial<Settings>>> = {
  "june-2026": {
    accounts: 1_000_000,
    fraud: 0.025,
    start: Date.UTC(2026, 3, 22),
    days: 45,
    eventsPerAccount: 40,
    fraudExchanges: 28_800_000,
    operators: 2,
    operatorShares: [1, 0],
    exchangeShares: [1, 0],
    capabilities: { coding: 0.55, agentic: 0.4, tool_use: 0.05 },
  },
  "february-2026": {
    accounts: 1_000_000,
    fraud: 0.024,
    start: Date.UTC(2025, 11, 15),
    days: 62,
    eventsPerAccount: 40,
    fraudExchanges: 16_000_000,
    operators: 3,
    operatorShares: [0.05, 0.25, 0.7],
    exchangeShares: [0.01, 0.21, 0.78],
    capabilities: null,
  },
};

/** Settings asked for, over those of the preset, over the defaults. Throws a `UsageError` that says what is allowed. */
export function settle(asked: Partial<Settings>, preset?: string): Settings {
  if (preset !== undefined && !Object.hasOwn(PRESETS, preset))
    throw new UsageError(`no preset "${preset}"; there are ${Object.keys(PRESETS).join(", ")}`);
  const published = preset === undefined ? {} : PRESETS[preset]!;
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const settings: Settings = { ...DEFAULTS, ...published, ...given };
  if (published.fraudExchanges && asked.fraudExchanges === undefined) {
    const scale = (settings.accounts * settings.fraud) / (published.accounts! * published.fraud!);
    settings.fraudExchanges = Math.round(published.fraudExchanges * scale);
  }
  check("--accounts", settings.accounts, 1, 5_000_000);
  check("--fraud", settings.fraud, 0, 1);
  check("--days", settings.days, 1, 366);
  check("--events-per-account", settings.eventsPerAccount, 0.1, 10_000);
  check("--simhash-share", settings.simhashShare, 0, 1);
  check("--jitter-minutes", settings.jitterMinutes, 0, 1440);
  check("--seed", settings.seed, 0, 0xffffffff);
  if (STYLES[settings.style] === undefined) throw new UsageError(`--style is ${settings.style}; it must be one of ${styleNames()}`);
  for (const [option, value] of [
    ["--accounts", settings.accounts],
    ["--days", settings.days],
    ["--seed", settings.seed],
  ] as const)
    if (!Number.isInteger(value)) throw new UsageError(`${option} is ${value}; it must be a whole number`);
  if (settings.levels.length === 0) throw new UsageError(`--levels needs at least one of ${LEVELS.join(", ")}`);
  return settings;
}

/** The styles by number: "0 habit, 1 ...". */
export function styleNames(): string {
  return STYLES.map(({ name }, i) => `${i} ${name}`).join(", ");
}

function check(option: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) throw new UsageError(`${option} is ${value}; it must be from ${low} to ${high}`);
}
