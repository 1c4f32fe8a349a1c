/** Numbers one after the other -> typed arrays that grow: what a slice's events are taken apart into. */
import { sharedWords } from "./shared.js";

type Typed = Uint32Array | Float32Array | Float64Array;

/** One growing column: `push` and read `array` up to `length`. */
export class Column<T extends Typed> {
  array: T;
  length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, capacity = 1024) {
    this.#make = make;
    this.array = make(capacity);
  }

  /** Returns the new length. */
  push(x: number): number {
    if (this.length === this.array.length) this.#grow();
    this.array[this.length++] = x;
    return this.length;
  }

  #grow(): void {
    const grown = this.#make(this.array.length * 2);
    grown.set(this.array);
    this.array = grown;
  }

  clear(): void {
    this.length = 0;
  }

  /** What was pushed, in memory of that size which threads share. */
  shared(this: Column<Uint32Array>): Uint32Array {
    const shared = sharedWords(this.length);
    shared.set(this.array.subarray(0, this.length));
    return shared;
  }

  /** What was pushed, in memory of that size. */
  trimmed(): T {
    const trimmed = this.#make(this.length);
    trimmed.set(this.array.subarray(0, this.length));
    return trimmed;
  }
}

export type Words = Column<Uint32Array>;

export const words = (capacity?: number): Words => new Column((length) => new Uint32Array(length), capacity);
export const doubles = (): Column<Float64Array> => new Column((length) => new Float64Array(length));
export const floats = (): Column<Float32Array> => new Column((length) => new Float32Array(length));
