/** Loose accounts -> decoys made of them; and by decoys, whether a community takes anybody in. */
import { describe, expect, it } from "vitest";
import { adopt } from "../../../src/cluster/refine/adopt.js";
import { decoysOf } from "../../../src/cluster/refine/decoys.js";
import { profilesOf } from "../../../src/cluster/refine/profile.js";
import { type Person, START } from "../../attribution/population.js";
import { firstModel } from "../../link/first-model.js";

const HOUR = 3_600_000;

describe("decoys", () => {
  const CLUES = 4;
  /** 400 people of two countries, one in four of them busy: all that one shows has its country, how busy it is, and a clue of its own. */
  const people: Person[] = Array.from({ length: 400 }, (_, i) => {
    const country = i % 2 === 0 ? "DE" : "PT";
    const isBusy = i % 8 < 2;
    const clue = `${country} ${isBusy ? "busy" : "quiet"} ${Math.floor(i / 8) % CLUES}`;
    const nets = Array.from({ length: isBusy ? 24 : 1 }, (_, n) => `${clue} ${n}`);
    return {
      account: `p-${i}`,
      at: START + i * HOUR,
      seen: { country: [country], bin: [clue], net: nets, email_domain: [clue], organization: [clue] },
    };
  });
  const model = firstModel(people);
  const all = profilesOf(Int32Array.from(people.keys()), model);
  const loose = [...people.keys()];
  const { profiles, count } = decoysOf(loose, all);
  const shown = (d: number): { kind: string; of: string; clue: string }[] => {
    const { start, token, kinds, kindOf } = profiles.model.tokens;
    return [...token.subarray(start[d], start[d + 1])].map((t) => {
      const { name, label } = kinds[kindOf[t]];
      const [country, busy, clue] = label(t).split(" ");
      return { kind: name, of: `${country} ${busy}`, clue };
    });
  };
  const decoys = Array.from({ length: count }, (_, d) => shown(d));

  it("are as many as the accounts that they are made of, and the same each time", () => {
    expect(count).toBe(people.length);
    expect(decoysOf(loose, all).profiles.model.tokens).toEqual(profiles.model.tokens);
  });

  it("have values of one country and of accounts that are as busy", () => {
    expect(new Set(decoys.flat().map(({ of }) => of)).size).toBe(4);
    for (const values of decoys) {
      expect(new Set(values.map(({ of }) => of)).size).toBe(1);
      expect(values.filter(({ kind }) => kind === "net").length).toBe(values[0].of.endsWith("busy") ? 24 : 1);
    }
  });

  it("have one family from one account and the next from another", () => {
    const cluesOf = (kinds: readonly string[]) =>
      decoys.map((values) => new Set(values.filter(({ kind }) => kinds.includes(kind)).map(({ clue }) => clue)).size);
    expect(Math.max(...cluesOf(["email_domain", "organization"]))).toBe(1);
    expect(Math.max(...cluesOf(["net"]))).toBe(1);
    // four clues at random: those of two accounts differ three times in four
    const mixed = cluesOf(["bin", "net"]).filter((clues) => clues === 2).length;
    expect(mixed).toBeGreaterThan(people.length / 2);
  });

  it("show each value as often as the accounts do, and have the groups that they show", () => {
    const times = (lists: { start: Uint32Array; token: Uint32Array }) => {
      const seen = new Uint32Array(model.tokens.holders.length);
      for (const t of lists.token) seen[t]++;
      return seen;
    };
    expect(times(profiles.model.tokens)).toEqual(times(model.tokens));
    expect(profiles.model.groups.present.length).toBe(count * model.groups.words);
    expect(profiles.model.groups.present.every((groups) => groups === model.groups.present[0])).toBe(true);
  });
});

describe("a community", () => {
  const ring: Person[] = Array.from({ length: 12 }, (_, i) => ({
    account: `ring-${i}`,
    at: START + i * HOUR,
    seen: { email_domain: ["ring"], organization: ["ring"], name: ["ring"], bin: ["ring"], net: [`r-${i}`] },
  }));
  /** Of 600 strangers so many have the ring's bank, and so many others its name, organization and mail provider; nobody has both. */
  const strangers = (alike: number): Person[] =>
    Array.from({ length: 600 }, (_, i) => {
      const who = i % 3 === 0 && i / 3 < alike ? "ring" : `s-${i % 70}`;
      const bank = i % 3 === 1 && i / 3 < alike ? "ring" : `b-${i % 70}`;
      return {
        account: `stranger-${i}`,
        at: START + (20 + i) * HOUR,
        seen: { email_domain: [who], organization: [who], name: [who], bin: [bank], net: [`n-${i % 60}`] },
      };
    });
  const quiet: Person = {
    account: "quiet",
    at: START + 700 * HOUR,
    seen: { email_domain: ["ring"], organization: ["ring"], name: ["ring"], bin: ["ring"] },
  };
  /** Who comes into the ring's community. */
  const adopted = (people: readonly Person[]): string[] => {
    const model = firstModel([...ring, ...people]);
    const community = Int32Array.from({ length: model.population.size }, (_, a) => (a < ring.length ? 0 : a));
    const found = adopt(community, model);
    return [...found.keys()].filter((a) => a >= ring.length && found[a] === 0).map((a) => model.population.account(a));
  };

  it("takes a quiet member in, whose like chance does not make", () => {
    expect(adopted([...strangers(0), quiet])).toEqual(["quiet"]);
  });

  it("takes nobody in where chance makes as many as alike: what one family says comes with the other by no hand of anybody's", () => {
    expect(adopted([...strangers(45), quiet])).toEqual([]);
  });

  it("takes nobody in of strangers alone", () => {
    expect(adopted(strangers(45))).toEqual([]);
    expect(adopted(strangers(0))).toEqual([]);
  });
});
