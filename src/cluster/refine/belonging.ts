/**
 * An account + the profiles of communities -> which of them it may be one of, and the odds that it is: each value weighs log2 of its share
 * in the community over its share in the population, one a group, capped by family, against prior odds of the community's size over the
 * population (naive Bayes; the group-level form of Fellegi & Sunter's factor); and so does when it did things.
 */

import { CAP_BEYOND_PRIOR, LIST_REPEAT } from "../../link/rules.js";
import { isList } from "../../link/tokens.js";
import type { LinkFamily } from "../../model/family.js";
import { isSuspended } from "../../model/status.js";
import { type Profile, type Profiles, type Raised, tokenLift } from "./profile.js";
import { type Met, meetingBits, metBy, successionBits } from "./timing.js";

/**
 * Families that must speak for an account, with this many bits each; fewer only where the data have no more. Two prompt templates are two
 * witnesses.
 */
const FAMILIES_NEEDED = 2;
const FAMILY_BITS = 2;
/** Meetings at work are a witness from so many bits on; a sign-up after a suspension, of which chance brings many, is none by itself. */
const TIMING_BITS = 5;
/** Communities scored exactly for each account. */
const CANDIDATES = 4;
const REPEAT = 0.5;
/** A value that is raised in more communities than this suggests none of them: it only speaks for those that others suggest. */
const COMMON = 256;
/** More than what sums of the same numbers in another order differ by. */
const ROUNDING = 1e-6;

const FAMILIES = Object.keys(CAP_BEYOND_PRIOR) as LinkFamily[];
const BEHAVIOUR = FAMILIES.indexOf("behaviour");

/** Judges accounts by the profiles of one partition; keeps scratch memory between calls. */
export class Belonging {
  readonly #all: Profiles;
  /** By profile: what speaks for it, in bits, and whether anything does; clean whenever it is not in use. */
  readonly #sum: Float64Array;
  readonly #met: Uint8Array;
  readonly #suggested: Uint32Array;
  readonly #common: number[] = [];
  readonly #repeat: Float64Array;
  /** By kind of tokens, for `belongs`. */
  readonly #kindRepeat: Float64Array;
  readonly #familyOf: Uint8Array;
  readonly #kinds: number[] = [];
  readonly #kindBits: Float64Array;
  readonly #kindTelling: Uint32Array;
  /** By group: the strongest kind's bits and family, -1 where none speaks. */
  readonly #groups: number[] = [];
  readonly #groupBits: Float64Array;
  readonly #groupFamily: Int8Array;
  readonly #families: number[] = [];
  readonly #familyBits = new Float64Array(FAMILIES.length);
  #account = -1;
  #meetings: Met | null = null;

  constructor(all: Profiles) {
    this.#all = all;
    const { tokens, groups } = all.model;
    this.#sum = new Float64Array(all.profiles.length);
    this.#met = new Uint8Array(all.profiles.length);
    this.#suggested = new Uint32Array(all.profiles.length);
    this.#repeat = Float64Array.from(tokens.kinds, ({ rule }) => rule.repeat);
    this.#kindRepeat = Float64Array.from(tokens.kinds, (kind) => (isList(kind) ? LIST_REPEAT : Math.min(REPEAT, kind.rule.repeat)));
    this.#familyOf = Uint8Array.from(tokens.kinds, ({ rule }) => FAMILIES.indexOf(rule.family));
    this.#kindBits = new Float64Array(tokens.kinds.length);
    this.#kindTelling = new Uint32Array(tokens.kinds.length);
    this.#groupBits = new Float64Array(groups.names.length);
    this.#groupFamily = new Int8Array(groups.names.length).fill(-1);
  }

  /** Positions of the profiles that are worth a closer look, the likeliest first: whose values the account has, or whose members it met. */
  candidates(a: number): number[] {
    const { position, raised, model } = this.#all;
    const { start, token, kindOf } = model.tokens;
    const sum = this.#sum;
    const met = this.#met;
    const suggested = this.#suggested;
    const common = this.#common;
    let size = 0;
    common.length = 0;
    for (const [label, members] of this.#metBy(a).by) {
      const profile = position.get(label);
      if (profile === undefined) continue;
      met[profile] = 1;
      sum[profile] = members;
      suggested[size++] = profile;
    }
    for (let p = start[a]; p < start[a + 1]; p++) {
      const row = raised.row[token[p]];
      if (row < 0) continue;
      const end = raised.start[row + 1];
      if (end - raised.start[row] > COMMON) {
        common.push(p);
        continue;
      }
      const repeat = this.#repeat[kindOf[token[p]]];
      for (let i = raised.start[row]; i < end; i++) {
        const profile = raised.profile[i];
        if (met[profile] === 0) {
          met[profile] = 1;
          suggested[size++] = profile;
        }
        sum[profile] += raised.bits[i] * repeat;
      }
    }
    const best = common.length > 0 ? this.#withCommon(size) : this.#foremost(suggested, size);
    for (let i = 0; i < size; i++) sum[suggested[i]] = met[suggested[i]] = 0;
    return best;
  }

  /**
   * The foremost once common values speak too. Only those are summed that could be among them: who falls short of the last of the foremost
   * by more than all common values could give is not.
   */
  #withCommon(size: number): number[] {
    const { raised, model } = this.#all;
    const suggested = this.#suggested;
    const sum = this.#sum;
    let most = ROUNDING;
    for (const p of this.#common) {
      const token = model.tokens.token[p];
      most += raised.most[raised.row[token]] * this.#repeat[model.tokens.kindOf[token]];
    }
    const first = this.#foremost(suggested, size);
    let least = Number.NEGATIVE_INFINITY;
    if (first.length === CANDIDATES) {
      least = Number.POSITIVE_INFINITY;
      for (const profile of first) least = Math.min(least, sum[profile] + this.#commonBits(profile));
    }
    let likely = 0;
    for (let i = 0; i < size; i++) {
      const profile = suggested[i];
      if (sum[profile] + most < least) continue;
      // the order of those that stay behind is nothing: all are cleared by their place in the list
      suggested[i] = suggested[likely];
      suggested[likely++] = profile;
    }
    for (let i = 0; i < likely; i++) this.#addCommon(suggested[i]);
    return this.#foremost(suggested, likely);
  }

  #commonBits(profile: number): number {
    const { raised, model } = this.#all;
    let bits = 0;
    for (const p of this.#common) {
      const token = model.tokens.token[p];
      bits += bitsIn(raised, raised.row[token], profile) * this.#repeat[model.tokens.kindOf[token]];
    }
    return bits - ROUNDING;
  }

  #addCommon(profile: number): void {
    const { raised, model } = this.#all;
    for (const p of this.#common) {
      const token = model.tokens.token[p];
      this.#sum[profile] += bitsIn(raised, raised.row[token], profile) * this.#repeat[model.tokens.kindOf[token]];
    }
  }

  /** The first CANDIDATES by their sums, then by their numbers. */
  #foremost(all: Uint32Array, size: number): number[] {
    const sum = this.#sum;
    const best: number[] = [];
    for (let i = 0; i < size; i++) {
      const profile = all[i];
      let at = best.length;
      while (at > 0 && (sum[best[at - 1]] - sum[profile] || profile - best[at - 1]) < 0) at--;
      if (at === CANDIDATES) continue;
      best.splice(at, 0, profile);
      if (best.length > CANDIDATES) best.pop();
    }
    return best;
  }

  #metBy(a: number): Met {
    if (this.#account !== a || this.#meetings === null) {
      this.#account = a;
      this.#meetings = metBy(a, this.#all.community, this.#all.model);
    }
    return this.#meetings;
  }

  /** Log2 posterior odds that the account is one of the community's; minus infinity where too few families speak for it. */
  belongs(a: number, profile: Profile): number {
    const { families, model } = this.#all;
    const prior = Math.log2(model.population.size / profile.size);
    this.#sumKinds(a, profile);
    const templates = this.#sumGroups();
    const timing = Math.min(this.#timing(a, profile), Math.max(0, prior + CAP_BEYOND_PRIOR.time));
    const needed = Math.min(FAMILIES_NEEDED, families) - (templates > 1 ? 1 : 0) - (timing >= TIMING_BITS ? 1 : 0);
    const [suspended, not] = profile.suspended;
    const suspension = isSuspended(model.population.status.get(a)) ? suspended : not;
    return -prior + timing + suspension + this.#sumFamilies(a, profile, { prior, needed });
  }

  /** What the values that the account has of the community say, kind by kind. */
  #sumKinds(a: number, profile: Profile): void {
    const { model } = this.#all;
    const { start, token, kindOf } = model.tokens;
    this.#kinds.length = 0;
    let kind = -1;
    let factor = 1;
    for (let p = start[a]; p < start[a + 1]; p++) {
      const t = token[p];
      if (!profile.holders.has(t)) continue;
      const k = kindOf[t]; // tokens come kind by kind
      if (k !== kind) {
        kind = k;
        factor = 1;
        this.#kinds.push(k);
        this.#kindBits[k] = 0;
        this.#kindTelling[k] = 0;
      }
      const bits = Math.max(0, tokenLift(t, profile, model));
      if (bits >= FAMILY_BITS) this.#kindTelling[k]++;
      this.#kindBits[k] += bits * factor;
      factor *= this.#kindRepeat[k];
    }
  }

  /** The strongest kind of each group counts, for its family. Returns how many templates tell. */
  #sumGroups(): number {
    const { of } = this.#all.model.groups;
    let templates = 0;
    this.#groups.length = 0;
    for (const k of this.#kinds) {
      const g = of[k];
      if (this.#groupFamily[g] < 0) this.#groups.push(g);
      if (this.#groupFamily[g] < 0 || this.#kindBits[k] > this.#groupBits[g]) {
        this.#groupBits[g] = this.#kindBits[k];
        this.#groupFamily[g] = this.#familyOf[k];
      }
      if (this.#familyOf[k] === BEHAVIOUR) templates = this.#kindTelling[k];
    }
    return templates;
  }

  #timing(a: number, { community, size, suspensions }: Profile): number {
    const { partners, by } = this.#metBy(a);
    const { seconds, model } = this.#all;
    const members = by.get(community) ?? 0;
    const { population } = model;
    return meetingBits(members, partners - members, size / population.size) + successionBits(population.signupAt[a], suspensions, seconds);
  }

  /** Families capped, less what the account has of its own where the members agree. Clears what the groups said. */
  #sumFamilies(a: number, profile: Profile, { prior, needed }: { prior: number; needed: number }): number {
    const { groups } = this.#all.model;
    const order = this.#families;
    order.length = 0;
    for (const g of this.#groups) {
      const family = this.#groupFamily[g];
      if (!order.includes(family)) {
        order.push(family);
        this.#familyBits[family] = 0;
      }
      this.#familyBits[family] += this.#groupBits[g];
    }
    let sum = 0;
    let speaking = 0;
    for (const family of order) {
      const capped = Math.min(this.#familyBits[family], Math.max(0, prior + CAP_BEYOND_PRIOR[FAMILIES[family]]));
      if (capped >= FAMILY_BITS) speaking++;
      sum += capped;
    }
    for (let g = 0; g < profile.against.length; g++) if (groups.has(a, g) && this.#groupFamily[g] < 0) sum += profile.against[g];
    for (const g of this.#groups) this.#groupFamily[g] = -1;
    return speaking >= needed ? sum : Number.NEGATIVE_INFINITY;
  }
}

/** The bits of a profile in a row, 0 where it is not there. */
function bitsIn({ start, profile: profiles, bits }: Raised, row: number, profile: number): number {
  let from = start[row];
  let to = start[row + 1];
  const end = to;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (profiles[middle] < profile) from = middle + 1;
    else to = middle;
  }
  return from < end && profiles[from] === profile ? bits[from] : 0;
}
