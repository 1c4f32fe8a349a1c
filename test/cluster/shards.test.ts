/** What happens to communities after they are found: shards rejoin by what strangers never share, quiet accounts come in where they are alike with the whole. */
import { describe, expect, it } from "vitest";
import { adopt } from "../../src/cluster/adopt.js";
import { rejoin } from "../../src/cluster/rejoin.js";
import { link } from "../../src/link/link.js";
import { type Person, populationOf, START } from "../attribution/population.js";

const strangers: Person[] = Array.from({ length: 600 }, (_, i) => ({
  account: `stranger-${i}`,
  at: START + (i + 1) * 3_600_000,
  seen: { device: [`d-${i}`], payment: [`p-${i}`], bin: [`b-${i % 40}`], net: [`n-${i % 60}`] },
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
    const found = rejoin(community, edges, links.model);
    expect(found[population.indexOf("b3")]).toBe(found[population.indexOf("a0")]);
    expect(found[population.indexOf("stranger-7")]).not.toBe(found[population.indexOf("a0")]);
  });

  it("stay apart where they share nothing private", () => {
    const { population, links, community } = labelled(
      [...strangers, ...shard("a", "dev-x"), ...shard("b", "dev-y")],
      [names("a"), names("b")],
    );
    const edges = { nodes: population.size, source: links.source, target: links.target, weight: links.weight };
    const found = rejoin(community, edges, links.model);
    expect(found[population.indexOf("b0")]).not.toBe(found[population.indexOf("a0")]);
  });
});

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

  it("comes in where two families of what it shows are the community's and hardly anybody else's", () => {
    expect(adopted({ bin: ["b-rare"], net: ["n-rare"] })).toBe(true);
  });

  it("stays out on one family alone", () => {
    expect(adopted({ net: ["n-rare"] })).toBe(false);
  });

  it("stays out where what it shows is common", () => {
    expect(adopted({ bin: ["b-3"], net: ["n-3"] })).toBe(false);
  });
});
