/**
 * Uses of shared templates -> pairs of accounts that used one within minutes of each other, more often than chance would have it. Chance is
 * a Poisson count from how often and over how long a span each uses the template.
 */
import { doubles, floats, words } from "../../tools/growing.js";
import { HOUR_S } from "../../tools/units.js";
import type { Task } from "../crew/task.js";
import type { SharedUses } from "./shared-uses.js";

/** Uses this close are together: within minutes, or, where clocks are blurred, within hours. Whichever is the stronger evidence counts. */
export const TOGETHER_SECONDS = 180;
const NEAR_SECONDS = 2 * HOUR_S;
/** A use is paired with this many that follow it. */
const PARTNERS = 4;
/** More than there are ever accounts: two account numbers and a bit go into one double. */
const ACCOUNTS = 2 ** 26;
/** So many uses of one template: a time and a place of one go into one double. */
const USES = 2 ** 21;

export interface Occasions {
  uses: SharedUses;
  /** By account: the share of its events that the uses are of, at most 1. */
  sampled: Float64Array;
  /** The templates of part p are those from cuts[p] to cuts[p + 1]. */
  cuts: Uint32Array;
}

/** Pairs a < b that met more than chance would have it, template by template. */
export interface MetPart {
  part: number;
  a: Uint32Array;
  b: Uint32Array;
  template: Uint32Array;
  occasions: Uint16Array;
  bits: Float32Array;
}

export const findMet: Task<Occasions, MetPart[]> = ({ uses, sampled, cuts }, next) => {
  const meeting = new Meeting(uses, sampled);
  const found: MetPart[] = [];
  for (let part = next(); part >= 0; part = next()) {
    for (let n = cuts[part]; n < cuts[part + 1]; n++) meeting.weigh(n);
    found.push(meeting.found(part));
  }
  return found;
};

/** Keeps its memory from template to template. */
class Meeting {
  readonly #uses: SharedUses;
  readonly #sampled: Float64Array;
  /** By account: uses of the template at hand. */
  readonly #count: Uint32Array;
  readonly #meetings = doubles();
  readonly #found = { a: words(), b: words(), template: words(), occasions: words(), bits: floats() };
  #account = new Uint32Array(64);
  #time = new Uint32Array(64);

  constructor(uses: SharedUses, sampled: Float64Array) {
    this.#uses = uses;
    this.#sampled = sampled;
    this.#count = new Uint32Array(sampled.length);
  }

  /** What was found since the last time. */
  found(part: number): MetPart {
    const { a, b, template, occasions, bits } = this.#found;
    const taken = {
      part,
      a: a.trimmed(),
      b: b.trimmed(),
      template: template.trimmed(),
      occasions: Uint16Array.from(occasions.array.subarray(0, occasions.length), (times) => Math.min(65_535, times)),
      bits: bits.trimmed(),
    };
    for (const column of [a, b, template, occasions, bits]) column.clear();
    return taken;
  }

  weigh(n: number): void {
    const { start, account } = this.#uses;
    this.#meet(this.#layByTime(n));
    for (let u = start[n]; u < start[n + 1]; u++) this.#count[account[u]]++;
    this.#weighMeetings(n);
    for (let u = start[n]; u < start[n + 1]; u++) this.#count[account[u]] = 0;
  }

  /** One template's uses by time, then as they were; returns how many. */
  #layByTime(n: number): number {
    const { start, account, time } = this.#uses;
    const from = start[n];
    const length = start[n + 1] - from;
    if (length > this.#time.length) {
      this.#account = new Uint32Array(2 * length);
      this.#time = new Uint32Array(2 * length);
    }
    const order = byTime(time.subarray(from, from + length));
    for (let p = 0; p < length; p++) {
      this.#account[p] = account[from + order[p]];
      this.#time[p] = time[from + order[p]];
    }
    return length;
  }

  /** Who met: each meeting as one number, a pair's next to each other once sorted; even where it was within minutes. */
  #meet(length: number): void {
    const account = this.#account;
    const time = this.#time;
    const meetings = this.#meetings;
    meetings.clear();
    for (let p = 0; p < length; p++) {
      const own = account[p];
      let partners = 0;
      for (let q = p + 1; q < length && partners < PARTNERS; q++) {
        const apart = time[q] - time[p];
        if (apart > NEAR_SECONDS) break;
        const other = account[q];
        if (other === own) continue;
        meetings.push((Math.min(own, other) * ACCOUNTS + Math.max(own, other)) * 2 + (apart <= TOGETHER_SECONDS ? 0 : 1));
        partners++;
      }
    }
  }

  /** Joins the meetings of each pair on one template, and weighs them. */
  #weighMeetings(n: number): void {
    const meetings = this.#meetings.array.subarray(0, this.#meetings.length).sort();
    const { a, b, template, occasions, bits } = this.#found;
    for (let p = 0; p < meetings.length; ) {
      const pair = Math.floor(meetings[p] / 2);
      const one = Math.floor(pair / ACCOUNTS);
      const other = pair % ACCOUNTS;
      let q = p;
      let within = 0;
      for (; q < meetings.length && Math.floor(meetings[q] / 2) === pair; q++) if (meetings[q] % 2 === 0) within++;
      const expected = this.#expected(one, other, n);
      const minutes = poissonTailBits(within, expected);
      const hours = poissonTailBits(q - p, (expected * NEAR_SECONDS) / TOGETHER_SECONDS);
      if (Math.max(minutes, hours) > 0) {
        a.push(one);
        b.push(other);
        template.push(this.#uses.template[n]);
        occasions.push(minutes >= hours ? within : q - p);
        bits.push(Math.max(minutes, hours));
      }
      p = q;
    }
  }

  /** How often two accounts would meet on a template by chance, in the time that was sampled of both. */
  #expected(a: number, b: number, n: number): number {
    const seconds = this.#uses.seconds[n] * Math.max(0.01, Math.min(this.#sampled[a], this.#sampled[b]));
    return (this.#count[a] * this.#count[b] * 2 * TOGETHER_SECONDS) / seconds;
  }
}

/** The places of times in their order, equals as they were: both in one number, where they fit, for these are sorted fastest. */
export function byTime(time: Uint32Array, fit = USES): Float64Array | Uint32Array {
  if (time.length > fit) return Uint32Array.from(time.keys()).sort((p, q) => time[p] - time[q] || p - q);
  const order = new Float64Array(time.length);
  for (let p = 0; p < time.length; p++) order[p] = time[p] * USES + p;
  order.sort();
  for (let p = 0; p < order.length; p++) order[p] %= USES;
  return order;
}

/** Chernoff's bound on log2 of P(X >= n) for a Poisson X, negated: never more evidence than there is. */
export function poissonTailBits(n: number, expected: number): number {
  if (n <= expected) return 0;
  return (n * Math.log(n / expected) - n + expected) / Math.LN2;
}
