/**
 * Links' templates and a cluster -> how alike the accounts' own traffic is, and in which way: a queue's short-lived items, a tool's own
 * prompts, a published timetable.
 */

import type { CoActions } from "../link/coaction.js";
import type { Templates, Uses } from "../link/templates.js";
import { DAY_S, HOUR_S } from "../tools/units.js";
import type { Inside } from "./held.js";

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

/** Twelfths of the hour. */
const TWELFTHS = 12;

/** How often templates are used, over the whole population; and over one cluster at a time, with scratch memory kept between clusters. */
export class ContentCounts {
  readonly #uses: Uses;
  /** Of each template, over the whole population: its holders, and seconds from the first use to the last. */
  readonly #everywhere: Uint32Array;
  readonly #seconds: Uint32Array;
  /** Of each template, in the cluster at hand: its holders, and who was met last; clean between clusters. */
  readonly #holders: Uint32Array;
  readonly #last: Int32Array;
  readonly #met: number[] = [];
  /** Of each template that is shared: where its uses by twelfth of the hour are, or -1. */
  readonly #hourOf: Int32Array;
  readonly #hours: number[] = [];

  constructor(uses: Uses, { count }: Templates) {
    this.#uses = uses;
    this.#everywhere = new Uint32Array(count);
    this.#seconds = new Uint32Array(count);
    this.#holders = new Uint32Array(count);
    this.#last = new Int32Array(count).fill(-1);
    this.#hourOf = new Int32Array(count).fill(-1);
    this.#countAll();
    this.#last.fill(-1);
  }

  #countAll(): void {
    const { start, time, template } = this.#uses;
    const from = new Uint32Array(this.#seconds.length).fill(0xffffffff);
    for (let a = 0; a + 1 < start.length; a++)
      for (let u = start[a]; u < start[a + 1]; u++) {
        const t = template[u];
        if (this.#last[t] !== a) this.#everywhere[t]++;
        this.#last[t] = a;
        if (time[u] < from[t]) from[t] = time[u];
        if (time[u] > this.#seconds[t]) this.#seconds[t] = time[u];
      }
    for (let t = 0; t < from.length; t++) this.#seconds[t] = Math.max(0, this.#seconds[t] - from[t]);
  }

  features(members: readonly number[]): ContentFeatures {
    this.#begin(members);
    const { start, time, template } = this.#uses;
    const sums = { alike: 0, members: 0, shared: 0, exclusive: 0, spread: 0, brief: 0, withPrompts: 0 };
    for (const a of members) {
      const own = start[a + 1] - start[a];
      let shared = 0;
      for (let u = start[a]; u < start[a + 1]; u++) {
        const t = template[u];
        const n = this.#holders[t];
        if (n < 2) continue;
        shared++;
        sums.exclusive += n / this.#everywhere[t];
        sums.spread += n / members.length;
        if (this.#seconds[t] < DAY_S) sums.brief++;
        this.#countHour(t, time[u]);
      }
      if (own === 0) continue;
      sums.withPrompts++;
      sums.shared += shared;
      sums.alike += shared / own;
      if (shared * 3 >= own) sums.members++;
    }
    const perShared = (sum: number) => (sums.shared > 0 ? sum / sums.shared : 0);
    const perMember = (sum: number) => (sums.withPrompts > 0 ? sum / sums.withPrompts : 0);
    return {
      alike: perMember(sums.alike),
      exclusive: perShared(sums.exclusive),
      spread: perShared(sums.spread),
      brief: perShared(sums.brief),
      members: perMember(sums.members),
      punctual: Math.max(0, perShared(this.#punctual())),
    };
  }

  /** Counts the members that hold each template. */
  #begin(members: readonly number[]): void {
    for (const t of this.#met) {
      this.#holders[t] = 0;
      this.#last[t] = this.#hourOf[t] = -1;
    }
    this.#met.length = this.#hours.length = 0;
    const { start, template } = this.#uses;
    for (const a of members)
      for (let u = start[a]; u < start[a + 1]; u++) {
        const t = template[u];
        if (this.#last[t] === a) continue;
        if (this.#last[t] < 0) this.#met.push(t);
        this.#last[t] = a;
        this.#holders[t]++;
      }
  }

  #countHour(template: number, time: number): void {
    if (this.#hourOf[template] < 0) {
      this.#hourOf[template] = this.#hours.length;
      for (let n = 0; n < TWELFTHS; n++) this.#hours.push(0);
    }
    this.#hours[this.#hourOf[template] + Math.floor((time % HOUR_S) / (HOUR_S / TWELFTHS))]++;
  }

  /** By how many the uses in the fullest twelfth exceed what an even hour would have, template by template. */
  #punctual(): number {
    let sum = 0;
    for (let from = 0; from < this.#hours.length; from += TWELFTHS) {
      let most = 0;
      let uses = 0;
      for (let n = from; n < from + TWELFTHS; n++) {
        if (this.#hours[n] > most) most = this.#hours[n];
        uses += this.#hours[n];
      }
      sum += most - uses / TWELFTHS;
    }
    return sum;
  }
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

/** The members are `inside`. */
export function coActionFeatures(members: readonly number[], inside: Inside, coactions: CoActions): CoActionFeatures {
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
