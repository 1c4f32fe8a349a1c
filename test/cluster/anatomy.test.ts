/** What a large cluster falls into: parts that were planted are found again, and each has a place of its own. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutOf, SIDE } from "../../src/cluster/anatomy/layout.js";
import { type Bodies, partsOf } from "../../src/cluster/anatomy/parts.js";

const DAY = 86_400_000;

/** Groups of accounts, dense inside, with few ties from each to the next; each born in a week of its own. */
function planted(groups: readonly number[], seed: number): Bodies & { truth: number[] } {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const truth = groups.flatMap((size, group) => new Array<number>(size).fill(group));
  const first = groups.map((_, group) => truth.indexOf(group));
  const links: [number, number][] = [];
  for (const [group, size] of groups.entries()) {
    for (let i = 0; i < size; i++) for (let k = 0; k < 4; k++) links.push([first[group] + i, first[group] + Math.floor(random() * size)]);
    if (group > 0) for (let k = 0; k < 3; k++) links.push([first[group] + Math.floor(random() * size), first[group - 1] + k]);
  }
  const real = links.filter(([i, j]) => i !== j);
  return {
    accounts: truth.length,
    a: Uint32Array.from(real, ([i, j]) => Math.min(i, j)),
    b: Uint32Array.from(real, ([i, j]) => Math.max(i, j)),
    weight: Float32Array.from(real, () => 10),
    born: Float64Array.from(truth, (group) => (group * 7 + random() * 3) * DAY),
    truth,
  };
}

const countOf = (parts: Int32Array): number => new Set(parts).size;

describe("parts", () => {
  it("are one where a cluster is small", () => {
    expect(countOf(partsOf(planted([100, 100], 1)))).toBe(1);
  });

  it("are the groups that were planted, numbered by their births", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 60, max: 160 }), { minLength: 5, maxLength: 12 }), fc.integer({ min: 1 }), (groups, seed) => {
        const bodies = planted(groups, seed);
        const parts = partsOf(bodies);
        const right = bodies.truth.reduce((sum, group, i) => sum + Number(parts[i] === group), 0);
        expect(right / bodies.accounts).toBeGreaterThan(0.95);
      }),
      { numRuns: 20 },
    );
  });

  it("are the same for the same places, and all but the same whatever the order", () => {
    const bodies = planted([90, 120, 150, 80, 100, 70], 7);
    const parts = partsOf(bodies);
    expect(partsOf(bodies)).toEqual(parts);
    const order = Array.from({ length: bodies.accounts }, (_, i) => (i * 7) % bodies.accounts);
    const at = new Map(order.map((old, i) => [old, i]));
    const moved = partsOf({
      accounts: bodies.accounts,
      a: Uint32Array.from(bodies.a, (i) => at.get(i)!).reverse(),
      b: Uint32Array.from(bodies.b, (i) => at.get(i)!).reverse(),
      weight: bodies.weight,
      born: Float64Array.from(order, (old) => bodies.born[old]),
    });
    const same = order.reduce((sum, old, i) => sum + Number(moved[i] === parts[old]), 0);
    expect(same / bodies.accounts).toBeGreaterThan(0.99);
  });

  it("are five to forty of a larger one: one ball falls into waves of birth, many crumbs are joined", () => {
    const ball = planted([600], 3);
    const waves = partsOf({ ...ball, born: ball.born.map((_, i) => Math.floor(i / 100) * 10 * DAY) });
    expect(countOf(waves)).toBe(5);
    expect(countOf(partsOf(planted(new Array<number>(120).fill(25), 5)))).toBeLessThanOrEqual(40);
    const nobodyKnows = partsOf({ ...ball, born: ball.born.fill(Number.NaN) });
    expect(countOf(nobodyKnows)).toBe(5);
    const loose = { accounts: 300, a: new Uint32Array(), b: new Uint32Array(), weight: new Float32Array(), born: new Float64Array(300) };
    expect(countOf(partsOf(loose))).toBeGreaterThanOrEqual(5);
  });
});

describe("a layout", () => {
  const bodies = planted([90, 120, 450, 80, 100, 70], 7);
  const parts = partsOf(bodies);
  const layout = layoutOf(parts, bodies);

  it("has each account in its part's disc, and no two discs on each other", () => {
    for (let i = 0; i < bodies.accounts; i++) {
      const { x, y, radius } = layout.discs[parts[i]];
      expect(Math.hypot(layout.x[i] - x, layout.y[i] - y)).toBeLessThanOrEqual(radius + 2);
    }
    for (const [i, one] of layout.discs.entries())
      for (const other of layout.discs.slice(0, i))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(one.radius + other.radius - 2);
  });

  it("fills the picture, each account at a place of its own", () => {
    const places = new Set(Array.from(layout.x, (x, i) => `${x} ${layout.y[i]}`));
    expect(places.size).toBe(bodies.accounts);
    const [left, right] = [Math.min(...layout.x), Math.max(...layout.x)];
    const [top, bottom] = [Math.min(...layout.y), Math.max(...layout.y)];
    expect(Math.max(right - left, bottom - top)).toBeGreaterThan(0.85 * SIDE);
  });

  it("is the same each time", () => {
    expect(layoutOf(parts, bodies)).toEqual(layout);
  });
});
