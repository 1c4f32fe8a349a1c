/** Communities and links -> members where most of their links are. */
import { describe, expect, it } from "vitest";
import { settle } from "../../../src/cluster/refine/settle.js";
import { graphOf, shuffle, words } from "../search/graphs.js";

/** `abc de` are the communities; all other letters are alone. */
const communities = (text: string): Int32Array => {
  const labels = Int32Array.from({ length: 26 }, (_, i) => i);
  for (const word of text.split(" ")) for (const letter of word) labels[letter.charCodeAt(0) - 97] = word.charCodeAt(0) - 97;
  return labels;
};

describe("settling", () => {
  it.each([
    ["a member moves to where it has clearly more bits of links", "abc def", "a-d:8 a-e:8 a-b:4", "bc adef"],
    ["it stays where it has nearly as many at home", "abc def", "a-d:8 a-e:8 a-b:8", "abc def"],
    ["it stays where what it has elsewhere is little, though at home it has none", "abc def", "a-d:6 a-e:6", "abc def"],
    ["one that was alone comes in by as much", "abc", "x-a:8 x-b:8", "abcx"],
    ["of two it goes to the one that it has more with", "abc def ghi", "a-d:15 a-g:16 d-e:20 g-h:20", "bc def aghi"],
    ["of two alike, to the one with the lesser label", "abc def ghi", "a-g:15 a-d:15 d-e:20 g-h:20", "bc adef ghi"],
    ["who leads the way is followed in the next round", "abc def", "a-d:40 b-a:20 b-c:2 d-e:60", "c abdef"],
    ["two that are tied to each other alone do not change places", "abc def", "a-d:20 b-c:20 e-f:20", "abcd ef"],
    ["links that lead nowhere else change nothing", "abc def", "a-b:1 d-e:1", "abc def"],
  ])("%s", (_, before, links, after) => {
    const found = settle(communities(before), graphOf(links));
    expect(words(found).split(" ").map(sorted).sort()).toEqual(
      after
        .split(" ")
        .filter((word) => word.length > 1)
        .sort(),
    );
    expect(settle(communities(before), shuffle(graphOf(links), 5))).toEqual(found);
  });

  it("leaves the communities given as they were", () => {
    const given = communities("abc def");
    settle(given, graphOf("a-d:20"));
    expect(given).toEqual(communities("abc def"));
  });
});

const sorted = (word: string): string => [...word].sort().join("");
