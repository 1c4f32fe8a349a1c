/** A smooth function -> where it is least: limited-memory BFGS (Liu & Nocedal 1989) with backtracking (Armijo 1966). Deterministic. */

/** Writes the slope at `at` into `slope`, and returns the value there. */
export type Smooth = (at: Float64Array, slope: Float64Array) => number;

interface Pair {
  moved: Float64Array;
  turned: Float64Array;
  /** Their product, over zero. */
  product: number;
}

const REMEMBERED = 12;
/** A step that lowers the value by less than this share of what the slope promises is halved. */
const ENOUGH = 1e-4;

/** At most so many steps, fewer where one lowers the value by less than `tolerance`. */
export function minimise(f: Smooth, start: Float64Array, { steps, tolerance }: { steps: number; tolerance: number }): Float64Array {
  let at = start.slice();
  let slope = new Float64Array(at.length);
  let value = f(at, slope);
  const pairs: Pair[] = [];
  for (let step = 0; step < steps; step++) {
    const way = direction(slope, pairs);
    const next = search(f, at, value, way, dot(slope, way));
    if (next === null) break;
    const moved = next.at.map((x, i) => x - at[i]);
    const turned = next.slope.map((x, i) => x - slope[i]);
    const product = dot(moved, turned);
    if (product > 0) pairs.push({ moved, turned, product });
    if (pairs.length > REMEMBERED) pairs.shift();
    const gained = value - next.value;
    ({ at, slope, value } = next);
    if (gained < tolerance) break;
  }
  return at;
}

/** Downhill, as the steps before say how the slope turns (two-loop recursion). */
function direction(slope: Float64Array, pairs: readonly Pair[]): Float64Array {
  const way = slope.map((x) => -x);
  const shares = new Float64Array(pairs.length);
  for (let p = pairs.length - 1; p >= 0; p--) {
    shares[p] = dot(pairs[p].moved, way) / pairs[p].product;
    add(way, pairs[p].turned, -shares[p]);
  }
  const last = pairs.at(-1);
  const scale = last ? last.product / dot(last.turned, last.turned) : 1 / Math.sqrt(Math.max(Number.MIN_VALUE, dot(slope, slope)));
  for (let i = 0; i < way.length; i++) way[i] *= scale;
  pairs.forEach(({ moved, turned, product }, p) => {
    add(way, moved, shares[p] - dot(turned, way) / product);
  });
  return way;
}

/** Null where no step downhill lowers the value: it is least here, as far as numbers tell. */
function search(f: Smooth, at: Float64Array, value: number, way: Float64Array, promise: number) {
  for (let length = 1; length > 1e-9; length /= 2) {
    const there = at.map((x, i) => x + length * way[i]);
    const slope = new Float64Array(at.length);
    const lower = f(there, slope);
    if (lower <= value + ENOUGH * length * promise) return { at: there, slope, value: lower };
  }
  return null;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

function add(to: Float64Array, x: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] += times * x[i];
}
