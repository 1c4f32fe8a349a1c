/** An ascending list and a number -> the place where the number is, or would be, by halving. */

/** The first place in [low, high) of an ascending list whose number is at least `wanted`; else `high`. */
export function firstFrom(ascending: Uint32Array | Float64Array, low: number, high: number, wanted: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
