/** Who asks how often -> whether now, or in so many seconds: a token bucket each, forgotten when it is full again. */

export interface Rate {
  /** Requests a second in the long run, and at once. */
  perSecond: number;
  burst: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Callers that are remembered; above it those that were seen longest ago go. */
const MOST = 10_000;

export class RateLimit {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** 0 where it may go on; else after how many seconds. `now` in milliseconds. */
  wait(who: string, now: number): number {
    const { perSecond, burst } = this.#rate;
    const bucket = this.#buckets.get(who) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + ((now - bucket.at) / 1_000) * perSecond);
    this.#buckets.delete(who);
    this.#buckets.set(who, { left: Math.max(0, left >= 1 ? left - 1 : left), at: now });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= MOST) break;
      this.#buckets.delete(oldest);
    }
    return left >= 1 ? 0 : (1 - left) / perSecond;
  }
}
