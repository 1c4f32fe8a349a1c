/** The kinds a dossier may name -> what a hit or a miss of each is worth: one entry a kind, and everything that varies between kinds is in it. */
import type { Family } from "../indicator/kinds.js";
import type { DossierIndicator } from "../model/dossier.js";
import type { MATCHERS } from "./dossiers/match.js";

export interface DossierKind {
  family: Family;
  /** The population's kinds in which its values are looked for. */
  sources: readonly string[];
  /** How a dossier's value meets a sighting's. */
  match: keyof typeof MATCHERS;
  /** How likely another hand holds the same by copying, buying or planting it: what limits the bits of a hit. */
  shared: number;
  /** How likely the operator's next cluster shows none of what is known: what limits the bits of a miss. */
  absent: number;
  halfLifeDays: number;
  /** The power to which the chance outside the fraudulent clusters is taken: above one where the few who show it there are mostly hands not caught yet, not strangers who chose the same. */
  outsiders: number;
}

type Worth = Pick<DossierKind, "shared" | "absent" | "halfLifeDays"> & Partial<Pick<DossierKind, "match" | "outsiders">>;

const entry = (family: Family, sources: readonly string[], { match = "text", outsiders = 1, ...worth }: Worth): DossierKind => ({
  family,
  sources,
  match,
  outsiders,
  ...worth,
});

const TABLE: Readonly<Record<string, DossierKind>> = {
  prompt_simhash: entry("behaviour", ["prompt", "prompt_value"], {
    shared: 2 ** -10,
    absent: 0.25,
    halfLifeDays: 540,
    match: "simhash",
    outsiders: 1.5,
  }),
  payment: entry("payment", ["payment"], { shared: 2 ** -9, absent: 0.5, halfLifeDays: 730, outsiders: 1.5 }),
  bin: entry("payment", ["bin"], { shared: 2 ** -3, absent: 0.5, halfLifeDays: 365 }),
  document: entry("identity", ["document"], { shared: 2 ** -9, absent: 0.6, halfLifeDays: 1460, outsiders: 1.5 }),
  email_domain: entry("identity", ["email_domain"], { shared: 2 ** -5, absent: 0.5, halfLifeDays: 365, match: "domain" }),
  phone_prefix: entry("identity", ["phone_prefix"], { shared: 2 ** -3, absent: 0.6, halfLifeDays: 365, match: "phone" }),
  device: entry("tooling", ["device"], { shared: 2 ** -7, absent: 0.5, halfLifeDays: 365, outsiders: 1.5 }),
  ja4: entry("tooling", ["ja4"], { shared: 2 ** -3.5, absent: 0.4, halfLifeDays: 180 }),
  user_agent: entry("tooling", ["user_agent"], { shared: 2 ** -3.5, absent: 0.4, halfLifeDays: 120 }),
  ip: entry("network", ["ip", "signup_ip"], { shared: 2 ** -4, absent: 0.6, halfLifeDays: 45, match: "address" }),
  cidr: entry("network", ["ip", "signup_ip", "net"], { shared: 2 ** -3.5, absent: 0.5, halfLifeDays: 120, match: "address" }),
  asn: entry("network", ["asn"], { shared: 2 ** -3, absent: 0.4, halfLifeDays: 365, match: "system" }),
  country: entry("network", ["country"], { shared: 2 ** -1.5, absent: 0.5, halfLifeDays: 730 }),
  promo: entry("co-use", ["promo"], { shared: 2 ** -4, absent: 0.7, halfLifeDays: 90 }),
};

/** Any other kind is a key of `attributes`. */
export function dossierKind(name: string): DossierKind {
  if (Object.hasOwn(TABLE, name)) return TABLE[name]!;
  const key = name.startsWith("attributes.") ? name : `attributes.${name}`;
  return entry("attribute", [key], { shared: 2 ** -8, absent: 0.4, halfLifeDays: 365, outsiders: 2 });
}

/** Bits that all kinds of a family carry together at the most: for the operator, and against. */
export const FAMILY_CAP: Readonly<Record<string, { for: number; against: number }>> = {
  behaviour: { for: 10, against: 3 },
  payment: { for: 9, against: 1.5 },
  identity: { for: 9, against: 1.5 },
  tooling: { for: 7, against: 2 },
  network: { for: 4, against: 2 },
  "co-use": { for: 4, against: 0.5 },
  attribute: { for: 9, against: 1.5 },
  profile: { for: 2, against: 2.5 },
  continuity: { for: 4, against: 1.5 },
};

/** The Admiralty code (NATO AJP-2.1) as shares of the bits; "cannot be judged" is neither trusted nor distrusted. */
const RELIABILITY = { A: 1, B: 0.9, C: 0.75, D: 0.5, E: 0.25, F: 0.6 } as const;
const CREDIBILITY = { 1: 1, 2: 0.9, 3: 0.75, 4: 0.5, 5: 0.2, 6: 0.6 } as const;
const DAY_MS = 86_400_000;

/** The share of its bits that an indicator keeps at the time `at`: by its source, what it says, and its age. */
export function discount(indicator: DossierIndicator, at: number): number {
  if (indicator.valid_until !== undefined && Date.parse(indicator.valid_until) < at) return 0;
  const trust = RELIABILITY[indicator.reliability] * CREDIBILITY[indicator.credibility];
  return trust * 0.5 ** (ageDays(indicator, at) / dossierKind(indicator.kind).halfLifeDays);
}

/** Since it was last seen; where only the first time is known, half of the time since then. */
function ageDays({ first_seen, last_seen }: DossierIndicator, at: number): number {
  const since = last_seen ?? first_seen;
  if (since === null) return 0;
  const days = Math.max(0, (at - Date.parse(since)) / DAY_MS);
  return last_seen === null ? days / 2 : days;
}
