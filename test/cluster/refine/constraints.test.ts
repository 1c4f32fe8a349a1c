/** Communities and judgements -> communities in which every judgement holds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bondsOf } from "../../../src/cluster/refine/bonds.js";
import { constrain, type NodeBonds } from "../../../src/cluster/refine/constraints.js";
import { relabel } from "../../../src/cluster/search/labels.js";
import { type Judgement, standing, VERDICTS } from "../../../src/model/judgement.js";
import { allConnected, graphOf, randomGraph, shuffle, words } from "../search/graphs.js";

const index = (letter: string) => letter.charCodeAt(0) - 97;

/** `ab cd` are two pairs. */
function pairs(text: string): [number, number][] {
  return text === "" ? [] : text.split(" ").map(([a, b]) => [index(a), index(b)]);
}

/** `abc de` are two communities; every other letter is alone. */
function communities(text: string): Int32Array {
  const labels = Int32Array.from({ length: 26 }, (_, i) => i);
  for (const word of text.split(" ")) for (const letter of word) labels[index(letter)] = index(word[0]);
  return labels;
}

function constrained(before: string, graph: string, must: string, never: string): string {
  return words(constrain(communities(before), graphOf(graph), { must: pairs(must), never: pairs(never) }));
}

describe("constraints", () => {
  it.each([
    ["nothing judged, nothing changed", "abc de", "a-b b-c d-e", "", "", "abc de"],
    ["a must-link merges two communities", "abc de", "a-b b-c d-e", "ad", "", "abcde"],
    ["a must-link takes in an account that stood alone", "abc", "a-b b-c", "cz", "", "abcz"],
    ["a never-link within no community changes nothing", "abc de", "a-b b-c d-e", "", "ad", "abc de"],
    ["a never-link cuts the weaker tie", "abcd", "a-b:3 b-c:1 c-d:2", "", "ad", "ab cd"],
    ["a member follows the side it is tied to more", "abcde", "a-b:3 a-c:2 b-c:2 c-d:1 d-e:3", "", "ae", "abc de"],
    ["two never-links cut a community in three", "abcdef", "a-b:3 b-c:1 c-d:3 d-e:1 e-f:3", "", "ac ce ae", "ab cd ef"],
    ["must-links outweigh ties", "abcd", "a-b:1 b-c:9 c-d:1", "ab cd", "bc", "ab cd"],
    ["a merge brings a never-link along", "ab cd", "a-b:2 c-d:1", "ac", "bd", "abc"],
  ])("%s", (_what, before, graph, must, never, after) => {
    expect(constrained(before, graph, must, never)).toBe(after);
  });

  const pair = fc.tuple(fc.integer({ min: 0, max: 29 }), fc.integer({ min: 0, max: 29 }));
  const verdicts = fc.array(fc.tuple(pair, fc.constantFrom("positive" as const, "negative" as const)), { maxLength: 25 });
  const labels = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 30, maxLength: 30 }).map((all) => Int32Array.from(all));

  it("always holds every judgement that newer ones do not contradict", () => {
    fc.assert(
      fc.property(labels, verdicts, fc.integer({ min: 1, max: 1000 }), (before, judged, seed) => {
        const bonds = nodeBonds(judged);
        const after = constrain(before, randomGraph(30, 60, seed), bonds);
        for (const [a, b] of bonds.must) expect(after[a]).toBe(after[b]);
        for (const [a, b] of bonds.never) expect(after[a]).not.toBe(after[b]);
      }),
    );
  });

  it("leaves communities that no judgement touches as they are", () => {
    fc.assert(
      fc.property(labels, verdicts, fc.integer({ min: 1, max: 1000 }), (before, judged, seed) => {
        const bonds = nodeBonds(judged);
        const after = constrain(before, randomGraph(30, 60, seed), bonds);
        const touched = new Set([...bonds.must, ...bonds.never].flat().map((i) => before[i]));
        for (let i = 0; i < 30; i++)
          for (let j = 0; j < 30; j++) if (!touched.has(before[i])) expect(after[i] === after[j]).toBe(before[i] === before[j]);
      }),
    );
  });

  it("leaves each part connected where only never-links cut", () => {
    fc.assert(
      fc.property(verdicts, fc.integer({ min: 1, max: 1000 }), (judged, seed) => {
        const edges = randomGraph(30, 80, seed);
        const { never } = nodeBonds(judged);
        const whole = componentsOf(edges.nodes, edges.source, edges.target);
        expect(allConnected(edges, constrain(whole, edges, { must: [], never }))).toBe(true);
      }),
    );
  });

  it("does not depend on the order of the edges or the judgements", () => {
    fc.assert(
      fc.property(labels, verdicts, fc.integer({ min: 1, max: 1000 }), (before, judged, seed) => {
        const edges = randomGraph(30, 60, seed);
        const { must, never } = nodeBonds(judged);
        const turned = { must: [...must].reverse(), never: [...never].reverse() };
        expect(constrain(before, shuffle(edges, seed), turned)).toEqual(constrain(before, edges, { must, never }));
      }),
    );
  });
});

describe("bonds", () => {
  const link = (id: string, at: number, a: string, b: string, verdict: Judgement["verdict"]): Judgement => ({
    id,
    at,
    analyst: "ann",
    reason: "",
    about: { type: "link", a, b },
    verdict,
  });

  it("takes the newest word on a pair, whichever way round it was named", () => {
    expect(bondsOf([link("1", 1, "a", "b", "positive"), link("2", 2, "b", "a", "negative")])).toEqual({
      must: [],
      never: [["a", "b"]],
      overruled: [],
    });
  });

  it("binds nothing after an unsure judgement or a withdrawal", () => {
    const withdrawal: Judgement = { ...link("3", 3, "", "", "positive"), about: { type: "withdrawal", judgement: "2" } };
    const judgements = [
      link("1", 1, "a", "b", "positive"),
      link("2", 2, "c", "d", "negative"),
      withdrawal,
      link("4", 4, "a", "b", "unsure"),
    ];
    expect(bondsOf(judgements)).toEqual({ must: [], never: [], overruled: [] });
  });

  it("lets an older judgement stand again when the newer one is withdrawn", () => {
    const withdrawal: Judgement = { ...link("3", 3, "", "", "positive"), about: { type: "withdrawal", judgement: "2" } };
    expect(bondsOf([link("1", 1, "a", "b", "positive"), link("2", 2, "a", "b", "negative"), withdrawal]).must).toEqual([["a", "b"]]);
  });

  it("binds again what a withdrawal took back that was itself withdrawn", () => {
    const withdraw = (id: string, at: number, judgement: string): Judgement => ({
      ...link(id, at, "", "", "positive"),
      about: { type: "withdrawal", judgement },
    });
    const judgements = [link("1", 1, "a", "b", "positive"), withdraw("2", 2, "1"), withdraw("3", 3, "2")];
    expect(bondsOf(judgements).must).toEqual([["a", "b"]]);
    expect(bondsOf([...judgements, withdraw("4", 4, "3")]).must).toEqual([]);
  });

  it("binds nobody to who was judged innocent, whichever was said first, until that is withdrawn", () => {
    const innocent: Judgement = { ...link("2", 2, "", "", "positive"), about: { type: "innocence", account: "b", struck: [] } };
    const withdrawal: Judgement = { ...link("5", 5, "", "", "positive"), about: { type: "withdrawal", judgement: "2" } };
    const judgements = [
      link("1", 1, "a", "b", "positive"),
      innocent,
      link("3", 3, "b", "c", "positive"),
      link("4", 4, "c", "d", "positive"),
    ];
    expect(bondsOf(judgements)).toEqual({ must: [["c", "d"]], never: [], overruled: ["1", "3"] });
    expect(bondsOf([...judgements, withdrawal]).must.length).toBe(3);
  });

  it("binds by no judgement that does not stand", () => {
    const account = fc.constantFrom("a", "b", "c", "d");
    const about = fc.oneof(
      fc.record({ type: fc.constant("link" as const), a: account, b: account }),
      fc.nat(11).map((n) => ({ type: "withdrawal" as const, judgement: `${n}` })),
    );
    const said = fc.array(fc.tuple(about, fc.constantFrom(...VERDICTS)), { maxLength: 12 });
    fc.assert(
      fc.property(said, (all) => {
        const judgements = all.map(([about, verdict], i): Judgement => ({ ...link(`${i}`, i, "", "", verdict), about }));
        expect(bondsOf(judgements)).toEqual(bondsOf(standing(judgements)));
      }),
    );
  });

  it("overrules the oldest of judgements that contradict each other", () => {
    const judgements = [link("1", 1, "a", "b", "positive"), link("2", 2, "b", "c", "positive"), link("3", 3, "a", "c", "negative")];
    expect(bondsOf(judgements)).toEqual({ must: [["b", "c"]], never: [["a", "c"]], overruled: ["1"] });
    expect(bondsOf(judgements.reverse())).toEqual({ must: [["b", "c"]], never: [["a", "c"]], overruled: ["1"] });
  });
});

function nodeBonds(judged: readonly (readonly [readonly [number, number], Judgement["verdict"]])[]): NodeBonds {
  const judgements = judged.map(([[a, b], verdict], i): Judgement => {
    return { id: `${i}`, at: i, analyst: "ann", reason: "", about: { type: "link", a: `${a}`, b: `${b}` }, verdict };
  });
  const { must, never } = bondsOf(judgements);
  const numbers = ([a, b]: readonly [string, string]) => [Number(a), Number(b)] as const;
  return { must: must.map(numbers), never: never.map(numbers) };
}

function componentsOf(nodes: number, source: Uint32Array, target: Uint32Array): Int32Array {
  const label = Int32Array.from({ length: nodes }, (_, i) => i);
  for (let round = 0; round < nodes; round++)
    for (let e = 0; e < source.length; e++) label[source[e]] = label[target[e]] = Math.min(label[source[e]], label[target[e]]);
  relabel(label);
  return label;
}
