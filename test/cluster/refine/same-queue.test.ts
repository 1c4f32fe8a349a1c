/** Communities, links and co-actions -> communities, those that work off one queue joined. */
import { describe, expect, it } from "vitest";
import { joinSameQueue } from "../../../src/cluster/refine/same-queue.js";
import type { CoActions } from "../../../src/link/coaction.js";
import type { Uses } from "../../../src/link/templates.js";
import { DAY_S } from "../../../src/tools/units.js";
import { edgeList, shuffle } from "../search/graphs.js";

/** Two communities of eight, and who is alone. */
const SIZE = 20;
const community = Int32Array.from({ length: SIZE }, (_, a) => (a < 8 ? 0 : a < 16 ? 8 : a));
const ITEM = 0;
const KEPT = 1;

/** Everybody uses both templates: the item within hours, the one that is kept over three months. */
const uses: Uses = {
  start: Uint32Array.from({ length: SIZE + 1 }, (_, a) => 2 * a),
  time: Uint32Array.from({ length: 2 * SIZE }, (_, u) => 1_000_000 + (u % 2 === ITEM ? 600 * u : (u / 2) * 5 * DAY_S)),
  template: Uint32Array.from({ length: 2 * SIZE }, (_, u) => u % 2),
};

/** Each member of the first with its namesake of the second: so many pairs. */
const across = (pairs: number) => Array.from({ length: pairs }, (_, i) => [i, i + 8] as const);

function coActionsOn(template: number, pairs: readonly (readonly [number, number])[]): CoActions {
  const rows = pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]).sort(([a, p], [b, q]) => a - b || p - q);
  const start = new Uint32Array(SIZE + 1);
  for (const [a] of rows) start[a + 1]++;
  for (let i = 0; i < SIZE; i++) start[i + 1] += start[i];
  return {
    start,
    partner: Uint32Array.from(rows, ([, partner]) => partner),
    template: new Uint32Array(rows.length).fill(template),
    occasions: new Uint16Array(rows.length).fill(1),
    bits: new Float32Array(rows.length).fill(5),
  };
}

const linksOf = (pairs: readonly (readonly [number, number])[]) =>
  edgeList(
    SIZE,
    pairs.map(([a, b]) => [a, b, 5] as const),
  );

const isOne = (coactions: CoActions, pairs: readonly (readonly [number, number])[]): boolean => {
  const found = joinSameQueue(community, linksOf(pairs), { coactions, uses });
  expect(joinSameQueue(community, shuffle(linksOf(pairs), 3), { coactions, uses })).toEqual(found);
  expect(new Set(found.subarray(0, 8)).size + new Set(found.subarray(8, 16)).size).toBe(2);
  expect([...found.subarray(16)]).toEqual([16, 17, 18, 19]);
  return found[0] === found[8];
};

describe("two communities", () => {
  it("are one where members act together on items that come and go within a day, and are linked across", () => {
    expect(isOne(coActionsOn(ITEM, across(4)), across(4))).toBe(true);
  });

  it("stay two where they act together on a template that is kept for months", () => {
    expect(isOne(coActionsOn(KEPT, across(8)), across(8))).toBe(false);
  });

  it("stay two where strangers meet on an item that is public: nothing links them", () => {
    expect(isOne(coActionsOn(ITEM, across(8)), [])).toBe(false);
    expect(isOne(coActionsOn(ITEM, across(8)), across(2))).toBe(false);
  });

  it("stay two where a couple of pairs met", () => {
    expect(isOne(coActionsOn(ITEM, across(2)), across(8))).toBe(false);
  });

  it("stay two where all the links lead to one member of the other", () => {
    const toOne = Array.from({ length: 8 }, (_, i) => [i, 8] as const);
    expect(isOne(coActionsOn(ITEM, across(8)), toOne)).toBe(false);
  });

  it("are not joined to those who are alone", () => {
    const guests = [16, 17, 18, 19].map((guest) => [0, guest] as const);
    expect(isOne(coActionsOn(ITEM, guests), guests)).toBe(false);
  });
});
