/** What a large cluster falls into: parts that were planted are found again, and each has a place of its own. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Disc, discsOf, SIDE } from "../../src/cluster/anatomy/discs.js";
import { type Body, layoutOf } from "../../src/cluster/anatomy/layout.js";
import { type Bodies, type Parts, partsOf } from "../../src/cluster/anatomy/parts.js";
import { mix32 } from "../../src/tools/mix.js";

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

const countOf = ({ part }: Parts): number => new Set(part).size;

/** In discs as they are where nobody has looked before. */
function laidOut(body: Body) {
  const sizes: number[] = [];
  for (const p of body.part) sizes[p] = (sizes[p] ?? 0) + 1;
  const discs = discsOf(sizes);
  return { ...layoutOf(body, discs), discs };
}

/** Links by pieces of a deck that was cut and laid over: the same links, in another order and either way round. */
function reordered(bodies: Bodies): Bodies {
  const order = Uint32Array.from(bodies.a, (_, l) => (l * 7919) % bodies.a.length);
  const turned = (l: number) => l % 3 === 0;
  return {
    ...bodies,
    a: order.map((l) => (turned(l) ? bodies.b[l] : bodies.a[l])),
    b: order.map((l) => (turned(l) ? bodies.a[l] : bodies.b[l])),
    weight: Float32Array.from(order, (l) => bodies.weight[l]),
  };
}

describe("parts", () => {
  it("are one where a cluster is small", () => {
    expect(countOf(partsOf(planted([100, 100], 1)))).toBe(1);
  });

  it("are the groups that were planted, numbered by their births", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 60, max: 160 }), { minLength: 5, maxLength: 12 }), fc.integer({ min: 1 }), (groups, seed) => {
        const bodies = planted(groups, seed);
        const { part: parts } = partsOf(bodies);
        const right = bodies.truth.reduce((sum, group, i) => sum + Number(parts[i] === group), 0);
        expect(right / bodies.accounts).toBeGreaterThan(0.95);
      }),
      { numRuns: 20 },
    );
  });

  it("are the same in whatever order links come", () => {
    const bodies = planted([90, 120, 150, 80, 100, 70], 7);
    const weighed = { ...bodies, weight: bodies.weight.map((_, l) => 3 + (l % 17) / 7) };
    expect(partsOf(reordered(weighed))).toEqual(partsOf(weighed));
  });

  it("are all but the same whatever places accounts have", () => {
    const bodies = planted([90, 120, 150, 80, 100, 70], 7);
    const { part } = partsOf(bodies);
    const order = Array.from({ length: bodies.accounts }, (_, i) => (i * 7) % bodies.accounts);
    const at = new Map(order.map((old, i) => [old, i]));
    const { part: moved } = partsOf({
      accounts: bodies.accounts,
      a: Uint32Array.from(bodies.a, (i) => at.get(i)!).reverse(),
      b: Uint32Array.from(bodies.b, (i) => at.get(i)!).reverse(),
      weight: bodies.weight,
      born: Float64Array.from(order, (old) => bodies.born[old]),
    });
    const same = order.reduce((sum, old, i) => sum + Number(moved[i] === part[old]), 0);
    expect(same / bodies.accounts).toBeGreaterThan(0.99);
  });

  it("are waves of birth where no community holds by itself, a pool that does apart", () => {
    const ball = planted([900, 100], 11);
    const days = [0, 1, 2, 9, 10, 20, 21, 22];
    const dayOf = (i: number) => (i < 700 ? days[i % 3] : i < 800 ? days[3 + (i % 2)] : days[5 + (i % 3)]);
    const born = ball.born.map((_, i) => (i < 900 ? dayOf(i) : i % 23) * DAY + (i % 24) * 3_600_000);
    const { part } = partsOf({ ...ball, born });
    const seen = (from: number, to: number) => new Set(part.slice(from, to));
    const [first, second, third] = [seen(0, 700), seen(700, 800), seen(800, 900)];
    expect([first.size, second.size, third.size]).toEqual([2, 1, 1]); // the largest is cut in two: five are the fewest
    expect(seen(900, 1000).size).toBe(1);
    expect(new Set([...first, ...second, ...third, ...seen(900, 1000)]).size).toBe(5);
  });

  it("are numbered by the births that are known, those of which none is known last", () => {
    const bodies = planted([80, 80, 80, 80, 80], 13);
    const born = bodies.born.map((at, i) => (i < 80 || i % 80 === 0 ? Number.NaN : at));
    const { part } = partsOf({ ...bodies, born });
    expect([10, 90, 170, 250, 330].map((i) => part[i])).toEqual([4, 0, 1, 2, 3]);
  });

  it("are five to forty of a larger one: one ball falls into waves of birth, many crumbs are joined", () => {
    const ball = planted([600], 3);
    const waves = partsOf({ ...ball, born: ball.born.map((_, i) => Math.floor(i / 100) * 10 * DAY) });
    expect(countOf(waves)).toBe(6);
    expect(countOf(partsOf(planted(new Array<number>(120).fill(25), 5)))).toBeLessThanOrEqual(40);
    const nobodyKnows = partsOf({ ...ball, born: ball.born.fill(Number.NaN) });
    expect(countOf(nobodyKnows)).toBe(5);
    const loose = { accounts: 300, a: new Uint32Array(), b: new Uint32Array(), weight: new Float32Array(), born: new Float64Array(300) };
    expect(countOf(partsOf(loose))).toBeGreaterThanOrEqual(5);
  });
});

describe("parts and a layout of any cluster", () => {
  const anyCluster = fc
    .record({
      accounts: fc.integer({ min: 201, max: 700 }),
      ties: fc.integer({ min: 0, max: 6 }),
      groups: fc.integer({ min: 1, max: 90 }),
      days: fc.integer({ min: 0, max: 400 }),
      unknown: fc.integer({ min: 1, max: 5 }),
      seed: fc.nat(),
    })
    .map(({ accounts, ties, groups, days, unknown, seed }): Bodies => {
      const drawn = (i: number, of: number) => mix32(i + seed) % of;
      const pairs = Array.from({ length: accounts * ties }, (_, l) => {
        const i = l % accounts;
        const near = (i % groups) + groups * drawn(l, Math.ceil(accounts / groups));
        return [i, l % 5 === 0 || near >= accounts ? drawn(l, accounts) : near];
      }).filter(([i, j]) => i !== j);
      return {
        accounts,
        a: Uint32Array.from(pairs, ([i]) => i),
        b: Uint32Array.from(pairs, ([, j]) => j),
        weight: Float32Array.from(pairs, (_, l) => 0.1 + drawn(l, 200) / 10),
        born: Float64Array.from({ length: accounts }, (_, i) => (i % unknown === 1 ? Number.NaN : drawn(i, days + 1) * DAY)),
      };
    });

  it("are five to forty, none empty, and every account is in the disc of its part", () => {
    fc.assert(
      fc.property(anyCluster, (bodies) => {
        const parts = partsOf(bodies);
        const count = countOf(parts);
        expect(count).toBeGreaterThanOrEqual(5);
        expect(count).toBeLessThanOrEqual(40);
        expect([...new Set(parts.part)].sort((p, q) => p - q)).toEqual(Array.from({ length: count }, (_, p) => p));
        const { x, y, discs } = laidOut({ ...bodies, ...parts });
        for (const [i, p] of parts.part.entries())
          expect(Math.hypot(x[i] - discs[p].x, y[i] - discs[p].y)).toBeLessThanOrEqual(discs[p].radius + 2);
        expect(partsOf(reordered(bodies))).toEqual(parts);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a layout", () => {
  const bodies = planted([90, 120, 450, 80, 100, 70], 7);
  const parts = partsOf(bodies);
  const layout = laidOut({ ...bodies, ...parts });

  it("has each account in its part's disc, and no two discs on each other", () => {
    for (let i = 0; i < bodies.accounts; i++) {
      const { x, y, radius } = layout.discs[parts.part[i]];
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

  it("is the same each time, in whatever order links come", () => {
    expect(laidOut({ ...bodies, ...parts })).toEqual(layout);
    expect(laidOut({ ...reordered(bodies), ...parts })).toEqual(layout);
  });

  it("has who is tied to each other nearer than others", () => {
    const size = 400;
    const a = Uint32Array.from({ length: 4 * size }, (_, l) => l % size);
    const b = a.map((i, l) => (i + 1 + Math.floor(l / size)) % size);
    const ring = { accounts: size, a, b, weight: new Float32Array(a.length).fill(10), born: new Float64Array(size) };
    const { x, y } = laidOut({ ...ring, ...partsOf(ring), part: new Int32Array(size) });
    const mean = (partnerOf: (l: number) => number) =>
      a.reduce((sum, i, l) => sum + Math.hypot(x[i] - x[partnerOf(l)], y[i] - y[partnerOf(l)]), 0) / a.length;
    expect(mean((l) => b[l])).toBeLessThan(0.25 * mean((l) => b[(l * 31) % b.length]));
  });

  it("has who is tied to nobody in the part around the others", () => {
    const links = { a: bodies.a.filter((_, l) => bodies.b[l] % 9 !== 0 && bodies.a[l] % 9 !== 0), b: bodies.b };
    const kept = { ...bodies, ...parts, a: links.a, b: bodies.b.filter((j, l) => j % 9 !== 0 && bodies.a[l] % 9 !== 0) };
    const { x, y, discs } = laidOut(kept);
    const far = (i: number) => Math.hypot(x[i] - discs[parts.part[i]].x, y[i] - discs[parts.part[i]].y) / discs[parts.part[i]].radius;
    const tied = new Set([...kept.a, ...kept.b]);
    const inLargest = Array.from({ length: 450 }, (_, k) => 210 + k).filter((i) => parts.part[i] === 2);
    const nearestLoner = Math.min(...inLargest.filter((i) => !tied.has(i)).map(far));
    expect(Math.max(...inLargest.filter((i) => tied.has(i)).map(far))).toBeLessThan(nearestLoner + 0.02);
  });
});

describe("discs", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 });

  function expectApart(discs: readonly Disc[]): void {
    for (const [i, one] of discs.entries())
      for (const other of discs.slice(0, i))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(one.radius + other.radius - 2);
    for (const { x, y, radius } of discs) for (const at of [x, y]) expect(at - radius >= -2 && at + radius <= SIDE + 2).toBe(true);
  }

  it("of any sizes are in the picture, and none is upon another", () => {
    fc.assert(
      fc.property(sizes, (each) => expectApart(discsOf(each))),
      { numRuns: 30 },
    );
  });

  it("fill half of the picture or more where they are of a size", () => {
    for (const count of [1, 4, 9, 25, 40]) {
      const area = discsOf(new Array<number>(count).fill(100)).reduce((sum, { radius }) => sum + Math.PI * radius ** 2, 0);
      expect(area / SIDE ** 2, String(count)).toBeGreaterThan(0.5);
    }
  });

  it("are apart too where some were there before, whatever became of their sizes", () => {
    fc.assert(
      fc.property(sizes, sizes, fc.nat(6), (then, now, gone) => {
        const before = discsOf(then);
        expectApart(
          discsOf(
            now,
            now.map((_, i) => (i % 7 === gone ? null : (before[i] ?? null))),
          ),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("stay where they were as parts grow and others come", () => {
    const then = [400, 100, 220, 60, 150];
    const before = discsOf(then);
    const after = discsOf([...then.map((size, i) => size + 3 * i), 30], [...before, null]);
    for (const [i, disc] of before.entries())
      expect(Math.hypot(after[i].x - disc.x, after[i].y - disc.y) / SIDE, String(i)).toBeLessThan(0.04);
  });
});
