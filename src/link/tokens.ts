/** Population + templates -> tokens: every value that two accounts or more share, numbered kind by kind and rarest first, with who holds it. What pairs are found and scored by. */
import type { Population } from "../indicator/population.js";
import { type Column, columnsOf } from "./columns.js";
import type { Templates } from "./templates.js";
import { COMMON_SHARE, LIST_VALUES, type LinkRule } from "./weights.js";

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
  kindOf: Uint8Array;
  /** Number of accounts, by token. */
  holders: Uint32Array;
  /** By account (CSR): its tokens, ascending; and when it was seen with each, seconds since 1970. */
  start: Uint32Array;
  token: Uint32Array;
  firstSeen: Uint32Array;
  lastSeen: Uint32Array;
}

/** A kind of which accounts have many values: friends, repositories. Its near forms are no list. */
export function isList({ name, rule, meanValues }: TokenKind): boolean {
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
  const columns = columnsOf(population, templates);
  const weighed = columns.flatMap((column) => {
    const found = frequency(column, population.size, frequencyOf);
    return found ? [{ column, ...found }] : [];
  });
  return number(weighed, population.size);
}

type Weighed = { column: Column } & Frequency;

function frequency(column: Column, size: number, frequencyOf?: FrequencyOf): Frequency | null {
  const holders = holdersOf(column);
  if (frequencyOf) return frequencyOf(column, holders);
  const having = column.rule.ofEverybody ? size : countDistinctRuns(column.account);
  return { having, meanValues: column.value.length / Math.max(1, having), holders };
}

/** Numbers the shared values of all columns, and lists each account's. */
function number(weighed: readonly Weighed[], size: number): Tokens {
  const kinds: TokenKind[] = [];
  const tokenOf: Int32Array[] = [];
  const holderLists: Uint32Array[] = [];
  const start = new Uint32Array(size + 1);
  let next = 0;
  for (const { column, having, meanValues, holders } of weighed) {
    const common = Math.max(COMMON_SHARE * having, 12);
    const shared = rarestFirst(holders, Math.floor(common));
    const of = new Int32Array(column.values).fill(-1);
    const first = next;
    for (const v of shared) of[v] = next++;
    kinds.push({
      name: column.name,
      rule: column.rule,
      holders: having,
      meanValues,
      first,
      last: next,
      label: (token) => column.label(shared[token - first]),
    });
    tokenOf.push(of);
    holderLists.push(shared.map((v) => holders[v]));
    countTokens(column, of, start);
  }
  for (let a = 0; a < size; a++) start[a + 1] += start[a];
  const tokens: Tokens = {
    kinds,
    kindOf: new Uint8Array(next),
    holders: new Uint32Array(next),
    start,
    token: new Uint32Array(start[size]),
    firstSeen: new Uint32Array(start[size]),
    lastSeen: new Uint32Array(start[size]),
  };
  kinds.forEach((kind, k) => {
    tokens.kindOf.fill(k, kind.first, kind.last);
    tokens.holders.set(holderLists[k], kind.first);
  });
  place(
    weighed.map(({ column }) => column),
    tokenOf,
    tokens,
    size,
  );
  return tokens;
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

/** Adds to `start`, one place on, how many of its values each account has as tokens. */
function countTokens({ account, value }: Column, of: Int32Array, start: Uint32Array): void {
  for (let s = 0; s < value.length; s++) if (of[value[s]] >= 0) start[account[s] + 1]++;
}

/** Fills the CSR by token, through a transpose, so that each account's tokens come ascending without sorting. */
function place(columns: readonly Column[], tokenOf: readonly Int32Array[], tokens: Tokens, size: number): void {
  const next = tokens.start.slice(0, size);
  for (const [k, column] of columns.entries()) placeColumn(column, tokenOf[k], tokens, { kind: tokens.kinds[k], next });
}

/** `next` is where each account's next token goes. */
function placeColumn(
  { account, value, first, last }: Column,
  of: Int32Array,
  tokens: Tokens,
  { kind, next }: { kind: TokenKind; next: Uint32Array },
): void {
  const base = kind.first;
  const count = kind.last - base;
  const at = new Uint32Array(count + 1);
  for (let s = 0; s < value.length; s++) if (of[value[s]] >= 0) at[of[value[s]] - base + 1]++;
  for (let t = 0; t < count; t++) at[t + 1] += at[t];
  const rows = new Uint32Array(at[count]);
  for (let s = 0; s < value.length; s++) if (of[value[s]] >= 0) rows[at[of[value[s]] - base]++] = s;
  for (let r = 0; r < rows.length; r++) {
    const s = rows[r];
    const p = next[account[s]]++;
    tokens.token[p] = of[value[s]];
    tokens.firstSeen[p] = first[s];
    tokens.lastSeen[p] = last[s];
  }
}

/** Number of accounts in a list grouped by account. */
function countDistinctRuns(account: Uint32Array): number {
  let runs = 0;
  for (let s = 0; s < account.length; s++) if (s === 0 || account[s] !== account[s - 1]) runs++;
  return runs;
}
