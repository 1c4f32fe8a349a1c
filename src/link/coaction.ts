/**
 * Template uses -> pairs of accounts that sent prompts of one template within minutes of each other, more often than chance would have it
 * (the idea of SynchroTrap, Cao et al. 2014). Chance is a Poisson count from how often and over how long a span each uses the template.
 */
import type { Population } from "../indicator/population.js";
import type { Templates, Uses } from "./templates.js";

/** Uses this close are together: within minutes, or, where clocks are blurred, within hours. Whichever is the stronger evidence counts. */
export const TOGETHER_SECONDS = 180;
const NEAR_SECONDS = 2 * 3600;
/** A use is paired with this many that follow it. */
const PARTNERS = 4;
/** A template used by more of the population than this is everybody's: chance explains it. */
const COMMON_SHARE = 0.05;
/** A template's span is taken as a day at least: that a queue item lives an hour is no proof that two accounts share the queue. */
const MIN_SPAN_SECONDS = 86_400;

/** By account (CSR), both ways round and sorted by partner: co-actions with each partner. */
export interface CoActions {
  start: Uint32Array;
  partner: Uint32Array;
  template: Uint32Array;
  /** Times together. */
  occasions: Uint16Array;
  /** -log2 of the chance of as many. */
  bits: Float32Array;
}

interface Spans {
  holders: Uint32Array;
  seconds: Float64Array;
}

export function findCoActions(population: Population, templates: Templates, uses: Uses): CoActions {
  const size = population.size;
  const spans = spansOf(uses, templates.count);
  const order = byTemplateThenTime(uses, templates.count);
  const common = Math.max(50, COMMON_SHARE * size);
  const a: number[] = [];
  const b: number[] = [];
  const of: number[] = [];
  const soon: number[] = [];
  for (let p = 0; p < order.length; p++) {
    const u = order[p];
    const template = uses.template[u];
    if (spans.holders[template] < 2 || spans.holders[template] > common) continue;
    let partners = 0;
    for (let q = p + 1; q < order.length && partners < PARTNERS; q++) {
      const v = order[q];
      if (uses.template[v] !== template || uses.time[v] - uses.time[u] > NEAR_SECONDS) break;
      if (uses.account[v] === uses.account[u]) continue;
      a.push(Math.min(uses.account[u], uses.account[v]));
      b.push(Math.max(uses.account[u], uses.account[v]));
      of.push(template);
      soon.push(uses.time[v] - uses.time[u] <= TOGETHER_SECONDS ? 1 : 0);
      partners++;
    }
  }
  return weigh(population, uses, spans, { a, b, of, soon });
}

function spansOf(uses: Uses, count: number): Spans {
  const holders = new Uint32Array(count);
  const lastAccount = new Int32Array(count).fill(-1);
  const from = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const to = new Float64Array(count).fill(0);
  for (let u = 0; u < uses.template.length; u++) {
    const t = uses.template[u];
    if (lastAccount[t] !== uses.account[u]) holders[t]++; // uses are grouped by account
    lastAccount[t] = uses.account[u];
    from[t] = Math.min(from[t], uses.time[u]);
    to[t] = Math.max(to[t], uses.time[u]);
  }
  return { holders, seconds: from.map((start, t) => Math.max(MIN_SPAN_SECONDS, to[t] - start)) };
}

/** Use numbers sorted by template, then time, then account: two stable counting passes' worth, by one sort of doubles per template. */
function byTemplateThenTime(uses: Uses, count: number): Uint32Array {
  const total = uses.template.length;
  const start = new Uint32Array(count + 1);
  for (let u = 0; u < total; u++) start[uses.template[u] + 1]++;
  for (let t = 0; t < count; t++) start[t + 1] += start[t];
  const order = new Uint32Array(total);
  const next = start.slice(0, count);
  for (let u = 0; u < total; u++) order[next[uses.template[u]]++] = u;
  for (let t = 0; t < count; t++)
    if (start[t + 1] - start[t] > 1) order.subarray(start[t], start[t + 1]).sort((u, v) => uses.time[u] - uses.time[v] || u - v);
  return order;
}

/** Meetings of two accounts on a template; `soon` is 1 where it was within minutes. */
interface Meetings {
  a: readonly number[];
  b: readonly number[];
  of: readonly number[];
  soon: readonly number[];
}

/** Joins equal (a, b, template), weighs each, and lists both ways round by account. */
function weigh(population: Population, uses: Uses, spans: Spans, { a, b, of, soon }: Meetings): CoActions {
  const size = population.size;
  const asFound = Uint32Array.from(a.keys()); // by template
  const order = byNumber(byNumber(asFound, b, size), a, size);
  const kept: { a: number; b: number; template: number; occasions: number; bits: number }[] = [];
  const usesOf = usesByAccount(uses, size);
  for (let p = 0; p < order.length; ) {
    const i = order[p];
    let q = p;
    let within = 0;
    while (q < order.length && a[order[q]] === a[i] && b[order[q]] === b[i] && of[order[q]] === of[i]) within += soon[order[q++]];
    const expected = expectedTogether(a[i], b[i], of[i], { population, uses, usesOf, spans });
    const minutes = poissonTailBits(within, expected);
    const hours = poissonTailBits(q - p, (expected * NEAR_SECONDS) / TOGETHER_SECONDS);
    const bits = Math.max(minutes, hours);
    if (bits > 0) kept.push({ a: a[i], b: b[i], template: of[i], occasions: minutes >= hours ? within : q - p, bits });
    p = q;
  }
  const start = new Uint32Array(size + 1);
  for (const pair of kept) {
    start[pair.a + 1]++;
    start[pair.b + 1]++;
  }
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const next = start.slice(0, size);
  const total = start[size];
  const result = {
    start,
    partner: new Uint32Array(total),
    template: new Uint32Array(total),
    occasions: new Uint16Array(total),
    bits: new Float32Array(total),
  };
  const put = (account: number, partner: number, pair: (typeof kept)[number]) => {
    const p = next[account]++;
    result.partner[p] = partner;
    result.template[p] = pair.template;
    result.occasions[p] = Math.min(65_535, pair.occasions);
    result.bits[p] = pair.bits;
  };
  for (const pair of kept) put(pair.b, pair.a, pair); // partners below the account come first …
  for (const pair of kept) put(pair.a, pair.b, pair); // … then those above: ascending either way, since `kept` is sorted
  return result;
}

/** A counting sort, which leaves equals as they were: `order` by the number that each item of it has, below `limit`. */
function byNumber(order: Uint32Array, number: readonly number[], limit: number): Uint32Array {
  const start = new Uint32Array(limit + 1);
  for (const n of number) start[n + 1]++;
  for (let n = 0; n < limit; n++) start[n + 1] += start[n];
  const sorted = new Uint32Array(order.length);
  for (const i of order) sorted[start[number[i]]++] = i;
  return sorted;
}

function usesByAccount(uses: Uses, size: number): Uint32Array {
  const start = new Uint32Array(size + 1);
  for (const account of uses.account) start[account + 1]++;
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  return start;
}

interface Chance {
  population: Population;
  uses: Uses;
  usesOf: Uint32Array;
  spans: Spans;
}

/** How often two accounts would meet on a template by chance, in the time that was sampled of both. */
function expectedTogether(a: number, b: number, template: number, { population, uses, usesOf, spans }: Chance): number {
  const countOf = (account: number) => {
    let n = 0;
    for (let u = usesOf[account]; u < usesOf[account + 1]; u++) if (uses.template[u] === template) n++;
    return n;
  };
  const sampled = (account: number) => Math.min(1, (usesOf[account + 1] - usesOf[account]) / Math.max(1, population.events[account]));
  const seconds = spans.seconds[template] * Math.max(0.01, Math.min(sampled(a), sampled(b)));
  return (countOf(a) * countOf(b) * 2 * TOGETHER_SECONDS) / seconds;
}

/** Chernoff's bound on log2 of P(X >= n) for a Poisson X, negated: never more evidence than there is. */
export function poissonTailBits(n: number, expected: number): number {
  if (n <= expected) return 0;
  return (n * Math.log(n / expected) - n + expected) / Math.LN2;
}
