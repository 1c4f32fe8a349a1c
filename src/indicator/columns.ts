/** Numbers one after the other -> typed arrays that grow: what a slice's events are taken apart into. */

type Typed = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** One growing column: `push` and read `array` up to `length`. */
export class Column<T extends Typed> {
  array: T;
  length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, capacity = 1024) {
    this.#make = make;
    this.array = make(capacity);
  }

  push(x: number): void {
    if (this.length === this.array.length) this.#grow();
    this.array[this.length++] = x;
  }

  #grow(): void {
    const grown = this.#make(this.array.length * 2);
    grown.set(this.array);
    this.array = grown;
  }

  clear(): void {
    this.length = 0;
  }
}

export const bytes = (): Column<Uint8Array> => new Column((length) => new Uint8Array(length));
export const words = (): Column<Uint32Array> => new Column((length) => new Uint32Array(length));
export const doubles = (): Column<Float64Array> => new Column((length) => new Float64Array(length));
