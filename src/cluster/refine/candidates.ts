/** An account + the profiles of communities -> the few that it may be one of: whose values it has, or whose members it met. */
import { Marks, markOf } from "./marks.js";
import type { Meetings } from "./meetings.js";
import type { Profiles } from "./profile.js";
import { raisedBits } from "./raised.js";

/** Communities scored exactly for each account. */
const CANDIDATES = 4;
/** A value that is raised in more communities than this suggests none of them: it only speaks for those that others suggest. */
const COMMON = 256;
/** More than what sums of the same numbers in another order differ by. */
const ROUNDING = 1e-6;

/** Finds them by one partition's profiles; keeps scratch memory between calls. */
export class Candidates {
  readonly #all: Profiles;
  readonly #meetings: Meetings;
  readonly #common: number;
  /** By profile: what speaks for it, in bits, more than 0 where anything does; clean whenever it is not in use. */
  readonly #sum: Float64Array;
  readonly #suggested: Uint32Array;
  /** Places among the account's tokens of values that are common. */
  readonly #commonAt: number[] = [];
  /** Of each of these, its mark, and the most bits that it gives any profile. */
  readonly #mark: number[] = [];
  readonly #most: number[] = [];
  readonly #marks: Marks;
  readonly #repeat: Float64Array;
  readonly #best: number[] = [];

  /** `common`: how many communities a value may be raised in and suggest them. */
  constructor(all: Profiles, meetings: Meetings, { common = COMMON } = {}) {
    this.#all = all;
    this.#meetings = meetings;
    this.#common = common;
    this.#sum = new Float64Array(all.size.length);
    this.#suggested = new Uint32Array(all.size.length);
    this.#marks = new Marks(all.raised, all.size.length, common);
    this.#repeat = Float64Array.from(all.model.tokens.kinds, ({ rule }) => rule.repeat);
    if (this.#repeat.some((repeat) => !(repeat > 0)))
      throw new RangeError("a kind's rule has a repeat of 0: it would suggest and say nothing");
  }

  /** Profiles, the likeliest first; read before the next account is asked for. */
  of(a: number): readonly number[] {
    const { raised, model } = this.#all;
    const { start, token, kindOf } = model.tokens;
    const sum = this.#sum;
    const { profile: profiles, bits } = raised;
    const suggested = this.#suggested;
    let size = this.#fromMeetings(a);
    this.#commonAt.length = 0;
    for (let p = start[a]; p < start[a + 1]; p++) {
      const row = raised.row[token[p]];
      if (row < 0) continue;
      const end = raised.start[row + 1];
      if (end - raised.start[row] > this.#common) {
        this.#commonAt.push(p);
        continue;
      }
      const repeat = this.#repeat[kindOf[token[p]]];
      for (let i = raised.start[row]; i < end; i++) {
        const profile = profiles[i];
        const before = sum[profile];
        if (before === 0) suggested[size++] = profile;
        sum[profile] = before + bits[i] * repeat;
      }
    }
    if (this.#commonAt.length > 0) this.#withCommon(size);
    else this.#findForemost(size);
    for (let i = 0; i < size; i++) sum[suggested[i]] = 0;
    return this.#best;
  }

  /** Returns how many profiles they suggest. */
  #fromMeetings(a: number): number {
    this.#meetings.look(a);
    const { profiles } = this.#meetings;
    for (let i = 0; i < profiles.length; i++) {
      this.#sum[profiles[i]] = this.#meetings.with(profiles[i]);
      this.#suggested[i] = profiles[i];
    }
    return profiles.length;
  }

  /**
   * The foremost once common values speak too. Only those are summed that could be among them: who falls short of the last of the foremost
   * by more than the common values that it may have could give is not.
   */
  #withCommon(size: number): void {
    const suggested = this.#suggested;
    const sum = this.#sum;
    this.#bound();
    this.#findForemost(size);
    let least = Number.NEGATIVE_INFINITY;
    if (this.#best.length === CANDIDATES) {
      let last = Number.POSITIVE_INFINITY;
      for (const profile of this.#best) last = Math.min(last, this.#whole(profile, least));
      least = last;
    }
    let likely = 0;
    for (let i = 0; i < size; i++) {
      const profile = suggested[i];
      const whole = this.#whole(profile, least);
      if (whole < least) continue;
      sum[profile] = whole;
      // the order of those that stay behind is nothing: all are cleared by their place in the list
      suggested[i] = suggested[likely];
      suggested[likely++] = profile;
    }
    this.#findForemost(likely);
  }

  #bound(): void {
    const { raised, model } = this.#all;
    const { token, kindOf } = model.tokens;
    this.#mark.length = this.#most.length = 0;
    for (const p of this.#commonAt) {
      this.#mark.push(markOf(token[p]));
      this.#most.push(raised.most[raised.row[token[p]]] * this.#repeat[kindOf[token[p]]]);
    }
  }

  /** What speaks for a profile with the common values; less than `least`, where it is known to be less. */
  #whole(profile: number, least: number): number {
    const { held, model } = this.#all;
    const { token, kindOf } = model.tokens;
    const common = this.#commonAt;
    let most = this.#sum[profile] + ROUNDING;
    for (let k = 0; k < common.length; k++) if (this.#marks.may(profile, this.#mark[k])) most += this.#most[k];
    if (most < least) return Number.NEGATIVE_INFINITY;
    let sum = this.#sum[profile];
    for (let k = 0; k < common.length; k++) {
      if (!this.#marks.may(profile, this.#mark[k])) continue;
      const t = token[common[k]];
      sum += raisedBits(held, profile, t) * this.#repeat[kindOf[t]];
    }
    return sum;
  }

  /** The first CANDIDATES of those suggested, by their sums, then by their numbers. */
  #findForemost(size: number): void {
    const sum = this.#sum;
    const best = this.#best;
    best.length = 0;
    for (let i = 0; i < size; i++) {
      const profile = this.#suggested[i];
      let at = best.length;
      if (at === CANDIDATES && sum[profile] < sum[best[at - 1]]) continue;
      while (at > 0 && (sum[best[at - 1]] - sum[profile] || profile - best[at - 1]) < 0) at--;
      if (at === CANDIDATES) continue;
      if (best.length < CANDIDATES) best.push(profile);
      for (let b = best.length - 1; b > at; b--) best[b] = best[b - 1];
      best[at] = profile;
    }
  }
}
