/** A linking's basis -> what those who come later are weighed by. */
import { describe, expect, it } from "vitest";
import { basisOf, holdersIn, tagOf } from "../../src/link/basis.js";
import { link } from "../../src/link/link.js";
import { modelAmong, Newcomers, partnersOf, taggedValues } from "../../src/link/newcomers.js";
import { PairScorer } from "../../src/link/score.js";
import type { LinkEvidence } from "../../src/model/link.js";
import { type Person, populationOf, START } from "../attribution/population.js";

const HOUR = 3_600_000;

/** 1000 people of DE, 40 of PT: half of PT have the card bin `pt-bank`; twenty people of both have `chain`. Everybody has a device. */
const people = (country: (i: number) => readonly string[]): Person[] =>
  Array.from({ length: 1040 }, (_, i): Person => {
    const isPt = i >= 1000;
    const bin = isPt && i < 1020 ? "pt-bank" : i % 52 === 3 ? "chain" : `own-${i}`;
    return { account: `p-${i}`, at: START + i * HOUR, seen: { country: country(i), bin: [bin], device: [`dev-${i}`] } };
  });
const atHome = people((i) => [i < 1000 ? "DE" : "PT"]);
const homeless = people(() => []);

const basisFor = (list: readonly Person[]) => basisOf(link(populationOf(list)));

/** Values are numbered as they are met, so that a newcomer's population begins with the people's. */
function bitsOfBin(bin: string, list: readonly Person[]): number {
  const basis = basisFor(list);
  const all = [...list, ...["new-0", "new-1"].map((account, i) => ({ account, at: START + (2000 + i * 5) * HOUR, seen: { bin: [bin] } }))];
  const population = populationOf(all);
  const arrived = [list.length, list.length + 1];
  const newcomers = new Newcomers();
  for (const i of arrived) newcomers.add(i, taggedValues(population, i, basis));
  const rows: LinkEvidence[] = [];
  new PairScorer(modelAmong(population, arrived, basis, newcomers)).score(arrived[0], arrived[1], rows);
  return rows.find(({ kind }) => kind === "bin")?.bits ?? 0;
}

describe("the basis of a linking", () => {
  it("counts a value that half of one country has as if half of all had it, and one that people of all countries have as it is", () => {
    const basis = basisFor(atHome);
    const { keyHi, keyLo, text } = populationOf(atHome).sightings.get("bin")!;
    const kind = basis.kinds.findIndex(({ name }) => name === "bin");
    const count = (bin: string) => {
      const v = [...keyHi.keys()].find((value) => text(value) === bin)!;
      return holdersIn(basis, tagOf(kind, keyHi[v], keyLo[v]));
    };
    expect(count("pt-bank")).toBeGreaterThan(1040 / 4);
    expect(count("chain")).toBeGreaterThanOrEqual(20);
    expect(count("chain")).toBeLessThan(30);
  });

  it("never counts a value as fewer than have it, and as just those where nobody knows where anybody is at home", () => {
    for (const [list, most] of [
      [atHome, Number.POSITIVE_INFINITY],
      [homeless, 1],
    ] as const) {
      const basis = basisFor(list);
      const { keyHi, keyLo, value } = populationOf(list).sightings.get("bin")!;
      const kind = basis.kinds.findIndex(({ name }) => name === "bin");
      for (const v of keyHi.keys()) {
        const holders = value.filter((each) => each === v).length;
        if (holders < 2) continue;
        const counted = holdersIn(basis, tagOf(kind, keyHi[v], keyLo[v]));
        expect(counted).toBeGreaterThanOrEqual(holders);
        expect(counted).toBeLessThanOrEqual(most * holders);
      }
    }
  });
});

describe("those who come later", () => {
  it("are tied by their country's bank no more than its people are", () => {
    expect(bitsOfBin("pt-bank", homeless)).toBeGreaterThan(2);
    expect(bitsOfBin("pt-bank", atHome)).toBe(0);
    expect(bitsOfBin("chain", atHome)).toBeGreaterThan(2);
  });

  it("find their partners by what is rare, and not by what a country has in common", () => {
    const named = (list: Person[]) =>
      list.map((person, i) => ({
        ...person,
        seen: { ...person.seen, email_domain: [i >= 1000 && i < 1020 ? "sapo.example" : `d${i}.example`] },
      }));
    const partners = (list: Person[]) => {
      const basis = basisFor(named(list));
      const population = populationOf([
        ...named(list),
        { account: "new", at: START + 2000 * HOUR, seen: { email_domain: ["sapo.example"] } },
      ]);
      return partnersOf(1040, taggedValues(population, 1040, basis), basis, new Newcomers()).length;
    };
    expect(partners(homeless)).toBe(20);
    expect(partners(atHome)).toBe(0);
  });
});
