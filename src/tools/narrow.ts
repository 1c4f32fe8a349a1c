/**
 * How great numbers may become -> arrays as narrow as is wanted, or an error: a typed array by itself would wrap what it cannot hold, and
 * say nothing.
 */
import { PermanentError } from "../errors.js";

/** Zeros for numbers from 0 to `most`. Throws a `PermanentError` that names `what` they are where they don't fit in 8 bits. */
export function narrow8(length: number, most: number, what: string): Uint8Array<ArrayBuffer> {
  checkWidth(most, 8, what);
  return new Uint8Array(length);
}

/** As `narrow8`, in 16 bits. */
export function narrow16(length: number, most: number, what: string): Uint16Array<ArrayBuffer> {
  checkWidth(most, 16, what);
  return new Uint16Array(length);
}

/** Throws a `PermanentError` where numbers up to `most` do not fit in so many bits. */
export function checkWidth(most: number, bits: number, what: string): void {
  if (!(most < 2 ** bits))
    throw new PermanentError(`${most} is too many ${what}: ${2 ** bits - 1} is the most that is counted; give fewer, or widen the array`);
}
