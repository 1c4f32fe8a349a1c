/**
 * Links' templates and a cluster -> how alike the accounts' own traffic is, and in which way: a queue's short-lived items, a tool's own
 * prompts, a published timetable.
 */

import type { CoActions } from "../link/coaction.js";
import type { Templates, Uses } from "../link/templates.js";
import { DAY_S, HOUR_S } from "../tools/units.js";

/** Of each template, over the whole population. */
export interface TemplateRates {
  holders: Uint32Array;
  /** Seconds from the first use to the last. */
  seconds: Uint32Array;
}

export function templateRates({ start, time, template }: Uses, templates: Templates): TemplateRates {
  const holders = new Uint32Array(templates.count);
  const from = new Uint32Array(templates.count).fill(0xffffffff);
  const to = new Uint32Array(templates.count);
  const last = new Int32Array(templates.count).fill(-1);
  for (let a = 0; a + 1 < start.length; a++)
    for (let u = start[a]; u < start[a + 1]; u++) {
      const t = template[u];
      if (last[t] !== a) holders[t]++;
      last[t] = a;
      from[t] = Math.min(from[t], time[u]);
      to[t] = Math.max(to[t], time[u]);
    }
  for (let t = 0; t < to.length; t++) to[t] = Math.max(0, to[t] - from[t]);
  return { holders, seconds: to };
}

/** All in [0, 1]; 0 where the members sent no prompts. */
export interface ContentFeatures {
  /** Mean share of a member's prompts that are of a template another member uses. */
  alike: number;
  /** Of the holders of those templates in the population, the share that are members. */
  exclusive: number;
  /** Mean share of the members that hold a shared template: near 1 for one tool or timetable, low for a queue dealt out over accounts. */
  spread: number;
  /** Share of the shared prompts whose template lived under a day. */
  brief: number;
  /** Members of whose prompts at least a third are alike. */
  members: number;
  /** Shared prompts of a template sent at the same minute of the hour: a timetable. */
  punctual: number;
}

export function contentFeatures(members: readonly number[], uses: Uses, rates: TemplateRates): ContentFeatures {
  const holders = new Map<number, number>();
  for (const a of members) for (const t of templatesOf(a, uses)) holders.set(t, (holders.get(t) ?? 0) + 1);
  const sums = { alike: 0, members: 0, shared: 0, exclusive: 0, spread: 0, brief: 0, withPrompts: 0, punctual: 0 };
  const minutes = new Map<number, Uint32Array>();
  for (const a of members) {
    let own = 0;
    let shared = 0;
    for (let u = uses.start[a]; u < uses.start[a + 1]; u++) {
      own++;
      const t = uses.template[u];
      const n = holders.get(t) ?? 0;
      if (n < 2) continue;
      shared++;
      sums.exclusive += n / rates.holders[t];
      sums.spread += n / members.length;
      if (rates.seconds[t] < DAY_S) sums.brief++;
      countMinute(minutes, t, uses.time[u]);
    }
    if (own === 0) continue;
    sums.withPrompts++;
    sums.shared += shared;
    sums.alike += shared / own;
    if (shared * 3 >= own) sums.members++;
  }
  for (const count of minutes.values()) sums.punctual += Math.max(...count) - sumOf(count) / 12;
  const perShared = (sum: number) => (sums.shared > 0 ? sum / sums.shared : 0);
  const perMember = (sum: number) => (sums.withPrompts > 0 ? sum / sums.withPrompts : 0);
  return {
    alike: perMember(sums.alike),
    exclusive: perShared(sums.exclusive),
    spread: perShared(sums.spread),
    brief: perShared(sums.brief),
    members: perMember(sums.members),
    punctual: Math.max(0, perShared(sums.punctual)),
  };
}

function templatesOf(account: number, uses: Uses): Set<number> {
  const found = new Set<number>();
  for (let u = uses.start[account]; u < uses.start[account + 1]; u++) found.add(uses.template[u]);
  return found;
}

/** Uses of a template by twelfth of the hour. */
function countMinute(minutes: Map<number, Uint32Array>, template: number, time: number): void {
  let count = minutes.get(template);
  if (!count) {
    count = new Uint32Array(12);
    minutes.set(template, count);
  }
  count[Math.floor((time % HOUR_S) / 300)]++;
}

function sumOf(values: Uint32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** How the members act together. Both in [0, 1]. */
export interface CoActionFeatures {
  /** Members that act together with another beyond chance. */
  together: number;
  /**
   * Of their occasions, those with a partner met before: strangers on one timetable meet the same again and again, shards of a queue
   * rarely.
   */
  repeat: number;
}

export function coActionFeatures(members: readonly number[], coactions: CoActions): CoActionFeatures {
  const inside = new Set(members);
  let active = 0;
  let occasions = 0;
  let pairs = 0;
  for (const a of members) {
    let any = false;
    let partner = -1;
    for (let p = coactions.start[a]; p < coactions.start[a + 1]; p++) {
      if (coactions.bits[p] < 4 || !inside.has(coactions.partner[p])) continue;
      any = true;
      occasions += coactions.occasions[p];
      if (coactions.partner[p] !== partner) pairs++;
      partner = coactions.partner[p];
    }
    if (any) active++;
  }
  return { together: active / members.length, repeat: occasions > 0 ? 1 - pairs / occasions : 0 };
}
