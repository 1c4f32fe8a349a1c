/** Attribute keys without number: the keys that most accounts have stay kinds of their own, all others are one kind together. */
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/event/event.js";
import { populationOfRows } from "../../src/indicator/build.js";
import { keysApart } from "../../src/indicator/columns/lay-attributes.js";
import { mergePart } from "../../src/indicator/merge.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import type { Population } from "../../src/indicator/population.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { Slice } from "../../src/indicator/slice/slice.js";
import { Values } from "../../src/indicator/slice/values.js";
import { link } from "../../src/link/link.js";

function populationOf(people: readonly Readonly<Record<string, string>>[]): Population {
  const slice = new Slice(new Values(pseudonymiser(Buffer.alloc(32, 1))));
  people.forEach((attributes, i) => {
    const time = new Date(1.77e12 + i * 1000).toISOString();
    slice.add({ type: "signup", id: `event-${i}`, account: `account-${i}`, time, attributes } as Event);
  });
  const segments = packSegments(slice, new Uint8Array(people.length).fill(1), 1).map(({ bytes }) => bytes);
  return populationOfRows(mergePart(new Map(), segments));
}

const keysOf = ({ sightings }: Population) => [...sightings.keys()].map((kind) => kind.replace("attributes.", ""));

/** Texts of one kind by account. */
function held({ sightings, size }: Population, kind: string): string[][] {
  const { start, value, text } = sightings.get(kind)!;
  return Array.from({ length: size }, (_, i) => Array.from(value.subarray(start[i], start[i + 1]), text).sort());
}

/** `keys` keys, each had by one account, eight an account; `n` tells the values apart. */
const crowd = (keys: number) =>
  Array.from({ length: keys / 8 }, (_, i) =>
    Object.fromEntries(Array.from({ length: 8 }, (_, k) => [`key-${String(i * 8 + k).padStart(4, "0")}`, `value-${i}`])),
  );

describe("attribute keys", () => {
  it("are all kinds of their own where they are few for so many accounts", () => {
    expect(keysApart(400)).toBe(1024);
    expect(keysApart(100_000)).toBe(335);
    expect(keysApart(5_000_000)).toBe(64);
    const population = populationOf(crowd(1000));
    expect(population.otherAttributeKeys).toBe(0);
    expect(keysOf(population).length).toBe(1000);
  });

  it("beyond the number that is kept apart are one kind: the least held ones, of equals the last by name", () => {
    const population = populationOf([...crowd(1024), { zone: "a" }, { zone: "b" }, { nick: "one" }]);
    expect(population.otherAttributeKeys).toBe(2);
    const keys = keysOf(population);
    expect(keys).toContain("zone");
    expect(keys).not.toContain("nick");
    expect(keys).not.toContain("key-1023");
    expect(keys).toContain("key-1021");
    expect(held(population, "attributes").flat().sort()).toEqual(["one", "value-127"]);
    expect(keys.length).toBe(1025);
  });

  it("may be called as the parts of an object are", () => {
    const names = ["constructor", "toString", "hasOwnProperty", "valueOf"];
    const people = Array.from({ length: 40 }, (_, i) => Object.fromEntries(names.map((name) => [name, `${name}-${i >> 1}`])));
    const population = populationOf(people);
    expect(keysOf(population).sort()).toEqual([...names].sort());
    expect(link(population).source.length).toBe(20);
  });
});
