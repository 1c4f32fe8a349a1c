/**
 * Template uses -> pairs of accounts that sent prompts of one template within minutes of each other, more often than chance would have it
 * (the idea of SynchroTrap, Cao et al. 2014). Chance is a Poisson count from how often and over how long a span each uses the template.
 */

import type { Population } from "../indicator/population.js";
import { type Column, doubles, floats, type Words, words } from "../tools/growing.js";
import { DAY_S, HOUR_S } from "../tools/units.js";
import type { Templates, Uses } from "./templates.js";

/** Uses this close are together: within minutes, or, where clocks are blurred, within hours. Whichever is the stronger evidence counts. */
export const TOGETHER_SECONDS = 180;
const NEAR_SECONDS = 2 * HOUR_S;
/** A use is paired with this many that follow it. */
const PARTNERS = 4;
/** A template used by more of the population than this is everybody's: chance explains it. */
const COMMON_SHARE = 0.05;
/** A template's span is taken as a day at least: that a queue item lives an hour is no proof that two accounts share the queue. */
const MIN_SPAN_SECONDS = DAY_S;
/** More than there are ever accounts: two account numbers and a bit go into one double. */
const ACCOUNTS = 2 ** 26;

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
  seconds: Uint32Array;
}

export function findCoActions(population: Population, templates: Templates, uses: Uses): CoActions {
  const size = population.size;
  const account = accountsOf(uses);
  const chance: Chance = { population, uses, spans: spansOf(uses, templates.count) };
  const { start, order } = byTemplateThenTime(uses, templates.count);
  const common = Math.max(50, COMMON_SHARE * size);
  const meetings = doubles();
  const found: Found = { a: words(), b: words(), template: words(), occasions: words(), bits: floats() };
  for (let template = 0; template < templates.count; template++) {
    const holders = chance.spans.holders[template];
    if (holders < 2 || holders > common) continue;
    meetings.clear();
    meet(order.subarray(start[template], start[template + 1]), account, uses.time, meetings);
    weigh(meetings.array.subarray(0, meetings.length).sort(), template, chance, found);
  }
  return bothWays(found, size);
}

function accountsOf({ start, template }: Uses): Uint32Array {
  const account = new Uint32Array(template.length);
  for (let a = 0; a + 1 < start.length; a++) account.fill(a, start[a], start[a + 1]);
  return account;
}

function spansOf({ start, time, template }: Uses, count: number): Spans {
  const holders = new Uint32Array(count);
  const lastAccount = new Int32Array(count).fill(-1);
  const from = new Uint32Array(count).fill(0xffffffff);
  const to = new Uint32Array(count);
  for (let a = 0; a + 1 < start.length; a++)
    for (let u = start[a]; u < start[a + 1]; u++) {
      const t = template[u];
      if (lastAccount[t] !== a) holders[t]++;
      lastAccount[t] = a;
      from[t] = Math.min(from[t], time[u]);
      to[t] = Math.max(to[t], time[u]);
    }
  for (let t = 0; t < count; t++) to[t] = Math.max(MIN_SPAN_SECONDS, to[t] - from[t]);
  return { holders, seconds: to };
}

/** Use numbers by template (CSR), those of one by time, then account: a counting pass, and one sort per template. */
function byTemplateThenTime({ time, template }: Uses, count: number): { start: Uint32Array; order: Uint32Array } {
  const start = new Uint32Array(count + 1);
  for (let u = 0; u < template.length; u++) start[template[u] + 1]++;
  for (let t = 0; t < count; t++) start[t + 1] += start[t];
  const order = new Uint32Array(template.length);
  for (let u = 0; u < template.length; u++) order[start[template[u]]++] = u;
  start.copyWithin(1, 0, count); // each stands where the next begins
  start[0] = 0;
  for (let t = 0; t < count; t++)
    if (start[t + 1] - start[t] > 1) order.subarray(start[t], start[t + 1]).sort((u, v) => time[u] - time[v] || u - v);
  return { start, order };
}

/**
 * One template's uses by time -> who met: each meeting as one number, a pair's next to each other once sorted; even where it was within
 * minutes.
 */
function meet(uses: Uint32Array, account: Uint32Array, time: Uint32Array, meetings: Column<Float64Array>): void {
  for (let p = 0; p < uses.length; p++) {
    const u = uses[p];
    let partners = 0;
    for (let q = p + 1; q < uses.length && partners < PARTNERS; q++) {
      const v = uses[q];
      if (time[v] - time[u] > NEAR_SECONDS) break;
      if (account[v] === account[u]) continue;
      const [a, b] = account[u] < account[v] ? [account[u], account[v]] : [account[v], account[u]];
      meetings.push((a * ACCOUNTS + b) * 2 + (time[v] - time[u] <= TOGETHER_SECONDS ? 0 : 1));
      partners++;
    }
  }
}

/** Pairs a < b that met more than chance would have it. */
interface Found {
  a: Words;
  b: Words;
  template: Words;
  occasions: Words;
  bits: Column<Float32Array>;
}

/** Joins the meetings of each pair on one template, and weighs them. */
function weigh(meetings: Float64Array, template: number, chance: Chance, found: Found): void {
  for (let p = 0; p < meetings.length; ) {
    const pair = Math.floor(meetings[p] / 2);
    const a = Math.floor(pair / ACCOUNTS);
    const b = pair % ACCOUNTS;
    let q = p;
    let within = 0;
    for (; q < meetings.length && Math.floor(meetings[q] / 2) === pair; q++) if (meetings[q] % 2 === 0) within++;
    const expected = expectedTogether(a, b, template, chance);
    const minutes = poissonTailBits(within, expected);
    const hours = poissonTailBits(q - p, (expected * NEAR_SECONDS) / TOGETHER_SECONDS);
    const bits = Math.max(minutes, hours);
    if (bits > 0) {
      found.a.push(a);
      found.b.push(b);
      found.template.push(template);
      found.occasions.push(minutes >= hours ? within : q - p);
      found.bits.push(bits);
    }
    p = q;
  }
}

/** Lists each pair with both of its accounts, by partner, then template. */
function bothWays({ a, b, template, occasions, bits }: Found, size: number): CoActions {
  const start = new Uint32Array(size + 1);
  for (const side of [a, b]) for (let f = 0; f < side.length; f++) start[side.array[f] + 1]++;
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
  const put = (account: number, partner: number, f: number) => {
    const p = next[account]++;
    result.partner[p] = partner;
    result.template[p] = template.array[f];
    result.occasions[p] = Math.min(65_535, occasions.array[f]);
    result.bits[p] = bits.array[f];
  };
  const order = byNumber(byNumber(null, b, size), a, size); // found template by template, so that a pair's stay in their order
  for (const f of order) put(b.array[f], a.array[f], f); // partners below the account come first …
  for (const f of order) put(a.array[f], b.array[f], f); // … then those above: ascending either way
  return result;
}

/** A counting sort, which leaves equals as they were: `order` (null: as they are) by the number that each item of it has, below `limit`. */
function byNumber(order: Uint32Array | null, { array, length }: Words, limit: number): Uint32Array {
  const start = new Uint32Array(limit + 1);
  for (let i = 0; i < length; i++) start[array[i] + 1]++;
  for (let n = 0; n < limit; n++) start[n + 1] += start[n];
  const sorted = new Uint32Array(length);
  for (let p = 0; p < length; p++) {
    const i = order ? order[p] : p;
    sorted[start[array[i]]++] = i;
  }
  return sorted;
}

interface Chance {
  population: Population;
  uses: Uses;
  spans: Spans;
}

/** How often two accounts would meet on a template by chance, in the time that was sampled of both. */
function expectedTogether(a: number, b: number, template: number, { population, uses, spans }: Chance): number {
  const countOf = (account: number) => {
    let n = 0;
    for (let u = uses.start[account]; u < uses.start[account + 1]; u++) if (uses.template[u] === template) n++;
    return n;
  };
  const sampled = (account: number) =>
    Math.min(1, (uses.start[account + 1] - uses.start[account]) / Math.max(1, population.events[account]));
  const seconds = spans.seconds[template] * Math.max(0.01, Math.min(sampled(a), sampled(b)));
  return (countOf(a) * countOf(b) * 2 * TOGETHER_SECONDS) / seconds;
}

/** Chernoff's bound on log2 of P(X >= n) for a Poisson X, negated: never more evidence than there is. */
export function poissonTailBits(n: number, expected: number): number {
  if (n <= expected) return 0;
  return (n * Math.log(n / expected) - n + expected) / Math.LN2;
}
