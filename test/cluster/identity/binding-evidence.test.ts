/** What binds a cluster, as it is shown. */
import { describe, expect, it } from "vitest";
import { bindingEvidence } from "../../../src/cluster/identity/binding-evidence.js";
import { link } from "../../../src/link/link.js";
import { type Person, populationOf, START } from "../../attribution/population.js";

const strangers: Person[] = Array.from({ length: 600 }, (_, i) => ({
  account: `stranger-${i}`,
  at: START + (i + 1) * 3_600_000,
  seen: { device: [`d-${i}`], payment: [`p-${i}`], bin: [`b-${i % 40}`], net: [`n-${i % 60}`] },
}));
/** All of one network and one bin, two and two of one card, three and three of one device. */
const ring: Person[] = Array.from({ length: 24 }, (_, i) => ({
  account: `ring-${i}`,
  at: START + i,
  seen: { net: ["n-ring"], bin: ["b-ring"], payment: [`card-${i % 12}`], device: [`device-${i % 8}`] },
}));
const population = populationOf([...strangers, ...ring]);
const { model } = link(population);
const members = ring.map(({ account }) => population.indexOf(account));

describe("a cluster's evidence", () => {
  it("comes strongest first, by the bits that it says", () => {
    const bits = bindingEvidence(members, model).map((row) => row.bits);
    expect(new Set(bits).size).toBeGreaterThan(1);
    expect(bits).toEqual([...bits].sort((a, b) => b - a));
  });

  it("is of the values that carry most: by bits and the accounts that show them", () => {
    const shown = bindingEvidence(members, model);
    expect(shown).toHaveLength(12);
    const all = bindingEvidence(members, model, { rows: Number.POSITIVE_INFINITY });
    expect(all).toHaveLength(2 + 12 + 8);
    const carried = ({ accounts, bits }: (typeof all)[number]) => accounts * bits;
    const least = Math.min(...shown.map(carried));
    const left = all.filter((row) => !shown.some(({ kind, value }) => kind === row.kind && value === row.value));
    expect(Math.max(...left.map(carried))).toBeLessThanOrEqual(least);
    expect(shown.map(({ value }) => value)).toContain("n-ring"); // fewer bits than a card, but all 24 show it
  });

  it("is ordered where bits are equal: by accounts, then kind, then value", () => {
    const even = { ...model, bits: model.bits.map(() => 5) };
    const rows = bindingEvidence(members, even, { rows: Number.POSITIVE_INFINITY });
    const ordered = rows.toSorted(
      (a, b) => b.accounts - a.accounts || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.value < b.value ? -1 : 1),
    );
    expect(rows).toEqual(ordered);
    expect(rows.slice(0, 3).map(({ kind, accounts }) => [kind, accounts])).toEqual([
      ["bin", 24],
      ["net", 24],
      ["device", 3],
    ]);
  });
});
