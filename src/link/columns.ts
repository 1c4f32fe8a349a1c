/** Population + templates -> by kind of indicator, columns of (account, value) pairs without repeats: what is numbered as tokens. */
import type { Population, Sightings } from "../indicator/population.js";
import { nearTexts } from "./near-texts.js";
import type { Templates } from "./templates.js";
import { type LinkRule, linkRule } from "./weights.js";

/** One kind's (account, value) pairs without repeats, as columns. */
export interface Column {
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

/** Kinds by name, each with its near forms after it where it has any; templates last. */
export function columnsOf(population: Population, templates: Templates): Column[] {
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
  return columns;
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
