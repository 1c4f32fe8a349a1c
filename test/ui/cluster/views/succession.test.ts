/** The succession's lanes: who lived when, where one took over from another, what had come to pass by a day. */
import { describe, expect, it } from "vitest";
import { successionOf, ticksOf, toldAt } from "../../../../src/ui/cluster/succession/lanes.js";

const births = [
  { day: "2026-04-22", parts: [10, 0] },
  { day: "2026-04-24", parts: [2, 0] },
  { day: "2026-04-27", parts: [0, 7] },
];
const suspensions = [
  { day: "2026-04-24", parts: [1, 0] },
  { day: "2026-04-26", parts: [9, 0] },
];
const told = successionOf(2, births, suspensions, [
  { from: 0, to: 1, links: 6 },
  { from: 1, to: 1, links: 4 },
]);

describe("a lane", () => {
  it("has every day from the first to the last, with who signed up, who was suspended and who lived", () => {
    expect(told.days).toBe(6);
    expect(told.lanes[0].births).toEqual([10, 0, 2, 0, 0, 0]);
    expect(told.lanes[0].suspensions).toEqual([0, 0, 1, 0, 9, 0]);
    expect(told.lanes[0].living).toEqual([10, 10, 11, 11, 2, 2]);
  });

  it("is empty where no day is known", () => {
    expect(successionOf(1, [], [], []).lanes[0].living).toEqual([0]);
  });
});

describe("work taken over", () => {
  it("is shown on the day when suspensions of the one met sign-ups of the other: never before either", () => {
    expect(told.takeovers).toEqual([{ from: 0, to: 1, links: 6, day: 5 }]);
  });
});

describe("a day that is played", () => {
  it("tells what had come to pass by its end, of all parts or of some", () => {
    expect(toldAt(told, 4, null)).toEqual({ born: 12, gone: 10, living: 2 });
    expect(toldAt(told, 5, [1])).toEqual({ born: 7, gone: 0, living: 7 });
  });
});

describe("days below the lanes", () => {
  it("are as many as have room, a round number apart", () => {
    expect(ticksOf(20_565, 45, 870)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
    expect(ticksOf(20_565, 3, 870)).toEqual([0, 1, 2]);
  });
});
