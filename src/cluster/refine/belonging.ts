/**
 * An account + the profiles of communities -> the odds that it is one of a community's: each value weighs log2 of its share in the
 * community over its share in the population, one a group, capped by family, against prior odds of the community's size over the population
 * (naive Bayes; the group-level form of Fellegi & Sunter's factor); and so does when it did things.
 */

import { bitOf, firstGroup, wordOf } from "../../link/groups.js";
import { CAP_BEYOND_PRIOR, LIST_REPEAT } from "../../link/rules.js";
import { isList } from "../../link/tokens.js";
import type { LinkFamily } from "../../model/family.js";
import { firstFrom } from "../../tools/first-from.js";
import { lift } from "./held.js";
import type { Meetings } from "./meetings.js";
import type { Profiles } from "./profile.js";
import { meetingBits, successionBits } from "./timing.js";

/**
 * Families that must speak for an account, with this many bits each; fewer only where the data have no more. Two prompt templates are two
 * witnesses.
 */
const FAMILIES_NEEDED = 2;
/** Of those one must be none of these: anybody can give a name, a mailbox like it, a network and a client of somebody else. */
const COPIED: ReadonlySet<LinkFamily> = new Set(["identity", "network", "tooling"]);
const FAMILY_BITS = 2;
/** Meetings at work are a witness from so many bits on; a sign-up after a suspension, of which chance brings many, is none by itself. */
const TIMING_BITS = 5;
const REPEAT = 0.5;

const FAMILIES = Object.keys(CAP_BEYOND_PRIOR) as LinkFamily[];
const BEYOND_PRIOR = Float64Array.from(FAMILIES, (family) => CAP_BEYOND_PRIOR[family]);
const BEHAVIOUR = FAMILIES.indexOf("behaviour");

/** Judges accounts by the profiles of one partition; keeps scratch memory between calls. */
export class Belonging {
  readonly #all: Profiles;
  readonly #meetings: Meetings;
  readonly #kindRepeat: Float64Array;
  readonly #familyOf: Uint8Array;
  /** The kinds that speak, ascending. */
  readonly #kinds: number[] = [];
  readonly #kindBits: Float64Array;
  readonly #kindTelling: Uint32Array;
  /** By group: the strongest kind's bits and family, -1 where none speaks; and the groups that do, in order and as bits. */
  readonly #groups: number[] = [];
  readonly #groupBits: Float64Array;
  readonly #groupFamily: Int8Array;
  readonly #groupsSpeaking: Uint32Array;
  readonly #families: number[] = [];
  readonly #familyBits = new Float64Array(FAMILIES.length);

  constructor(all: Profiles, meetings: Meetings) {
    this.#all = all;
    this.#meetings = meetings;
    const { tokens, groups } = all.model;
    this.#kindRepeat = Float64Array.from(tokens.kinds, (kind) => (isList(kind) ? LIST_REPEAT : Math.min(REPEAT, kind.rule.repeat)));
    this.#familyOf = Uint8Array.from(tokens.kinds, ({ rule }) => FAMILIES.indexOf(rule.family));
    this.#kindBits = new Float64Array(tokens.kinds.length);
    this.#kindTelling = new Uint32Array(tokens.kinds.length);
    this.#groupBits = new Float64Array(groups.names.length);
    this.#groupFamily = new Int8Array(groups.names.length).fill(-1);
    this.#groupsSpeaking = new Uint32Array(groups.words);
  }

  /**
   * Log2 posterior odds that the account is one of the community's; minus infinity where too few families speak for it. A `member` is
   * judged by what the other members alone would show.
   */
  belongs(a: number, profile: number, member = false): number {
    const { families, model, suspended, unsuspended, isSuspended } = this.#all;
    const size = this.#all.size[profile] - (member ? 1 : 0);
    const prior = Math.log2(model.population.size / size);
    this.#sumKinds(a, profile, member ? size : null);
    const templates = this.#sumGroups();
    const timing = Math.min(this.#timing(a, profile, size), Math.max(0, prior + CAP_BEYOND_PRIOR.time));
    const needed = Math.min(FAMILIES_NEEDED, families) - (templates > 1 ? 1 : 0) - (timing >= TIMING_BITS ? 1 : 0);
    const suspension = isSuspended[a] === 1 ? suspended[profile] : unsuspended[profile];
    return -prior + timing + suspension + this.#sumFamilies(a, profile, prior, needed);
  }

  /** What the values that the account has of the community say, kind by kind; of a member, what the `others` have of them. */
  #sumKinds(a: number, profile: number, others: number | null): void {
    const { held, model } = this.#all;
    const { start, token } = model.tokens;
    this.#kinds.length = 0;
    let at = held.start[profile];
    const end = held.start[profile + 1];
    for (let p = start[a]; p < start[a + 1] && at < end; p++) {
      at = firstFrom(held.token, at, end, token[p]); // both ascend
      if (at === end || held.token[at] !== token[p]) continue;
      if (others === null) this.#addValue(token[p], held.lift[at]);
      else if (held.holders[at] > 2) this.#addValue(token[p], lift(held.chance[at], held.holders[at] - 1, others));
    }
  }

  /** Tokens come kind by kind, rarest first. */
  #addValue(token: number, lift: number): void {
    const k = this.#all.model.tokens.kindOf[token];
    if (this.#kinds.length === 0 || this.#kinds[this.#kinds.length - 1] !== k) {
      this.#kinds.push(k);
      this.#kindBits[k] = 0;
      this.#kindTelling[k] = 0;
      this.#factor = 1;
    }
    const bits = Math.max(0, lift);
    if (bits >= FAMILY_BITS) this.#kindTelling[k]++;
    this.#kindBits[k] += bits * this.#factor;
    this.#factor *= this.#kindRepeat[k];
  }

  /** What the next value of the same kind counts. */
  #factor = 1;

  /** The strongest kind of each group counts, for its family. Returns how many templates tell. */
  #sumGroups(): number {
    const { of } = this.#all.model.groups;
    let templates = 0;
    this.#groups.length = 0;
    for (const k of this.#kinds) {
      const g = of[k];
      if (this.#groupFamily[g] < 0) {
        this.#groups.push(g);
        this.#groupsSpeaking[wordOf(g)] |= bitOf(g);
      }
      if (this.#groupFamily[g] < 0 || this.#kindBits[k] > this.#groupBits[g]) {
        this.#groupBits[g] = this.#kindBits[k];
        this.#groupFamily[g] = this.#familyOf[k];
      }
      if (this.#familyOf[k] === BEHAVIOUR) templates = this.#kindTelling[k];
    }
    return templates;
  }

  #timing(a: number, profile: number, size: number): number {
    const { seconds, suspensions, model } = this.#all;
    const { population } = model;
    this.#meetings.look(a);
    const members = this.#meetings.with(profile);
    return (
      meetingBits(members, this.#meetings.partners - members, size / population.size) +
      successionBits(population.signupAt[a], suspensions[profile], seconds)
    );
  }

  /** Families capped, less what the account has of its own where the members agree. Clears what the groups said. */
  #sumFamilies(a: number, profile: number, prior: number, needed: number): number {
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
    let uncopied = needed < FAMILIES_NEEDED;
    for (const family of order) {
      const capped = Math.min(this.#familyBits[family], Math.max(0, prior + BEYOND_PRIOR[family]));
      if (capped >= FAMILY_BITS) {
        speaking++;
        uncopied ||= !COPIED.has(FAMILIES[family]);
      }
      sum += capped;
    }
    sum = this.#lessOwn(sum, a, profile);
    for (const g of this.#groups) this.#groupFamily[g] = -1;
    return speaking >= needed && uncopied ? sum : Number.NEGATIVE_INFINITY;
  }

  /** Less what it has of groups in which the members agree, and it with none of them. */
  #lessOwn(bits: number, a: number, profile: number): number {
    const { against, model } = this.#all;
    const { present, words, names } = model.groups;
    let left = bits;
    for (let w = 0; w < words; w++) {
      const from = profile * names.length;
      for (let own = present[a * words + w] & ~this.#groupsSpeaking[w]; own !== 0; own &= own - 1)
        left += against[from + firstGroup(own, w)];
      this.#groupsSpeaking[w] = 0;
    }
    return left;
  }
}
