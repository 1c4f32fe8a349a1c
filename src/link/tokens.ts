/** Population + templates -> tokens: every value that two accounts or more share, numbered kind by kind and rarest first, with who holds it. What pairs are found and scored by. */
import type { Population, Sightings } from "../indicator/population.js";
import { nearTexts } from "./near-texts.js";
import type { Templates } from "./templates.js";
import { COMMON_SHARE, LIST_VALUES, type LinkRule, linkRule } from "./weights.js";

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

/** One kind's (account, value) pairs without repeats, as columns. */
interface Column {
  name: string;
  rule: LinkRule;
  /** Where it was taken from unchanged. */
  sightings?: Sightings;
  values: number;
  account: Uint32Array;
  value: Uint32Array;
  first: Uint32Array;
  last: Uint32Array;
  label(value: number): string;
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
  const columns = [...population.sightings.values()]
    .sort((a, b) => (a.kind < b.kind ? -1 : 1))
    .flatMap((sightings) => {
      const rule = linkRule(sightings.kind);
      if (!rule) return [];
      const column =
        sightings.kind === "referrer" ? chainColumn(sightings, rule, population) : plainColumn(sightings, rule, population.size);
      const near = rule.family === "attribute" ? nearColumn(column, sightings) : null;
      return near ? [column, near] : [column];
    });
  const uses = templateColumn(population, templates);
  if (uses) columns.push(uses);
  const weighed = columns.flatMap((column) => {
    const found = frequency(column, population.size, frequencyOf);
    return found ? [{ column, ...found }] : [];
  });
  return number(weighed, population.size);
}

type Weighed = { column: Column } & Frequency;

function frequency(column: Column, size: number, frequencyOf?: FrequencyOf): Frequency | null {
  const holders = new Uint32Array(column.values);
  for (const v of column.value) holders[v]++;
  if (frequencyOf) return frequencyOf(column, holders);
  const having = column.rule.ofEverybody ? size : countDistinctRuns(column.account);
  return { having, meanValues: column.value.length / Math.max(1, having), holders };
}

function accountsOf(sightings: Sightings, size: number): Uint32Array {
  const account = new Uint32Array(sightings.value.length);
  for (let a = 0; a < size; a++) account.fill(a, sightings.start[a], sightings.start[a + 1]);
  return account;
}

function plainColumn(sightings: Sightings, rule: LinkRule, size: number): Column {
  const { kind, value, first, last, keyHi } = sightings;
  return {
    name: kind,
    rule,
    sightings,
    values: keyHi.length,
    account: accountsOf(sightings, size),
    value,
    first,
    last,
    label: (v) => sightings.text(v),
  };
}

/** Who referred whom: the one who referred holds the value too, so that a chain of referrals ties each to the next. */
function chainColumn(sightings: Sightings, rule: LinkRule, population: Population): Column {
  const column = plainColumn(sightings, rule, population.size);
  const rows = Array.from(column.account, (account, s) => ({
    account,
    value: column.value[s],
    first: column.first[s],
    last: column.last[s],
  }));
  for (let v = 0; v < column.values; v++) {
    const account = population.indexOf(sightings.text(v));
    const seconds = population.firstSeen[account] / 1000;
    if (account >= 0) rows.push({ account, value: v, first: seconds, last: seconds });
  }
  rows.sort((x, y) => x.account - y.account || x.value - y.value);
  const unsigned = (of: (row: (typeof rows)[number]) => number) => Uint32Array.from(rows, of);
  return {
    ...column,
    ...withoutRepeats({
      account: unsigned(({ account }) => account),
      value: unsigned(({ value }) => value),
      first: unsigned(({ first }) => first),
      last: unsigned(({ last }) => last),
    }),
  };
}

/** For particulars that people mistype: two texts one edit apart share a text with one letter left out. */
function nearColumn(column: Column, sightings: Sightings): Column | null {
  const near = nearTexts(column.values, (v) => sightings.text(v), column.account.length);
  if (!near) return null;
  const { start, of, texts } = near;
  let total = 0;
  for (const v of column.value) total += start[v + 1] - start[v];
  const account = new Uint32Array(total);
  const value = new Uint32Array(total);
  const first = new Uint32Array(total);
  const last = new Uint32Array(total);
  let n = 0;
  for (let s = 0; s < column.value.length; s++) {
    const v = column.value[s];
    for (let p = start[v]; p < start[v + 1]; p++) {
      account[n] = column.account[s];
      value[n] = of[p];
      first[n] = column.first[s];
      last[n++] = column.last[s];
    }
  }
  const unique = withoutRepeats({ account, value, first, last });
  const rule = { ...column.rule, m: column.rule.m * 0.3, repeat: 0.1 };
  return { ...unique, name: `${column.name}~`, rule, values: texts.length, label: (v) => texts[v] };
}

function templateColumn(population: Population, templates: Templates): Column | null {
  const rule = linkRule("template");
  if (!rule || templates.count === 0) return null;
  const parts = [
    { sightings: population.sightings.get("prompt"), of: templates.ofPrompt },
    { sightings: population.sightings.get("prompt_value"), of: templates.ofPromptValue },
  ].flatMap(({ sightings, of }) => (sightings ? [{ sightings, of }] : []));
  const total = parts.reduce((sum, { sightings }) => sum + sightings.value.length, 0);
  const account = new Uint32Array(total);
  const value = new Uint32Array(total);
  const first = new Uint32Array(total);
  const last = new Uint32Array(total);
  let n = 0;
  for (let a = 0; a < population.size; a++)
    for (const { sightings, of } of parts)
      for (let s = sightings.start[a]; s < sightings.start[a + 1]; s++) {
        account[n] = a;
        value[n] = of[sightings.value[s]];
        first[n] = sightings.first[s];
        last[n++] = sightings.last[s];
      }
  return {
    ...withoutRepeats({ account, value, first, last }),
    name: "template",
    rule,
    values: templates.count,
    label: (v) => templates.label(v),
  };
}

type Rows = Pick<Column, "account" | "value" | "first" | "last">;

/** Rows grouped by account -> the same with each (account, value) once, its times joined. */
function withoutRepeats({ account, value, first, last }: Rows): Rows {
  let n = 0;
  const at = new Map<number, number>();
  for (let s = 0; s < account.length; s++) {
    if (s > 0 && account[s] !== account[s - 1]) at.clear();
    const known = at.get(value[s]);
    if (known !== undefined) {
      first[known] = Math.min(first[known], first[s]);
      last[known] = Math.max(last[known], last[s]);
      continue;
    }
    at.set(value[s], n);
    account[n] = account[s];
    value[n] = value[s];
    first[n] = first[s];
    last[n++] = last[s];
  }
  return { account: account.subarray(0, n), value: value.subarray(0, n), first: first.subarray(0, n), last: last.subarray(0, n) };
}

/** Numbers the shared values of all columns, and lists each account's. */
function number(weighed: readonly Weighed[], size: number): Tokens {
  const kinds: TokenKind[] = [];
  const tokenOf: Int32Array[] = [];
  const holderLists: number[][] = [];
  const start = new Uint32Array(size + 1);
  let next = 0;
  for (const { column, having, meanValues, holders } of weighed) {
    const common = Math.max(COMMON_SHARE * having, 12);
    const shared: number[] = [];
    for (let v = 0; v < column.values; v++) if (holders[v] >= 2 && holders[v] <= common) shared.push(v);
    shared.sort((a, b) => holders[a] - holders[b] || a - b);
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
    for (let s = 0; s < column.value.length; s++) if (of[column.value[s]] >= 0) start[column.account[s] + 1]++;
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

/** Fills the CSR by token, through a transpose, so that each account's tokens come ascending without sorting. */
function place(columns: readonly Column[], tokenOf: readonly Int32Array[], tokens: Tokens, size: number): void {
  const next = tokens.start.slice(0, size);
  columns.forEach((column, k) => {
    const of = tokenOf[k];
    const { first: base, last } = tokens.kinds[k];
    const at = new Uint32Array(last - base + 1);
    for (const v of column.value) if (of[v] >= 0) at[of[v] - base + 1]++;
    for (let t = 0; t < last - base; t++) at[t + 1] += at[t];
    const rows = new Uint32Array(at[last - base]);
    for (let s = 0; s < column.value.length; s++) if (of[column.value[s]] >= 0) rows[at[of[column.value[s]] - base]++] = s;
    for (const s of rows) {
      const p = next[column.account[s]]++;
      tokens.token[p] = of[column.value[s]];
      tokens.firstSeen[p] = column.first[s];
      tokens.lastSeen[p] = column.last[s];
    }
  });
}

/** Number of accounts in a list grouped by account. */
function countDistinctRuns(account: Uint32Array): number {
  let runs = 0;
  for (let s = 0; s < account.length; s++) if (s === 0 || account[s] !== account[s - 1]) runs++;
  return runs;
}
