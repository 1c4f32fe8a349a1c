/** A cluster's members as the server tells them (CSV), in columns by the graph's places; how they are sorted, and go out as CSV. */
import type { GraphColumns } from "../../../contract/graph-columns.js";

export interface Told {
  /** By place: milliseconds since 1970; NaN where nobody knows. */
  firstSeen: Float64Array;
  lastSeen: Float64Array;
  exchanges: Float64Array;
  tokens: Float64Array;
}

const HEAD = ["account", "first_seen", "last_seen", "signup_at", "exchanges", "tokens", "status"];

/** Lines are read some thousand at a time: `pause` is awaited in between. */
export async function readMembers(csv: string, accounts: readonly string[], pause: () => Promise<void>): Promise<Told> {
  const size = accounts.length;
  const told: Told = {
    firstSeen: new Float64Array(size).fill(Number.NaN),
    lastSeen: new Float64Array(size).fill(Number.NaN),
    exchanges: new Float64Array(size),
    tokens: new Float64Array(size),
  };
  let at = csv.indexOf("\r\n") + 2;
  if (csv.slice(0, at - 2) !== HEAD.join(",")) throw new Error("the members' columns are not those that this page knows: load it again");
  for (let place = 0; place < size && at < csv.length; place++) {
    const { cells, end } = cellsOf(csv, at);
    at = end;
    if (cells[0].replace(/^'(?=[=+\-@\t\r\n])/, "") !== accounts[place])
      throw new Error("the members are of another run: load the page again");
    told.firstSeen[place] = cells[1] === "" ? Number.NaN : Date.parse(cells[1]);
    told.lastSeen[place] = cells[2] === "" ? Number.NaN : Date.parse(cells[2]);
    told.exchanges[place] = Number(cells[4]);
    told.tokens[place] = Number(cells[5]);
    if (place % 4_000 === 3_999) await pause();
  }
  return told;
}

/** A line of RFC 4180. */
function cellsOf(csv: string, from: number): { cells: string[]; end: number } {
  const close = csv.indexOf("\r\n", from);
  const line = csv.slice(from, close < 0 ? csv.length : close);
  if (!line.includes('"')) return { cells: line.split(","), end: close < 0 ? csv.length : close + 2 };
  const cells: string[] = [];
  let at = from;
  for (;;) {
    let cell = "";
    if (csv[at] === '"') {
      for (at++; ; at++) {
        const quote = csv.indexOf('"', at);
        cell += csv.slice(at, quote);
        at = quote + 1;
        if (csv[at] !== '"') break;
        cell += '"';
      }
    } else {
      const end = /[,\r]|$/.exec(csv.slice(at, at + 5_000))!.index;
      cell = csv.slice(at, at + end);
      at += end;
    }
    cells.push(cell);
    if (csv[at] !== ",") return { cells, end: at + 2 };
    at++;
  }
}

export type SortKey = "account" | "status" | "part" | "born" | "ties" | "bits" | "lastSeen" | "exchanges" | "tokens";

/** By place, of what can be sorted. */
export type Keys = Readonly<Record<Exclude<SortKey, "account">, ArrayLike<number> | null>>;

/** Places in the order of a key; ties by account, which is the order of places. */
export function sorted(places: readonly number[], keys: Keys, key: SortKey, falling: boolean): number[] {
  const column = key === "account" ? null : keys[key];
  const sign = falling ? -1 : 1;
  if (column === null) return key === "account" && falling ? [...places].sort((p, q) => q - p) : [...places];
  const rank = (at: number): number => (Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at);
  return [...places].sort((p, q) => {
    const [a, b] = [rank(column[p]), rank(column[q])];
    return a === b ? p - q : a < b ? -sign : sign;
  });
}

/** Of each account its number of ties, and the bits of the strongest. */
export function tiesOf({ accounts, start, target, bits }: GraphColumns): { count: Uint32Array; strongest: Uint8Array } {
  const count = new Uint32Array(accounts.length);
  const strongest = new Uint8Array(accounts.length);
  for (let i = 0; i < accounts.length; i++)
    for (let l = start[i]; l < start[i + 1]; l++)
      for (const end of [i, target[l]]) {
        count[end]++;
        strongest[end] = Math.max(strongest[end], bits[l]);
      }
  return { count, strongest };
}

/** RFC 4180, with a heading; what a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvOf(head: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const lines = [head.join(",")];
  for (const row of rows) lines.push(row.map(cell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function cell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
