/** Of the links that hold a cluster together, each account's strongest few are kept to be looked at. */
import { expect, it } from "vitest";
import { link } from "../../src/link/link.js";
import { shownLinks } from "../../src/link/shown.js";
import { populationOf } from "../attribution/population.js";

it("an account that hundreds are tied to shows no link for being the strongest of nobody's few", () => {
  const leaves = 256;
  const four = [1, 2, 3, 4].map((n) => leaves + n);
  const population = populationOf(
    Array.from({ length: leaves + 5 }, (_, i) => ({ account: `account-${i}`, seen: { device: [`device-${i >> 1}`] } })),
  );
  const among = four.flatMap((a, i) => four.slice(i + 1).map((b) => ({ a, b, weight: 9 })));
  const toHub = Array.from({ length: leaves }, (_, i) => ({ a: 0, b: i + 1, weight: 5 }));
  const links = [...toHub, { a: 0, b: four[0], weight: 1 }, ...among];
  const shown = shownLinks(
    {
      ...link(population),
      source: Uint32Array.from(links, ({ a }) => a),
      target: Uint32Array.from(links, ({ b }) => b),
      weight: Float32Array.from(links, ({ weight }) => weight),
    },
    new Int32Array(population.size),
    population,
  );
  expect(shown.length).toBe(leaves + among.length);
  expect(shown.filter(({ weight }) => weight === 1)).toEqual([]);
});
