/** What the map asks of a graph: who is under the pointer, in a lasso, tied to whom; the way between two; whose id has a text in it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { familyOfAccounts, familyOfLinks, toldOrder } from "../../../../src/ui/cluster/map/families.js";
import { Finder } from "../../../../src/ui/cluster/map/finder.js";
import { Hits } from "../../../../src/ui/cluster/map/hits.js";
import { keepPlaces } from "../../../../src/ui/cluster/map/places.js";
import { Ties } from "../../../../src/ui/cluster/map/ties.js";
import { DISCS, hydra } from "./hydra.js";

const coordinate = fc.integer({ min: 0, max: 65_535 });
const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 });
const hitsOf = (all: readonly (readonly [number, number])[]) =>
  new Hits(
    Float32Array.from(all, ([x]) => x),
    Float32Array.from(all, ([, y]) => y),
  );

describe("under the pointer", () => {
  it("is the nearest account within reach, as looking at each of them has it", () => {
    fc.assert(
      fc.property(points, coordinate, coordinate, fc.integer({ min: 1, max: 20_000 }), (all, x, y, reach) => {
        const found = hitsOf(all).nearest(x, y, reach, new Uint8Array(all.length).fill(2));
        const far = all.map(([px, py]) => (px - x) ** 2 + (py - y) ** 2);
        const least = Math.min(...far);
        if (least >= reach ** 2) expect(found).toBe(-1);
        else expect(far[found]).toBe(least);
      }),
    );
  });

  it("is nobody who is hidden", () => {
    expect(hitsOf([[10, 10]]).nearest(10, 10, 50, Uint8Array.of(0))).toBe(-1);
  });
});

describe("a lasso", () => {
  it("takes who is inside, and nobody who is hidden", () => {
    const hits = hitsOf([
      [10, 10],
      [500, 500],
      [900, 900],
      [505, 505],
    ]);
    const square = [400, 400, 600, 400, 600, 600, 400, 600];
    expect(hits.inside(square, Uint8Array.of(2, 2, 2, 2))).toEqual([1, 3]);
    expect(hits.inside(square, Uint8Array.of(2, 2, 2, 0))).toEqual([1]);
    expect(hits.inside([400, 400, 600, 600], Uint8Array.of(2, 2, 2, 2))).toEqual([]);
  });
});

/** Links as text: `a-b 5` is a link of 5 bits. */
function graphOf(text: string) {
  const links = text.split(", ").map((each) => {
    const [a, b, bits] = each.split(/[- ]/);
    return { a: a.charCodeAt(0) - 97, b: b.charCodeAt(0) - 97, bits: Number(bits) };
  });
  links.sort((p, q) => p.a - q.a || p.b - q.b);
  const size = Math.max(...links.map(({ b }) => b)) + 1;
  const start = new Uint32Array(size + 1);
  for (const { a } of links) start[a + 1]++;
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const accounts = Array.from({ length: size }, (_, i) => String.fromCharCode(97 + i));
  const graph = { accounts, start, target: Uint32Array.from(links, ({ b }) => b), bits: Uint8Array.from(links, ({ bits }) => bits) };
  const named = (tie: { account: number; bits: number }) => `${accounts[tie.account]} ${tie.bits}`;
  return { ties: new Ties(graph), named, links };
}

describe("ties", () => {
  it("are told of both ends, strongest first", () => {
    const { ties, named } = graphOf("a-b 5, a-c 9, b-c 7");
    expect(ties.of(2).map(named)).toEqual(["a 9", "b 7"]);
    expect(ties.of(1).map(named)).toEqual(["c 7", "a 5"]);
    expect(ties.count(0)).toBe(2);
  });

  it("of several accounts are told once each, or not at all where they are too many", () => {
    const { ties } = graphOf("a-b 5, a-c 9, b-c 7, c-d 1");
    expect(ties.ofAll([0, 1], 10)).toEqual(Uint32Array.of(0, 1, 2));
    expect(ties.ofAll([0, 1], 2)).toBeNull();
  });

  it("lead from one to another by the way whose weakest link is the strongest, and of those by the shortest", () => {
    const { ties, named } = graphOf("a-b 9, a-e 3, b-c 8, b-d 8, c-e 8, d-f 9, e-f 9");
    expect(ties.way(0, 4)?.map(named)).toEqual(["b 9", "c 8", "e 8"]);
    expect(ties.way(0, 0)).toEqual([]);
  });

  it("lead nowhere once the last link between is struck", () => {
    const { ties } = graphOf("a-b 9, b-c 8");
    expect(ties.way(0, 2, Uint8Array.of(0, 1))).toBeNull();
  });

  it("lead by no weaker a way than any other, as trying all of them has it", () => {
    const link = fc.record({
      a: fc.integer({ min: 0, max: 6 }),
      b: fc.integer({ min: 0, max: 6 }),
      bits: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(link, { minLength: 1, maxLength: 14 }), (drawn) => {
        const kept = new Map(drawn.filter(({ a, b }) => a !== b).map(({ a, b, bits }) => [[a, b].sort().join("-"), bits]));
        const links = [...kept].map(([key, bits]) => `${key.replace(/\d/g, (digit) => "abcdefg"[Number(digit)])} ${bits}`);
        if (links.length === 0) return;
        const { ties, links: known } = graphOf([...links, "g-h 0"].join(", "));
        const way = ties.way(0, 6);
        expect(way === null ? null : Math.min(...way.map(({ bits }) => bits))).toBe(widest(known));
      }),
    );
  });
});

/** Floyd and Warshall's way: the widest from a to g. */
function widest(links: readonly { a: number; b: number; bits: number }[]): number | null {
  const wide = Array.from({ length: 8 }, () => new Array<number>(8).fill(-1));
  for (const { a, b, bits } of links) wide[a][b] = wide[b][a] = bits;
  for (let k = 0; k < 8; k++)
    for (let i = 0; i < 8; i++) for (let j = 0; j < 8; j++) wide[i][j] = Math.max(wide[i][j], Math.min(wide[i][k], wide[k][j]));
  return wide[0][6] < 0 ? null : wide[0][6];
}

describe("a finder", () => {
  const finder = new Finder(["ann", "Joann", "bob", "annette"]);
  it("finds whose id has a text in it, those that begin with it first, whatever the case", () => {
    expect(finder.find("ANN", 10)).toEqual([0, 3, 1]);
    expect(finder.find("bo", 10)).toEqual([2]);
    expect(finder.find("ann", 2)).toEqual([0, 3]);
  });
  it("finds nothing by nothing, nor across two ids", () => {
    expect(finder.find(" ", 10)).toEqual([]);
    expect(finder.find("n\nj", 10)).toEqual([]);
    expect(finder.find("zed", 10)).toEqual([]);
  });
});

describe("families", () => {
  it("are told with the most particular first, and those that are not known last", () => {
    expect(toldOrder(["weather", "network", "device"])).toEqual(["device", "network", "weather"]);
  });
  it("of a link are the most particular that it has; of an account, those of its strongest links", () => {
    const families = ["behaviour", "network", "payment"];
    expect([...familyOfLinks({ family: Uint16Array.of(0b011, 0b110, 0b010, 0), families })]).toEqual([0, 2, 1, 3]);
    const links = { source: Uint32Array.of(0, 0), target: Uint32Array.of(1, 2), family: Uint8Array.of(0, 2), bits: Uint8Array.of(4, 9) };
    expect([...familyOfAccounts(4, links, 3)]).toEqual([2, 0, 2, 3]);
  });
});

describe("places", () => {
  const before = hydra(30);
  const after = { ...hydra(33), x: new Uint16Array(33).fill(7), y: new Uint16Array(33).fill(9) };
  const was = { accounts: before.accounts, places: { x: Float32Array.from(before.x), y: Float32Array.from(before.y), newcomers: 0 } };
  const places = keepPlaces(was, after, DISCS);

  it("stay for who was drawn before, whatever a new run says", () => {
    expect(places.x.slice(0, 30)).toEqual(was.places.x);
    expect(places.y.slice(0, 30)).toEqual(was.places.y);
  });

  it("of newcomers are at the rim of their part's disc, each its own", () => {
    expect(places.newcomers).toBe(3);
    const disc = DISCS[2];
    const far = [30, 31, 32].map((i) => Math.hypot(places.x[i] - disc.x, places.y[i] - disc.y) / disc.radius);
    for (const each of far) expect(each).toBeGreaterThan(1);
    for (const each of far) expect(each).toBeLessThan(1.15);
    expect(new Set([30, 31, 32].map((i) => `${places.x[i]} ${places.y[i]}`)).size).toBe(3);
  });
});
