/** How fast a cluster grows a new head. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relinkMs } from "../../../src/cluster/identity/relink.js";
import type { Population } from "../../../src/indicator/population.js";
import { populationOf, START } from "../../attribution/population.js";

const HOUR = 3_600_000;

/** Sign-ups and, by account, suspensions, in hours; NaN: no sign-up was seen. */
function cluster(signups: readonly number[], suspensions: readonly (readonly number[])[]): [members: number[], population: Population] {
  const population = populationOf(signups.map((hours, i) => ({ account: `acc-${i}`, at: START + hours * HOUR })));
  const status: Population["status"] = new Map(
    suspensions.map((times, i) => [
      i,
      times.map((hours) => ({ at: START + hours * HOUR, status: "suspended" as const, actor: "", reason: "" })),
    ]),
  );
  return [signups.map((_, i) => i), { ...population, status }];
}

const inHours = (...given: Parameters<typeof cluster>) => {
  const gap = relinkMs(...cluster(...given));
  return gap === null ? null : gap / HOUR;
};

describe("the time to relink", () => {
  it.each<[string, number[], number[][], number | null]>([
    ["is from a suspension to the next sign-up", [0, 5, 9], [[3]], 2],
    ["is the median where there are several, the longer of two", [0, 5, 9], [[3], [8]], 2],
    ["is none where nobody was suspended", [0, 5], [], null],
    ["is none where nobody came within a day", [0, 40], [[10]], null],
    ["counts what comes after just a day", [0, 34], [[10]], 24],
    ["takes no sign-up at the same moment for an answer", [0, 10, 12], [[10]], 2],
    ["knows of no sign-up that was not seen", [0, Number.NaN, 12], [[10]], 2],
    ["counts each suspension of an account", [0, 11, 25], [[10, 20]], 5],
  ])("%s", (_what, signups, suspensions, expected) => {
    expect(inHours(signups, suspensions)).toBe(expected);
  });

  it("is what asking each suspension for its sign-up gives", () => {
    const hours = fc.integer({ min: 0, max: 90 });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(hours, fc.constant(Number.NaN)), { minLength: 1, maxLength: 30 }),
        fc.array(fc.uniqueArray(hours, { maxLength: 3 }), { maxLength: 30 }),
        (signups, suspensions) => {
          const held = suspensions.slice(0, signups.length);
          const gaps = held
            .flat()
            .map((at) => Math.min(...signups.filter((signup) => signup > at)) - at)
            .filter((gap) => gap <= 24)
            .sort((a, b) => a - b);
          expect(inHours(signups, held)).toBe(gaps[gaps.length >> 1] ?? null);
        },
      ),
    );
  });

  it("does not ask every suspension of every sign-up", () => {
    const size = 40_000;
    const population = populationOf([]);
    const signupAt = Float64Array.from({ length: size }, (_, i) => START + i * 1000);
    // each would pass over all sign-ups before
    const late = [{ at: START + (size - 2) * 1000, status: "suspended" as const, actor: "", reason: "" }];
    const status: Population["status"] = new Map(Array.from({ length: size }, (_, i) => [i, late]));
    const members = Array.from({ length: size }, (_, i) => i);
    expect(relinkMs(members, { ...population, size, signupAt, status })).toBe(1000);
  });
});
