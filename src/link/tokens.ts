/**
 * Population + templates -> tokens: every value that two accounts or more share, numbered kind by kind and rarest first, with who holds it.
 * What pairs are found and scored by.
 */

import type { LinkRule } from "../indicator/kinds/kind.js";
import type { Population } from "../indicator/population.js";
import { type Words, words } from "../tools/growing.js";
import { checkWidth } from "../tools/narrow.js";
import { sharedShorts, sharedWords } from "../tools/shared.js";
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
    const here = holdersOf(column);
    const found = frequencyOf ? frequencyOf(column, here) : frequency(column, population.size, here);
    if (found) rows.push(numberKind(column, here, found, kinds, holders));
  }
  checkWidth(kinds.length, 16, "kinds of indicators");
  const kindOf = sharedShorts(holders.length);
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

function frequency(column: Column, size: number, holders: Uint32Array): Frequency {
  const having = column.rule.ofEverybody ? size : countHaving(column.start);
  return { having, meanValues: column.value.length / Math.max(1, having), holders };
}

type RowColumn = "token" | "first" | "last";

/** One kind's tokens by account (CSR), ascending; its times, of kinds of the network that have any. */
type KindRows = Record<"start" | "token", Uint32Array> & Partial<Record<RowColumn, Uint32Array>>;

/** Numbers the shared values of a kind after those of the kinds before, and lists each account's; `here` are their rows by value. */
function numberKind(
  column: Column,
  here: Uint32Array,
  { having, meanValues, holders }: Frequency,
  kinds: TokenKind[],
  all: Words,
): KindRows {
  const shared = rarestFirst(holders, Math.floor(Math.max(COMMON_SHARE * having, 12)));
  const first = all.length;
  let total = 0;
  for (const v of shared) {
    all.push(holders[v]);
    total += here[v];
  }
  const label = column.sightings ? labelIn(column, shared, first) : labelOf(column, shared, first);
  kinds.push({ name: column.name, rule: column.rule, holders: having, meanValues, first, last: all.length, label });
  const tokenOf = new Int32Array(column.values).fill(-1);
  for (let t = 0; t < shared.length; t++) tokenOf[shared[t]] = first + t;
  return rowsOf(column, tokenOf, total);
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

/** `total` is how many rows there are. */
function rowsOf({ start, value, sightings, rule }: Column, tokenOf: Int32Array, total: number): KindRows {
  const rows: KindRows = { start: new Uint32Array(start.length), token: new Uint32Array(total) };
  const { token } = rows;
  const times = rule.family === "network" && sightings?.first && sightings.last ? new Times(total, sightings.first, sightings.last) : null;
  let n = 0;
  for (let a = 0; a + 1 < start.length; a++) {
    const from = n;
    for (let s = start[a]; s < start[a + 1]; s++) {
      const t = tokenOf[value[s]];
      if (t < 0) continue;
      let at = n++; // an account has few
      for (; at > from && token[at - 1] > t; at--) token[at] = token[at - 1];
      token[at] = t;
      times?.insert(at, n, s);
    }
    rows.start[a + 1] = n;
  }
  return times ? { ...rows, first: times.first, last: times.last } : rows;
}

/** The times of rows, laid as the rows are. */
class Times {
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;

  constructor(rows: number, from: Uint32Array, to: Uint32Array) {
    this.first = new Uint32Array(rows);
    this.last = new Uint32Array(rows);
    this.#from = from;
    this.#to = to;
  }

  /** Puts those of sighting `s` at `at`, and moves up what is there, so that it ends at `end`. */
  insert(at: number, end: number, s: number): void {
    const { first, last } = this;
    for (let i = end - 1; i > at; i--) {
      first[i] = first[i - 1];
      last[i] = last[i - 1];
    }
    first[at] = this.#from[s];
    last[at] = this.#to[s];
  }
}

/** Account by account, the rows of each kind one after the other. */
function joined<C extends RowColumn>(kinds: readonly KindRows[], size: number, columns: readonly C[]): Record<C | "start", Uint32Array> {
  const start = sharedWords(size + 1);
  for (const kind of kinds) for (let a = 0; a <= size; a++) start[a] += kind.start[a];
  const laid = columns.map((column) => {
    const to = sharedWords(start[size]);
    const next = start.slice(0, size);
    for (const kind of kinds) layRows(kind.start, kind[column] ?? NO_ROWS, to, next);
    return [column, to] as const;
  });
  return Object.fromEntries([["start", start], ...laid]) as Record<C | "start", Uint32Array>;
}

const NO_ROWS = new Uint32Array(0);

function layRows(start: Uint32Array, from: Uint32Array, to: Uint32Array, next: Uint32Array): void {
  for (let a = 0; a < next.length; a++) for (let r = start[a]; r < start[a + 1]; r++) to[next[a]++] = from[r];
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
