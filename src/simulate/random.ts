/**
 * A key of three numbers -> a reproducible stream of random numbers. xoroshiro64** (Blackman & Vigna 2018), keyed so that every account,
 * day and group has a stream of its own.
 */

function scramble(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** 32 bits out of three numbers; the same key, the same bits. */
export function hash32(x: number, y = 0, z = 0): number {
  return scramble(Math.imul(x, 0x9e3779b1) + scramble(Math.imul(y, 0x85ebca77) + scramble(Math.imul(z, 0xc2b2ae3d) + 0x27d4eb2f)));
}

/** 53 bits out of three numbers, as a whole number: the name of a prompt template. Never 0, which stands for "no template". */
export function hash53(x: number, y = 0, z = 0): number {
  return (hash32(x, y, z) & 0x1fffff) * 0x100000000 + (hash32(z ^ 0x2545f491, x, y) || 1);
}

const HEX = Array.from({ length: 65_536 }, (_, i) => i.toString(16).padStart(4, "0"));

/** Eight hex digits; by table, because every line needs a few. */
export function hex32(x: number): string {
  return HEX[x >>> 16]! + HEX[x & 0xffff]!;
}

const LOGS = Array.from({ length: 64 }, (_, i) => Math.log(i));

export class Rng {
  #a = 0;
  #b = 0;

  constructor(x: number, y = 0, z = 0) {
    this.reseed(x, y, z);
  }

  /** Starts over with another key: hot loops keep one generator instead of making one an account. */
  reseed(x: number, y = 0, z = 0): this {
    this.#a = hash32(x, y, z);
    this.#b = hash32(z ^ 0x51ed270b, x, y) | 1;
    return this;
  }

  u32(): number {
    const mixed = Math.imul(this.#a, 0x9e3779bb);
    const result = Math.imul((mixed << 5) | (mixed >>> 27), 5) >>> 0;
    const b = this.#b ^ this.#a;
    this.#a = ((this.#a << 26) | (this.#a >>> 6)) ^ b ^ (b << 9);
    this.#b = (b << 13) | (b >>> 19);
    return result;
  }

  /** 64 random bits as 16 hex digits. */
  hex64(): string {
    return hex32(this.u32()) + hex32(this.u32());
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.u32() / 0x100000000;
  }

  /** A whole number in [0, n). */
  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** A whole number in [low, high]. */
  range(low: number, high: number): number {
    return low + this.int(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)]!;
  }

  /** `count` different members of a list, in random order. */
  sample<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) taken.push(rest.splice(this.int(rest.length), 1)[0]!);
    return taken;
  }

  /** Mean 0, deviation 1, within three: the sum of three uniforms (Irwin-Hall), without a logarithm or a cosine. */
  normal(): number {
    return 2 * (this.next() + this.next() + this.next()) - 3;
  }

  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Heavy-tailed in [low, high]: a bounded Pareto. */
  pareto(low: number, high: number, alpha: number): number {
    const ratio = (low / high) ** alpha;
    return low / (1 - this.next() * (1 - ratio)) ** (1 / alpha);
  }

  /** Knuth's method below 30, the normal approximation above. */
  poisson(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count++;
    return count;
  }

  /** An index in [0, n), the first ones likelier: rank r about as 1 / (r + 1). */
  zipf(n: number): number {
    return Math.min(n - 1, Math.floor(Math.exp(this.next() * (LOGS[n + 1] ?? Math.log(n + 1)))) - 1);
  }

  /** An index into cumulative weights. */
  weighted(cumulative: readonly number[]): number {
    const point = this.next() * cumulative[cumulative.length - 1]!;
    let i = 0;
    while (i < cumulative.length - 1 && cumulative[i]! <= point) i++;
    return i;
  }
}

export function cumulate(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}
