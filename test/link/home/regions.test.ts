/** Where accounts are at home -> what a value that one country's people have is worth, there and elsewhere. */
import { describe, expect, it } from "vitest";
import { shareAtHome } from "../../../src/link/home/regions.js";
import type { LinkModel } from "../../../src/link/model.js";
import { PairScorer } from "../../../src/link/score.js";
import { type Person, START } from "../../attribution/population.js";
import { firstModel, tokenOf } from "../first-model.js";

const HOUR = 3_600_000;

/** 1000 people of DE, 40 of PT: half of PT have the card bin `pt-bank`, and as many Germans have `de-bank`. */
const people: Person[] = Array.from({ length: 1040 }, (_, i): Person => {
  const isPt = i >= 1000;
  const bin = isPt && i < 1020 ? "pt-bank" : i < 20 ? "de-bank" : `own-${i}`;
  return { account: `p-${i}`, at: START + i * HOUR, seen: { country: [isPt ? "pt" : "DE"], bin: [bin], device: [`dev-${i}`] } };
});

/** Two more with a bin, at home in the countries named. */
const withTwo = (bin: string, one: readonly string[], other: readonly string[]): Person[] => [
  ...people,
  ...[one, other].map((country, i) => ({ account: `two-${i}`, at: START - (i + 1) * 5 * HOUR, seen: { country, bin: [bin] } })),
];

/** What the bin says of the two. */
function binBits(model: LinkModel): number {
  const { population } = model;
  const rows: { kind: string; value: string; bits: number }[] = [];
  new PairScorer(model).score(population.indexOf("two-0"), population.indexOf("two-1"), rows);
  return rows.find(({ kind, bits }) => kind === "bin" && bits >= 0)?.bits ?? 0;
}

/** What it would say if nobody knew where anybody is at home. */
const everywhere = (model: LinkModel): number => binBits({ ...model, home: null });

describe("a bin that half of one country holds", () => {
  it("is worth next to nothing between two of that country", () => {
    const model = firstModel(withTwo("pt-bank", ["PT"], ["PT"]));
    expect(everywhere(model)).toBeGreaterThan(2);
    expect(binBits(model)).toBeLessThan(everywhere(model) - 2);
    expect(binBits(model)).toBeLessThan(1);
  });

  it("is worth what it was between others, and where nobody knows where one of the two is at home", () => {
    for (const [one, other] of [
      [["DE"], ["PT"]],
      [["DE"], ["DE"]],
      [["PT"], []],
      [[], []],
    ]) {
      const model = firstModel(withTwo("pt-bank", one, other));
      expect(binBits(model)).toBe(everywhere(model));
      expect(binBits(model)).toBeGreaterThan(2);
    }
  });

  it("is worth as little as in any region that both may be at home in", () => {
    const both = firstModel(withTwo("pt-bank", ["DE", "PT"], ["PT", "DE"]));
    expect(binBits(both)).toBeLessThan(1);
  });

  it("takes nothing from a bin that as many hold in a large country", () => {
    const model = firstModel(withTwo("de-bank", ["DE"], ["DE"]));
    expect(everywhere(model) - binBits(model)).toBeLessThan(0.5);
  });
});

describe("regions", () => {
  it("say little where few are at home: what all of three have is worth something yet, what all of forty have is not", () => {
    const allOf = (count: number) => {
      const land = Array.from({ length: count }, (_, i) => ({
        account: `two-${i}`,
        at: START - (i + 1) * 5 * HOUR,
        seen: { country: ["LI"], bin: ["land-bank"] },
      }));
      return firstModel([...people, ...land]);
    };
    const [few, many] = [allOf(3), allOf(40)];
    expect(binBits(few)).toBeGreaterThan(1.5);
    expect(binBits(few)).toBeLessThan(everywhere(few) - 3);
    expect(everywhere(many)).toBeGreaterThan(2);
    expect(binBits(many)).toBe(0);
  });

  it("leave what two alone hold as rare as it is", () => {
    const model = firstModel(withTwo("rare", ["PT"], ["PT"]));
    expect(binBits(model)).toBe(everywhere(model));
  });

  it("are the same in whatever order people came", () => {
    const mine = withTwo("pt-bank", ["PT"], ["PT"]);
    const turned = firstModel([...mine].reverse());
    expect(binBits(turned)).toBe(binBits(firstModel(mine)));
    const countries = (list: readonly string[]) => binBits(firstModel(withTwo("pt-bank", list, ["PT"])));
    expect(countries(["DE", "PT", "FR"])).toBe(countries(["FR", "PT", "DE"]));
  });

  it("are those of cards too; of who has neither, of phones; else of the time zone", () => {
    const ptBits = (seen: Person["seen"]) => {
      const at = people.map((person, i) => (i < 1000 ? person : { ...person, seen: { ...person.seen, ...seen, country: [] } }));
      const two = [0, 1].map((i) => ({ account: `two-${i}`, at: START - (i + 1) * 5 * HOUR, seen: { bin: ["pt-bank"], ...seen } }));
      return binBits(firstModel([...at, ...two]));
    };
    const unknown = ptBits({});
    const says: Person["seen"][] = [{ payment_country: ["pt"] }, { phone_prefix: ["35191"] }, { timezone: ["Europe/Lisbon"] }];
    for (const seen of says) expect(ptBits(seen)).toBeLessThan(unknown - 2);
    // A phone says nothing of who has a country: these are of as many countries as accounts
    const travellers = people.map((person, i) => (i < 1000 ? person : { ...person, seen: { ...person.seen, country: [`C${i}`] } }));
    const two = [0, 1].map((i) => ({
      account: `two-${i}`,
      at: START - (i + 1) * 5 * HOUR,
      seen: { country: [`D${i}`], phone_prefix: ["35191"], bin: ["pt-bank"] },
    }));
    expect(binBits(firstModel([...travellers, ...two]))).toBeGreaterThan(2);
  });

  it("are none where nobody says where anybody is at home", () => {
    expect(firstModel(people.map((person) => ({ ...person, seen: { bin: person.seen!.bin! } }))).home).toBe(null);
  });

  it("tell how common a value is where an account is at home", () => {
    const model = firstModel(people);
    const { regions } = model.home!;
    const { tokens, population } = model;
    const kind = tokens.kinds.findIndex(({ name }) => name === "bin");
    const token = tokenOf("bin", "pt-bank", model);
    const share = (account: string) => shareAtHome(population.indexOf(account), token, kind, 20 / 1040, regions);
    expect(share("p-1030")).toBeGreaterThan(0.3);
    expect(share("p-30")).toBeLessThan(0.01);
  });
});
