/** A community's members -> how likely strangers as busy as they are, and at home where they are, hold what they hold. */
import { describe, expect, it } from "vitest";
import { Strangers } from "../../../src/cluster/refine/strangers.js";
import type { LinkModel } from "../../../src/link/model.js";
import { type Person, START } from "../../attribution/population.js";
import { firstModel, tokenOf } from "../../link/first-model.js";

const HOUR = 3_600_000;

/** Among strangers like these accounts. */
function chanceOf(kind: string, value: string, members: readonly string[], model: LinkModel): number {
  const strangers = new Strangers(model);
  strangers.like(members.map((account) => model.population.indexOf(account)));
  return strangers.having(tokenOf(kind, value, model));
}

describe("strangers as busy as a community", () => {
  // 500 people with 2 networks each, of 100; four with 12 each
  const nets = (of: number, count: number) => Array.from({ length: count }, (_, n) => `n-${(of * 7 + n * 13) % 100}`);
  const people: Person[] = Array.from({ length: 504 }, (_, i) => ({
    account: `p-${i}`,
    at: START + i * HOUR,
    seen: { net: nets(i, i < 500 ? 2 : 12), bin: [`b-${i % 50}`] },
  }));
  const model = firstModel(people);
  const share = (kind: string, value: string) => {
    const token = tokenOf(kind, value, model);
    const { holders, kinds, kindOf } = model.tokens;
    return holders[token] / kinds[kindOf[token]].holders;
  };
  const [quiet, busy] = [
    ["p-0", "p-1", "p-2", "p-3"],
    ["p-500", "p-501", "p-502", "p-503"],
  ];

  it("hold a value as often as they have more of its kind", () => {
    expect(chanceOf("net", "n-20", busy, model)).toBeCloseTo(
      share("net", "n-20") * (12 / model.tokens.kinds[kindNumber("net")].meanValues),
      6,
    );
  });

  it("hold it no less often than anybody, however quiet the members", () => {
    expect(chanceOf("net", "n-20", quiet, model)).toBe(share("net", "n-20"));
  });

  it("are no busier in other kinds for it", () => {
    expect(chanceOf("bin", "b-3", busy, model)).toBe(share("bin", "b-3"));
  });

  it("never hold anything more often than not", () => {
    const few = firstModel(people.map((person, i) => (i < 500 ? { ...person, seen: { net: [`n-${i % 11}`] } } : person)));
    expect(chanceOf("net", "n-7", busy, few)).toBe(0.5);
  });

  const kindNumber = (name: string) => model.tokens.kinds.findIndex((kind) => kind.name === name);
});

describe("strangers at home where a community is", () => {
  const people: Person[] = Array.from({ length: 1040 }, (_, i) => {
    const isPt = i >= 1000;
    const seen = { country: [isPt ? "PT" : "DE"], bin: [isPt && i < 1020 ? "pt-bank" : `b-${i % 300}`] };
    return { account: `p-${i}`, at: START + i * HOUR, seen };
  });
  const model = firstModel(people);
  const members = (...at: readonly number[]) => at.map((i) => `p-${i}`);

  it("hold what people there hold", () => {
    expect(chanceOf("bin", "pt-bank", members(1001, 1002, 1030), model)).toBeGreaterThan(0.3);
  });

  it("hold it no less often than anybody where the community is elsewhere, and in between where it is of both", () => {
    const everywhere = 20 / 1040;
    expect(chanceOf("bin", "pt-bank", members(1, 2, 3), model)).toBeCloseTo(everywhere, 6);
    const both = chanceOf("bin", "pt-bank", members(1, 2, 1001, 1030), model);
    expect(both).toBeGreaterThan(0.1);
    expect(both).toBeLessThan(0.25);
  });
});
