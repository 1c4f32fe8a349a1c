/**
 * What happens to communities after they are found: shards rejoin by what strangers never share, quiet accounts come in where they are
 * alike with the whole.
 */
import { describe, expect, it } from "vitest";
import { adopt } from "../../../src/cluster/refine/adopt.js";
import { Belonging } from "../../../src/cluster/refine/belonging.js";
import { loosen } from "../../../src/cluster/refine/loosen.js";
import { Meetings } from "../../../src/cluster/refine/meetings.js";
import { profilesOf } from "../../../src/cluster/refine/profile.js";
import { byTokens, rejoin } from "../../../src/cluster/refine/rejoin.js";
import { joinSameWork } from "../../../src/cluster/refine/same-work.js";
import type { CoActions } from "../../../src/link/coaction.js";
import { link } from "../../../src/link/link.js";
import { type Person, populationOf, START } from "../../attribution/population.js";

/** The nth prompt: 16 hex digits, far from all others. */
const fingerprint = (n: number) =>
  BigInt.asUintN(64, 0x9e3779b97f4a7c15n * BigInt(n + 1))
    .toString(16)
    .padStart(16, "0");

const strangers: Person[] = Array.from({ length: 600 }, (_, i) => ({
  account: `stranger-${i}`,
  at: START + (i + 1) * 3_600_000,
  seen: { device: [`d-${i}`], payment: [`p-${i}`], bin: [`b-${i % 40}`], net: [`n-${i % 60}`], prompt: [fingerprint(1000 + i)] },
}));

/** The communities of the accounts named, as words, when the groups given are one community each and all others are alone. */
function labelled(people: readonly Person[], groups: readonly (readonly string[])[]) {
  const population = populationOf(people);
  const links = link(population);
  const community = Int32Array.from({ length: population.size }, (_, i) => i);
  for (const group of groups) for (const account of group) community[population.indexOf(account)] = population.indexOf(group[0]);
  return { population, links, community };
}

describe("shards", () => {
  const shard = (name: string, device: string): Person[] =>
    Array.from({ length: 4 }, (_, i) => ({
      account: `${name}${i}`,
      at: START + i,
      seen: { device: [`${device}-device`], payment: [`${device}-card`] },
    }));
  const names = (name: string) => Array.from({ length: 4 }, (_, i) => `${name}${i}`);

  it("rejoin where their members share a device and a card", () => {
    const { population, links, community } = labelled(
      [...strangers, ...shard("a", "dev-x"), ...shard("b", "dev-x")],
      [names("a"), names("b")],
    );
    const edges = { nodes: population.size, source: links.source, target: links.target, weight: links.weight };
    const found = rejoin(community, edges, byTokens(links.model));
    expect(found[population.indexOf("b3")]).toBe(found[population.indexOf("a0")]);
    expect(found[population.indexOf("stranger-7")]).not.toBe(found[population.indexOf("a0")]);
  });

  it("stay apart where they share nothing private", () => {
    const { population, links, community } = labelled(
      [...strangers, ...shard("a", "dev-x"), ...shard("b", "dev-y")],
      [names("a"), names("b")],
    );
    const edges = { nodes: population.size, source: links.source, target: links.target, weight: links.weight };
    const found = rejoin(community, edges, byTokens(links.model));
    expect(found[population.indexOf("b0")]).not.toBe(found[population.indexOf("a0")]);
  });
});

describe("a handful that is tied to two communities", () => {
  it("joins the one that more of it are tied to, and does not make one of two", () => {
    const community = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2);
    const ties = [
      [0, 10],
      [1, 11],
      [5, 12],
    ];
    const edges = {
      nodes: community.length,
      source: Uint32Array.from(ties, ([a]) => a),
      target: Uint32Array.from(ties, ([, b]) => b),
      weight: new Float32Array(ties.length).fill(9),
    };
    expect([...rejoin(community, edges, () => true)]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0]);
  });
});

describe("one campaign's halves", () => {
  const half = (name: string, prompts: readonly number[]): Person[] =>
    Array.from({ length: 8 }, (_, i) => ({
      account: `${name}${i}`,
      at: START + i,
      seen: { toolchain: [`tool-${name}`], bin: ["b-rare"], prompt: prompts.map(fingerprint) },
    }));
  const names = (name: string) => Array.from({ length: 8 }, (_, i) => `${name}${i}`);
  const joined = (one: readonly number[], other: readonly number[]): boolean => {
    const { population, links, community } = labelled([...strangers, ...half("a", one), ...half("b", other)], [names("a"), names("b")]);
    const edges = { nodes: population.size, source: links.source, target: links.target, weight: links.weight };
    const found = joinSameWork(community, edges, links.model);
    return found[population.indexOf("a0")] === found[population.indexOf("b7")];
  };

  it("are joined where both do the same work, whatever their tools", () => {
    expect(joined([1, 2, 3], [1, 2, 3])).toBe(true);
  });

  it("stay two where they share a little of their work", () => {
    expect(joined([1, 2, 3, 4], [1, 5, 6, 7])).toBe(false);
  });
});

describe("a member that few of the others are tied to", () => {
  const ring: Person[] = Array.from({ length: 12 }, (_, i) => ({
    account: `ring-${i}`,
    at: START + i,
    seen: { device: [`ring-device-${i}`], bin: ["b-rare"], net: ["n-rare"] },
  }));
  /** Whether an account of the ring's community stays in it, the ring's own all tied to each other, it to `ties` of them by `bits` each. */
  const stays = (seen: Person["seen"], { ties, bits = 3, shared = false }: { ties: number; bits?: number; shared?: boolean }): boolean => {
    const group = [...ring.map(({ account }) => account), "guest"];
    const { population, links, community } = labelled([...strangers, ...ring, { account: "guest", at: START + 50, seen }], [group]);
    const at = group.map((account) => population.indexOf(account));
    const pairs = ring.flatMap((_, i) => ring.slice(0, i).map((_, j) => [at[i], at[j]] as const));
    const all = [...pairs, ...at.slice(0, ties).map((member) => [population.indexOf("guest"), member] as const)];
    const edges = {
      nodes: population.size,
      source: Uint32Array.from(all, ([a]) => a),
      target: Uint32Array.from(all, ([, b]) => b),
      weight: Float32Array.from(all, (_, e) => (e < pairs.length ? 5 : bits)),
    };
    const isGuest = (i: number) => population.account(i) === "guest";
    const found = loosen(community, edges, { model: links.model, sharesPrivate: (a, b) => shared && (isGuest(a) || isGuest(b)) });
    expect(new Set(at.slice(0, ring.length).map((i) => found[i])).size).toBe(1);
    return found[population.indexOf("guest")] === found[at[0]];
  };
  const own = { bin: ["b-3"], net: ["n-3"] };

  it("leaves where it shows nothing of what they show", () => {
    expect(stays(own, { ties: 1 })).toBe(false);
    expect(stays(own, { ties: 2 })).toBe(false);
  });

  it("stays where its few ties sum to clearly more than what speaks against any pair", () => {
    const prior = Math.log2((strangers.length + ring.length + 1) / 8);
    expect(stays(own, { ties: 2, bits: (prior + 4) / 2 })).toBe(true);
    expect(stays(own, { ties: 1, bits: prior + 4 })).toBe(true);
    expect(stays(own, { ties: 2, bits: (prior + 2) / 2 })).toBe(false);
  });

  it("stays where it is like the rest", () => {
    expect(stays({ bin: ["b-rare"], net: ["n-rare"] }, { ties: 1 })).toBe(true);
  });

  it("stays where a tie is something that strangers never share, and where its ties are not few", () => {
    expect(stays(own, { ties: 1, shared: true })).toBe(true);
    expect(stays(own, { ties: 3 })).toBe(false);
    expect(stays(own, { ties: 4 })).toBe(true);
  });
});

/** Each pair met once. */
function coActionsOf(size: number, pairs: readonly (readonly [number, number])[]): CoActions {
  const rows = pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]).sort(([a, p], [b, q]) => a - b || p - q);
  const start = new Uint32Array(size + 1);
  for (const [a] of rows) start[a + 1]++;
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  return {
    start,
    partner: Uint32Array.from(rows, ([, partner]) => partner),
    template: new Uint32Array(rows.length),
    occasions: new Uint16Array(rows.length).fill(1),
    bits: new Float32Array(rows.length).fill(5),
  };
}

describe("a quiet account", () => {
  const ring: Person[] = Array.from({ length: 12 }, (_, i) => ({
    account: `ring-${i}`,
    at: START + i,
    seen: { device: [`ring-device-${i}`], bin: ["b-rare"], net: ["n-rare"] },
  }));
  const quiet = (seen: Person["seen"]): Person => ({ account: "quiet", at: START + 50, seen });
  const adopted = (seen: Person["seen"]): boolean => {
    const { population, links, community } = labelled([...strangers, ...ring, quiet(seen)], [ring.map(({ account }) => account)]);
    const found = adopt(community, links.model);
    return found[population.indexOf("quiet")] === found[population.indexOf("ring-0")];
  };

  it("stays out where it shows nothing but what anybody can copy of it: a name and a network", () => {
    const named = ring.map((person) => ({ ...person, seen: { ...person.seen, name: ["n-copied"] } }));
    const { population, links, community } = labelled(
      [...strangers, ...named, quiet({ name: ["n-copied"], net: ["n-rare"] })],
      [ring.map(({ account }) => account)],
    );
    const found = adopt(community, links.model);
    expect(found[population.indexOf("quiet")]).not.toBe(found[population.indexOf("ring-0")]);
  });

  it("comes in where two families of what it shows are the community's and hardly anybody else's", () => {
    expect(adopted({ bin: ["b-rare"], net: ["n-rare"] })).toBe(true);
  });

  it("comes in on three of the community's prompt templates alone, and not on one", () => {
    const prompts = [1, 2, 3].map(fingerprint);
    const busy = ring.map((person) => ({ ...person, seen: { ...person.seen, prompt: prompts } }));
    const comesIn = (prompt: readonly string[]): boolean => {
      const others = strangers.map((person, i) => ({
        ...person,
        seen: { ...person.seen, prompt: [0, 1, 2].map((n) => fingerprint(1000 + 3 * i + n)) }, // as many as the ring has
      }));
      const people = [...others, ...busy, quiet({ prompt })];
      const { population, links, community } = labelled(people, [ring.map(({ account }) => account)]);
      const found = adopt(community, { ...links.model, coactions: coActionsOf(population.size, []) });
      return found[population.indexOf("quiet")] === found[population.indexOf("ring-0")];
    };
    expect([comesIn(prompts), comesIn(prompts.slice(0, 1))]).toEqual([true, false]);
  });

  it("fits better where it was suspended as most of the community were, and worse where it alone was not", () => {
    const { population, links, community } = labelled(
      [...strangers, ...ring, quiet({ bin: ["b-rare"], net: ["n-rare"] })],
      [ring.map(({ account }) => account)],
    );
    const bitsWith = (...suspended: readonly string[]): number => {
      const change = [{ at: START + 1e6, status: "suspended" as const, actor: null, reason: null }]; // after all sign-ups
      const status = new Map(suspended.map((account) => [population.indexOf(account), change]));
      const model = { ...links.model, population: { ...population, status } };
      const known = profilesOf(community, model);
      return new Belonging(known, new Meetings(known)).belongs(population.indexOf("quiet"), 0);
    };
    const members = ring.map(({ account }) => account);
    expect(bitsWith(...members, "quiet")).toBeGreaterThan(bitsWith() + 3);
    expect(bitsWith(...members)).toBeLessThan(bitsWith() - 3);
  });

  it("comes in on one family where it also met three of the members at work, and not where it met two", () => {
    const meeting = (partners: readonly string[]): boolean => {
      const { population, links, community } = labelled(
        [...strangers, ...ring, quiet({ net: ["n-rare"] })],
        [ring.map(({ account }) => account)],
      );
      const coactions = coActionsOf(
        population.size,
        partners.map((partner) => [population.indexOf("quiet"), population.indexOf(partner)]),
      );
      const found = adopt(community, { ...links.model, coactions });
      return found[population.indexOf("quiet")] === found[population.indexOf("ring-0")];
    };
    expect(meeting(["ring-0", "ring-1", "ring-2"])).toBe(true);
    expect(meeting(["ring-0", "ring-1"])).toBe(false);
  });

  it("stays out on one family alone", () => {
    expect(adopted({ net: ["n-rare"] })).toBe(false);
  });

  it("stays out where what it shows is common", () => {
    expect(adopted({ bin: ["b-3"], net: ["n-3"] })).toBe(false);
  });
});
