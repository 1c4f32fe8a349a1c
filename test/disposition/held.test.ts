/** What members of a cluster share of a kind -> the same as one map an account and a count of each value give. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Held, Inside } from "../../src/disposition/held.js";
import { populationOf } from "../attribution/population.js";

const people = fc.array(fc.uniqueArray(fc.nat(9), { maxLength: 6 }), { minLength: 1, maxLength: 30 });
const cluster = fc.uniqueArray(fc.nat(29), { minLength: 1, maxLength: 30 });

describe("what a cluster's members hold of a kind", () => {
  it("is counted rightly, of few values and of many, one cluster after another", () => {
    const held = new Held();
    fc.assert(
      fc.property(people, cluster, (lists, drawn) => {
        const population = populationOf(lists.map((values, i) => ({ account: `${i}`, seen: { device: values.map(String) } })));
        const sightings = population.sightings.get("device");
        const members = drawn.filter((i) => i < lists.length);
        fc.pre(members.length > 0 && sightings !== undefined);
        const valuesOf = (a: number) => [...sightings!.value.subarray(sightings!.start[a], sightings!.start[a + 1])];
        const count = new Map<number, number>();
        for (const value of members.flatMap(valuesOf)) count.set(value, (count.get(value) ?? 0) + 1);
        const shared = [...count].filter(([, n]) => n >= 2).sort(([v, n], [w, m]) => m - n || v - w);
        const share = (values: readonly number[]) =>
          members.filter((a) => valuesOf(a).some((value) => values.includes(value))).length / members.length;
        held.look(sightings, members);
        expect([held.top, held.holdersOfTop]).toEqual(shared[0] ?? [0, 0]);
        expect(held.topShare()).toBe((shared[0]?.[1] ?? 0) / members.length);
        expect(held.sharedShare()).toBe(share(shared.map(([value]) => value)));
        expect(held.sharedShare({ passOverTop: true })).toBe(share(shared.slice(1).map(([value]) => value)));
      }),
    );
  });

  it("is nothing of a kind that nobody was seen with", () => {
    const held = new Held().look(undefined, [0, 1]);
    expect([held.holdersOfTop, held.topShare(), held.sharedShare()]).toEqual([0, 0, 0]);
  });
});

describe("who is inside", () => {
  it("are the members of the cluster at hand, and none of the one before", () => {
    const inside = new Inside(5);
    inside.begin([0, 3]);
    inside.begin([1, 3]);
    expect([0, 1, 2, 3, 4].map((a) => inside.has(a))).toEqual([false, true, false, true, false]);
  });
});
