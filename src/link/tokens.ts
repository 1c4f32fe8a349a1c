/**
 * Population + templates -> tokens: every value that two accounts or more share, numbered kind by kind and rarest first, with who holds it.
 * What pairs are found and scored by.
 */

import type { LinkRule } from "../indicator/kinds/kind.js";
import type { Population } from "../indicator/population.js";
import { type Words, words } from "../tools/growing.js";
import { narrow16 } from "../tools/narrow.js";
import { type Column, columnsOf, countHaving } from "./columns.js";
import { COMMON_SHARE, LIST_VALUES } from "./rules.js";
import type { Templates } from "./templates.js";

/** A kind of token: `first` to `last` (exclusive) are its tokens. */
export interface TokenKind {
  name: string;
  rule: LinkRule;
  /** Accounts with any value of the kind; of a kind that all could have, all. */
  holders: number;
  /** Mean number of values an account that has any. */
  meanValues: number;
  first: number;
  last: number;
  label(token: number): string;
}

export interface Tokens {
  kinds: readonly TokenKind[];
  /** Index into `kinds`, by token. */
  kindOf: Uint16Array;
  /** Number of accounts, by token. */
  holders: Uint32Array;
  /** By account (CSR): its tokens, ascending. */
  start: Uint32Array;
  token: Uint32Array;
  /** Those of the network kinds again, with when the account was seen with each. */
  seen: SeenTokens;
}

/** By account (CSR), its tokens ascending; first and last time, seconds since 1970. */
export interface SeenTokens {
  start: Uint32Array;
  token: Uint32Array;
  first: Uint32Array;
  last: Uint32Array;
}

/** A kind of which accounts have many values: friends, repositories. Its near forms are no list. */
export function isList({ name, rule, meanValues }: Pick<TokenKind, "name" | "rule" | "meanValues">): boolean {
  return rule.family === "attribute" && !name.endsWith("~") && meanValues > LIST_VALUES;
}

/** How common the values of a kind are: in the population at hand, or in the larger one that it was drawn from. */
export interface Frequency {
  /** Accounts with any value, and how many values they have in the mean. */
  having: number;
  meanValues: number;
  /** Accounts by value. */
  holders: Uint32Array;
}

/** `here` counts the accounts at hand by value; null leaves the kind out. */
export type FrequencyOf = (column: Pick<Column, "name" | "sightings">, here: Uint32Array) => Frequency | null;

export function findTokens(population: Population, templates: Templates, frequencyOf?: FrequencyOf): Tokens {
  const kinds: TokenKind[] = [];
  const rows: KindRows[] = [];
  const holders = words();
  for (const column of columnsOf(population, templates)) {
    const found = frequency(column, population.size, frequencyOf);
    if (found) rows.push(numberKind(column, found, kinds, holders));
  }
  const kindOf = narrow16(holders.length, kinds.length, "kinds of indicators");
  kinds.forEach((kind, k) => {
    kindOf.fill(k, kind.first, kind.last);
  });
  const seen = joined(
    rows.filter((_, k) => kinds[k].rule.family === "network"),
    population.size,
    ["token", "first", "last"],
  );
  return { kinds, kindOf, holders: holders.trimmed(), ...joined(rows, population.size, ["token"]), seen };
}

function frequency(column: Column, size: number, frequencyOf?: FrequencyOf): Frequency | null {
  const holders = holdersOf(column);
  if (frequencyOf) return frequencyOf(column, holders);
  const having = column.rule.ofEverybody ? size : countHaving(column.start);
  return { having, meanValues: column.value.length / Math.max(1, having), holders };
}

type RowColumn = "token" | "first" | "last";

/** One kind's tokens by account (CSR), ascending; its times where the kind has any. */
type KindRows = { start: Uint32Array } & Record<RowColumn, Words>;

/** Numbers the shared values of a kind after those of the kinds before, and lists each account's. */
function numberKind(column: Column, { having, meanValues, holders }: Frequency, kinds: TokenKind[], all: Words): KindRows {
  const shared = rarestFirst(holders, Math.floor(Math.max(COMMON_SHARE * having, 12)));
  const first = all.length;
  for (const v of shared) all.push(holders[v]);
  const label = column.sightings ? labelIn(column, shared, first) : labelOf(column, shared, first);
  kinds.push({ name: column.name, rule: column.rule, holders: having, meanValues, first, last: all.length, label });
  const tokenOf = new Int32Array(column.values).fill(-1);
  for (let t = 0; t < shared.length; t++) tokenOf[shared[t]] = first + t;
  return rowsOf(column, tokenOf);
}

/**
 * Two functions, so that neither holds on to what the other reads: of a column that is not the population's, only the labels of what is
 * shared stay.
 */
function labelIn(column: Column, shared: Uint32Array, first: number): TokenKind["label"] {
  return (token) => column.label(shared[token - first]);
}

function labelOf({ label }: Column, shared: Uint32Array, first: number): TokenKind["label"] {
  const labels: string[] = [];
  for (const v of shared) labels.push(label(v));
  return (token) => labels[token - first];
}

function rowsOf({ start, value, sightings }: Column, tokenOf: Int32Array): KindRows {
  const rows: KindRows = { start: new Uint32Array(start.length), token: words(), first: words(), last: words() };
  const first = sightings?.first;
  const last = sightings?.last;
  for (let a = 0; a + 1 < start.length; a++) {
    for (let s = start[a]; s < start[a + 1]; s++) {
      const token = tokenOf[value[s]];
      if (token < 0) continue;
      let at = rows.token.length;
      while (at > rows.start[a] && rows.token.array[at - 1] > token) at--; // an account has few
      insert(rows.token, at, token);
      if (first && last) {
        insert(rows.first, at, first[s]);
        insert(rows.last, at, last[s]);
      }
    }
    rows.start[a + 1] = rows.token.length;
  }
  return rows;
}

function insert(column: Words, at: number, x: number): void {
  const end = column.push(x) - 1;
  for (let i = end; i > at; i--) column.array[i] = column.array[i - 1];
  column.array[at] = x;
}

/** Account by account, the rows of each kind one after the other. */
function joined<C extends RowColumn>(kinds: readonly KindRows[], size: number, columns: readonly C[]): Record<C | "start", Uint32Array> {
  const start = new Uint32Array(size + 1);
  for (const kind of kinds) for (let a = 0; a <= size; a++) start[a] += kind.start[a];
  const laid = columns.map((column) => {
    const to = new Uint32Array(start[size]);
    const next = start.slice(0, size);
    for (const kind of kinds) {
      const from = kind[column].array;
      for (let a = 0; a < size; a++) for (let r = kind.start[a]; r < kind.start[a + 1]; r++) to[next[a]++] = from[r];
    }
    return [column, to] as const;
  });
  return Object.fromEntries([["start", start], ...laid]) as Record<C | "start", Uint32Array>;
}

function holdersOf({ value, values }: Column): Uint32Array {
  const holders = new Uint32Array(values);
  for (let s = 0; s < value.length; s++) holders[value[s]]++;
  return holders;
}

/** The values that two accounts or more hold, and at most `common`: by the number of holders, then by value. */
function rarestFirst(holders: Uint32Array, common: number): Uint32Array {
  const most = holders.reduce((greatest, n) => (n <= common ? Math.max(greatest, n) : greatest), 0);
  const start = new Uint32Array(most + 2);
  for (const n of holders) if (n >= 2 && n <= most) start[n + 1]++;
  for (let n = 0; n <= most; n++) start[n + 1] += start[n];
  const values = new Uint32Array(start[most + 1]);
  for (let v = 0; v < holders.length; v++) {
    const n = holders[v];
    if (n >= 2 && n <= most) values[start[n]++] = v;
  }
  return values;
}
