/** A dossier's indicator <-> a STIX pattern of one comparison; what STIX has no observable for becomes one of our own. */
import { parseAddress } from "../../event/address.js";

export interface Value {
  kind: string;
  value: string;
}

const OTHER = "x-cautery-indicator";
const USER_AGENT = "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'";

export function patternOf({ kind, value }: Value): string {
  const version = parseAddress(value.split("/")[0])?.version;
  if (kind === "asn" && /^\d+$/.test(value)) return `[autonomous-system:number = ${value}]`;
  if (kind === "ip" && version) return `[ipv${version}-addr:value = ${quote(value)}]`;
  if (kind === "cidr" && version) return `[ipv${version}-addr:value ISSUBSET ${quote(value)}]`;
  if (kind === "email_domain") return `[domain-name:value = ${quote(value)}]`;
  if (kind === "user_agent") return `[${USER_AGENT} = ${quote(value)}]`;
  return `[${OTHER}:kind = ${quote(kind)} AND ${OTHER}:value = ${quote(value)}]`;
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function unquote(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1");
}

const STRING = String.raw`'((?:[^'\\]|\\.)*)'`;
const FORMS: readonly [form: RegExp, kind: string][] = [
  [/^\[autonomous-system:number = (\d{1,10})\]$/, "asn"],
  [new RegExp(String.raw`^\[ipv[46]-addr:value = ${STRING}\]$`, "s"), "ip"],
  [new RegExp(String.raw`^\[ipv[46]-addr:value ISSUBSET ${STRING}\]$`, "s"), "cidr"],
  [new RegExp(String.raw`^\[domain-name:value = ${STRING}\]$`, "s"), "email_domain"],
  [new RegExp(String.raw`^\[${USER_AGENT.replaceAll(".", String.raw`\.`)} = ${STRING}\]$`, "s"), "user_agent"],
];
const OTHER_FORM = new RegExp(String.raw`^\[${OTHER}:kind = ${STRING} AND ${OTHER}:value = ${STRING}\]$`, "s");

/** Null for a pattern of any other form: others' patterns may say more than a dossier can hold. */
export function readPattern(pattern: string): Value | null {
  const trimmed = pattern.trim();
  const other = OTHER_FORM.exec(trimmed);
  if (other) return { kind: unquote(other[1]), value: unquote(other[2]) };
  for (const [form, kind] of FORMS) {
    const match = form.exec(trimmed);
    if (match) return { kind, value: unquote(match[1]) };
  }
  return null;
}
