/** Clusters' evidence -> rows of infrastructure, of template families, and of what speaks for an operator and against. */
import type { OperatorReport } from "../../contract/report/operator.js";
import { byCodeUnit } from "../../tools/order.js";
import { rounded } from "../../tools/rounded.js";
import type { MaterialCluster } from "./material.js";

/** Rows a table holds at the most: the rest is in the store. */
const MOST = 200;

/** Kinds that name machines, networks and tools rather than people. */
const INFRASTRUCTURE = new Set([
  "ip",
  "signup_ip",
  "net",
  "cidr",
  "asn",
  "country",
  "network_kind",
  "ja4",
  "user_agent",
  "toolchain",
  "email_domain",
]);
/** Those of them whose values may leave the house, where many accounts show them: nobody can hide a person's name in them. */
const TRAVELS = new Set(["ip", "signup_ip", "net", "cidr", "asn", "country", "ja4"]);
/** Fewer could be one person's: values that people choose or own are told of so many accounts alone, within the house too. */
const MANY = 10;
const CHOSEN = new Set(["email_domain", "organization", "user_agent", "toolchain", "referrer", "api_key"]);
const TEMPLATES = new Set(["template", "prompt", "prompt_simhash", "prompt_value"]);
const FINGERPRINT = /^[0-9a-f]{16}$/;

interface Row {
  kind: string;
  value: string;
  accounts: number;
  bits: number;
}

export function infrastructureRows(clusters: readonly MaterialCluster[]): OperatorReport["infrastructure"] {
  return valuesOf(clusters, (kind) => INFRASTRUCTURE.has(kind)).map(({ kind, value, accounts, bits }) => ({
    kind,
    ...(TRAVELS.has(kind) && accounts >= MANY ? { value } : {}),
    ...(isTold(kind, accounts) ? { value_within: value } : {}),
    accounts,
    bits: rounded(bits),
  }));
}

export function templateRows(clusters: readonly MaterialCluster[]): OperatorReport["templates"] {
  return valuesOf(clusters, (kind) => TEMPLATES.has(kind))
    .filter(({ value }) => FINGERPRINT.test(value))
    .map(({ value, accounts, bits }) => ({ fingerprint: value, accounts, bits: rounded(bits) }));
}

/** What is weighed for and against the operator, `sign` for one of both: summed over the clusters, the weightiest first. */
export function evidenceRows(clusters: readonly MaterialCluster[], sign: 1 | -1): OperatorReport["evidence_for"] {
  const rows = new Map<string, Row & { family: string }>();
  for (const { weighed } of clusters)
    for (const { family, kind, value, accounts, bits } of weighed) {
      if (Math.sign(bits) !== sign) continue;
      const key = `${family} ${kind} ${value}`;
      const row = rows.get(key) ?? { family, kind, value, accounts: 0, bits: 0 };
      rows.set(key, row);
      row.accounts += accounts;
      row.bits += bits;
    }
  return heaviest([...rows.values()]).map(({ family, kind, value, accounts, bits }) => ({
    family,
    kind,
    ...(isTold(kind, accounts) ? { value } : {}),
    accounts,
    bits: rounded(bits),
  }));
}

const isTold = (kind: string, accounts: number): boolean => accounts >= MANY || !(CHOSEN.has(kind) || kind.startsWith("attributes"));

/** Of what binds the clusters: each value once, with the accounts of all of them, and the most that it is worth in one. */
function valuesOf(clusters: readonly MaterialCluster[], wanted: (kind: string) => boolean): Row[] {
  const rows = new Map<string, Row>();
  for (const { evidence } of clusters)
    for (const { kind, value, accounts, bits } of evidence) {
      if (!wanted(kind)) continue;
      const key = `${kind} ${value}`;
      const row = rows.get(key) ?? { kind, value, accounts: 0, bits: 0 };
      rows.set(key, row);
      row.accounts += accounts;
      row.bits = Math.max(row.bits, bits);
    }
  return heaviest([...rows.values()]);
}

function heaviest<T extends Row>(rows: readonly T[]): T[] {
  return [...rows]
    .sort(
      (a, b) =>
        Math.abs(b.bits) - Math.abs(a.bits) || b.accounts - a.accounts || byCodeUnit(a.kind, b.kind) || byCodeUnit(a.value, b.value),
    )
    .slice(0, MOST);
}
