/** Accounts that came after a clustering -> where each belongs; whatever analysts said holds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bondsOf } from "../../src/cluster/refine/bonds.js";
import type { Judgement } from "../../src/model/judgement.js";
import { type Known, type Place, place, type Tie } from "../../src/placement/place.js";
import { partitionOf } from "../../src/placement/placement-index.js";
import { edgeList } from "../cluster/search/graphs.js";

const index = (letter: string) => letter.charCodeAt(0) - 97;
const pairs = (text: string) => (text === "" ? [] : text.split(" ").map(([a, b]) => [index(a), index(b)] as const));

/** Letters from `first` on came since; `abc|d ef` are the clusters that stood, each tied all round up to a bar; `z-a:3` are ties. */
function known(first: string, clusters: string, ties: string, bonds: { must?: string; never?: string } = {}): Known {
  const shards = clusters.split(" ").map((word) => word.split("|").map((shard) => [...shard].map(index)));
  const groups = shards.map((shard) => shard.flat());
  const inside = shards.flat().flatMap((group) => group.flatMap((a) => group.filter((b) => a < b).map((b) => [a, b, 5] as const)));
  const size = index(first);
  const list = ties === "" ? [] : ties.split(" ").map((tie) => tieOf(...(tie.split(/[-:]/) as [string, string, string])));
  return {
    partition: partitionOf(
      edgeList(size, inside),
      groups.map((members) => ({ id: `c${members[0]}`, members })),
    ),
    ties: tiesBy(size, list),
    bonds: { must: pairs(bonds.must ?? ""), never: pairs(bonds.never ?? "") },
    trim: 0.1,
  };
}

const tieOf = (a: string, b: string, bits: string): Tie => ({ a: index(a), b: index(b), bits: Number(bits), private: false });

function tiesBy(size: number, ties: readonly Tie[]): Map<number, Tie[]> {
  const by = new Map<number, Tie[]>();
  for (const tie of ties) for (const end of [tie.a, tie.b]) if (end >= size) by.set(end, [...(by.get(end) ?? []), tie]);
  return by;
}

/** `z>a` is z placed in the cluster of a; `z+y` is z in a new group with y; `z` is in none. */
function words(places: readonly Place[], clusters: string): string {
  const name = (number: number) => String.fromCharCode(97 + number);
  return places
    .map(({ account, cluster, together }) => {
      if (cluster >= 0) return `${name(account)}>${clusters.split(" ")[cluster][0]}`;
      return [name(account), ...together.map(name)].join("+");
    })
    .join(" ");
}

describe("placing", () => {
  it.each([
    ["an account tied to a cluster joins it", "abc de", "v-a:4", "v", {}, "v>a"],
    ["one tied to two joins the one that it is tied to more", "abc def", "v-a:4 v-b:4 v-d:4", "v", {}, "v>a"],
    ["one without ties is in none", "abc de", "", "v", {}, "v"],
    ["two that are tied to each other alone make a new group", "abc", "v-w:6", "v", {}, "v+w w+v"],
    ["one that stood alone makes a new group too", "abc", "v-j:6", "v", {}, "v+j"],
    ["one is placed by way of another that came since", "abc", "v-a:5 v-b:5 w-v:3", "w", {}, "v>a w>a"],
    ["a member that no link ties to the others stays with them", "abc|ghij|k", "v-a:5 v-b:5", "v", {}, "v>a"],
    ["a never-link keeps it out, whatever the ties", "abc de", "v-a:9 v-b:9", "v", { never: "vc" }, "v"],
    ["what is kept out of one joins another", "abc de", "v-a:9 v-b:9 v-d:2", "v", { never: "vc" }, "v>d"],
    ["a must-link takes it in without a tie", "abc de", "", "v", { must: "vd" }, "v>d"],
    ["a must-link goes before ties", "abc de", "v-a:9 v-b:9", "v", { must: "vd" }, "v>d"],
    ["of two that may never be together one stays out", "abc", "v-a:9 v-b:9 w-a:2", "w", { never: "vw" }, "v>a w"],
    ["a never-link holds for whoever must be with it", "abc de", "w-a:9 w-b:9", "w", { must: "vw", never: "va" }, "v+w w+v"],
  ])("%s", (_what, clusters, ties, arrived, bonds, expected) => {
    const got = place([...arrived].map(index), known("v", clusters, ties, bonds));
    expect(words(got, clusters)).toBe(expected);
  });

  const account = fc.integer({ min: 0, max: 25 });
  const pair = fc.tuple(account, account);
  const verdicts = fc.array(fc.tuple(pair, fc.constantFrom("positive" as const, "negative" as const)), { maxLength: 20 });
  const drawn = fc.array(fc.tuple(fc.integer({ min: 18, max: 25 }), account, fc.integer({ min: 1, max: 15 })), { maxLength: 40 });

  it("never puts together whom an analyst parted, whatever the ties and must-links", () => {
    fc.assert(
      fc.property(verdicts, drawn, (judged, ties) => {
        const { must, never } = bondsOf(judged.map(([[a, b], verdict], i) => judgement(i, a, b, verdict)));
        const numbers = (list: typeof must) => list.map(([a, b]) => [Number(a), Number(b)] as const);
        const world = known("s", "abcdef ghij klmno", "");
        const distinct = new Map(
          ties
            .filter(([a, b]) => a !== b)
            .map(([a, b, bits]) => [Math.min(a, b) * 26 + Math.max(a, b), { a, b, bits, private: bits % 2 === 0 }]),
        );
        const all = { ...world, ties: tiesBy(18, [...distinct.values()]), bonds: { must: numbers(must), never: numbers(never) } };
        const placed = new Map<number, Place>();
        for (let n = 18; n < 26; n++) for (const each of place([n], all)) placed.set(each.account, each);
        const clusterOf = (n: number) => (n < 18 ? all.partition.of[n] : placed.get(n)!.cluster);
        for (const [a, b] of all.bonds.never) {
          if (Math.max(a, b) < 18) continue; // the next clustering parts them
          if (clusterOf(a) >= 0) expect(clusterOf(b)).not.toBe(clusterOf(a));
          expect(placed.get(a)?.together ?? []).not.toContain(b);
          expect(placed.get(b)?.together ?? []).not.toContain(a);
        }
      }),
    );
  });
});

const judgement = (i: number, a: number, b: number, verdict: Judgement["verdict"]): Judgement => ({
  id: `j-${i}`,
  at: i,
  analyst: "ana",
  reason: "",
  about: { type: "link", a: String(a), b: String(b) },
  verdict,
});
