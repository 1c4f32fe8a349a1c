/** Population + templates -> by kind of indicator, the values of each account without repeats: what is numbered as tokens. */

import type { LinkRule } from "../indicator/kinds/kind.js";
import { OTHER_ATTRIBUTES } from "../indicator/kinds/registry.js";
import type { Population, Sightings } from "../indicator/population.js";
import { byCodeUnit } from "../tools/order.js";
import { nearTexts } from "./near/texts.js";
import { linkRule } from "./rules.js";
import type { Templates } from "./templates.js";

/** Near forms take many times the memory of what they are of. */
const NEAR_KINDS = 64;

/** One kind's values by account (CSR), an account's in any order. What is taken from the population unchanged is not copied. */
export interface Column {
  name: string;
  rule: LinkRule;
  /** Where its values are numbered, and, of kinds with times, its rows timed. */
  sightings?: Sightings;
  values: number;
  /** Length accounts + 1. */
  start: Uint32Array;
  value: Uint32Array;
  label(value: number): string;
}

/** Kinds by name, each with its near forms after it where it has any; templates last. One after the other, as they are asked for. */
export function* columnsOf(population: Population, templates: Templates): Generator<Column> {
  const typed = typedByMany(population);
  for (const sightings of [...population.sightings.values()].sort((a, b) => byCodeUnit(a.kind, b.kind))) {
    const rule = linkRule(sightings.kind);
    if (!rule) continue;
    const column = sightings.kind === "referrer" ? chainColumn(sightings, rule, population) : plainColumn(sightings, rule);
    yield column;
    const near = typed.has(column.name) ? nearColumn(column, sightings) : null;
    if (near) yield near;
  }
  const uses = templateColumn(population, templates);
  if (uses) yield uses;
}

/** The attributes that have near forms: those that most accounts have, then by name. */
function typedByMany({ sightings }: Population): ReadonlySet<string> {
  const attributes = [...sightings.values()].filter(({ kind }) => kind !== OTHER_ATTRIBUTES && linkRule(kind)?.family === "attribute");
  const held = attributes.map(({ kind, start }) => ({ kind, having: attributes.length > NEAR_KINDS ? countHaving(start) : 0 }));
  held.sort((a, b) => b.having - a.having || byCodeUnit(a.kind, b.kind));
  return new Set(held.slice(0, NEAR_KINDS).map(({ kind }) => kind));
}

/** Accounts with any value. */
export function countHaving(start: Uint32Array): number {
  let having = 0;
  for (let a = 0; a + 1 < start.length; a++) if (start[a + 1] > start[a]) having++;
  return having;
}

function plainColumn(sightings: Sightings, rule: LinkRule): Column {
  const { kind, start, value, keyHi, text } = sightings;
  return { name: kind, rule, sightings, values: keyHi.length, start, value, label: text };
}

/** Who referred whom: the one who referred holds the value too, so that a chain of referrals ties each to the next. */
function chainColumn(sightings: Sightings, rule: LinkRule, population: Population): Column {
  const column = plainColumn(sightings, rule);
  const referrals: { account: number; value: number }[] = [];
  for (let v = 0; v < column.values; v++) {
    const account = population.indexOf(sightings.text(v));
    if (account >= 0) referrals.push({ account, value: v });
  }
  referrals.sort((x, y) => x.account - y.account);
  let next = 0;
  const rows = unrepeated(population.size, column.value.length + referrals.length, column.values, (account, add) => {
    for (let s = column.start[account]; s < column.start[account + 1]; s++) add(column.value[s]);
    for (; next < referrals.length && referrals[next].account === account; next++) add(referrals[next].value);
  });
  return { ...column, ...rows };
}

/** For particulars that people mistype: two texts one edit apart share a text with one letter left out. */
function nearColumn(column: Column, sightings: Sightings): Column | null {
  const near = nearTexts(column.values, (v) => sightings.text(v), column.value.length);
  if (!near) return null;
  const { start, of, count } = near;
  let total = 0;
  for (const v of column.value) total += start[v + 1] - start[v];
  const rows = unrepeated(column.start.length - 1, total, count, (account, add) => {
    for (let s = column.start[account]; s < column.start[account + 1]; s++)
      for (let p = start[column.value[s]]; p < start[column.value[s] + 1]; p++) add(of[p]);
  });
  const rule = { ...column.rule, m: column.rule.m * 0.3, repeat: 0.1 };
  return { ...rows, name: `${column.name}~`, rule, values: count, label: near.text };
}

function templateColumn(population: Population, templates: Templates): Column | null {
  const rule = linkRule("template");
  if (!rule || templates.count === 0) return null;
  const parts = [
    { sightings: population.sightings.get("prompt"), of: templates.ofPrompt },
    { sightings: population.sightings.get("prompt_value"), of: templates.ofPromptValue },
  ].flatMap(({ sightings, of }) => (sightings ? [{ ...sightings, of }] : []));
  const total = parts.reduce((sum, { value }) => sum + value.length, 0);
  const rows = unrepeated(population.size, total, templates.count, (account, add) => {
    for (const { start, value, of } of parts) for (let s = start[account]; s < start[account + 1]; s++) add(of[value[s]]);
  });
  return { ...rows, name: "template", rule, values: templates.count, label: (v) => templates.label(v) };
}

/** Each account's values once; `valuesOf` adds those of one, and there are at most `most` of all. */
function unrepeated(
  accounts: number,
  most: number,
  values: number,
  valuesOf: (account: number, add: (value: number) => void) => void,
): Pick<Column, "start" | "value"> {
  const start = new Uint32Array(accounts + 1);
  const value = new Uint32Array(most);
  const holder = new Int32Array(values).fill(-1); // the last one met
  let account = 0;
  let n = 0;
  const add = (v: number) => {
    if (holder[v] === account) return;
    holder[v] = account;
    value[n++] = v;
  };
  for (; account < accounts; account++) {
    valuesOf(account, add);
    start[account + 1] = n;
  }
  return { start, value: value.subarray(0, n) };
}
