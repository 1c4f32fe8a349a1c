/** Settings -> a simulated world, parsed: what the tests of the simulator ask their questions of. */
import { planWorld } from "../../src/simulate/plan.js";
import { type Settings, settle } from "../../src/simulate/settings.js";
import { dossiers, events, truth } from "../../src/simulate/simulate.js";

export interface Line {
  type: "signup" | "update" | "usage" | "status";
  id: string;
  time: string;
  account: string;
  email?: string;
  phone?: string;
  payment?: { fingerprint: string; bin: string; kind: string; country: string };
  network?: { ip: string; asn: number; country: string; kind: string };
  client?: { device?: string; user_agent: string; ja4: string; timezone?: string };
  prompt?: string;
  prompt_simhash?: string;
  exchanges?: number;
  status?: string;
  promo?: string;
  name?: string;
  referrer?: string;
  capability?: string;
}

export interface Truth {
  account: string;
  fraud: boolean;
  group: string | null;
  operator: string | null;
  kind: string;
  level?: string;
  replaces?: string;
  twin?: boolean;
}

export interface Dossier {
  id: string;
  indicators: { kind: string; value: string; reliability: string; credibility: number; last_seen: string | null }[];
}

export interface ParsedWorld {
  text: string;
  lines: Line[];
  truth: Map<string, Truth>;
  dossiers: Dossier[];
}

export function worldOf(asked: Partial<Settings>, preset?: string): ParsedWorld {
  const world = planWorld(settle(asked, preset));
  const text = [...events(world)].join("");
  const parse = <T>(ndjson: string): T[] =>
    ndjson
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as T);
  return {
    text,
    lines: parse<Line>(text),
    truth: new Map(parse<Truth>([...truth(world)].join("")).map((line) => [line.account, line])),
    dossiers: JSON.parse(JSON.stringify(dossiers(world))) as Dossier[],
  };
}

/** The lines of a type, each event once. */
export function once(lines: readonly Line[], type: Line["type"]): Line[] {
  return [...new Map(lines.filter((line) => line.type === type).map((line) => [line.id, line])).values()];
}

/** Bits that differ between two fingerprints. */
export function distance(a: string, b: string): number {
  let difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let bits = 0;
  for (; difference > 0n; difference >>= 1n) bits += Number(difference & 1n);
  return bits;
}
