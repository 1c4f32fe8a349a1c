/**
 * Values by key, up to so much of them in all; one that is being read is waited for by all who ask, and what was asked longest ago goes.
 */

export class Held<T> {
  readonly #most: number;
  readonly #sizeOf: (value: T) => number;
  readonly #held = new Map<string, { value: Promise<T>; size: number }>();
  #total = 0;

  constructor(most: number, sizeOf: (value: T) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  async get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#held.get(key);
    if (known) {
      this.#held.delete(key);
      this.#held.set(key, known);
      return await known.value;
    }
    const entry = { value: read(), size: 0 };
    this.#held.set(key, entry);
    try {
      const value = await entry.value;
      this.#weigh(key, entry, this.#sizeOf(value));
      return value;
    } catch (error) {
      this.#drop(key);
      throw error;
    }
  }

  #weigh(key: string, entry: { size: number }, size: number): void {
    if (this.#held.get(key) !== entry) return;
    entry.size = size;
    this.#total += size;
    for (const oldest of this.#held.keys()) {
      if (this.#total <= this.#most || oldest === key) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#total -= this.#held.get(key)?.size ?? 0;
    this.#held.delete(key);
  }
}
