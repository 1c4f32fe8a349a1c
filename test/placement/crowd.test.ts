/** What is not placed yet, moment by moment -> whether it waits. */
import { expect, it } from "vitest";
import { Crowd } from "../../src/placement/crowd.js";

const FEW = { events: 5_000, looked: 4_000, left: 10 };
const MANY = { events: 50_000, looked: 4_000, left: 0 };
const LEFT = { events: 5_000, looked: 5_000, left: 5_000 };

it.each([
  ["a live stream never waits, whatever else is under way", [[0, FEW, true, false]]],
  [
    "files' crowd waits while they are applied, for as long as that takes",
    [
      [0, MANY, true, true],
      [600_000, MANY, true, true],
    ],
  ],
  ["accounts that were found wait for a clustering that takes them in", [[0, LEFT, true, true]]],
  [
    "a crowd is placed when nothing has come for a while",
    [
      [0, MANY, false, true],
      [9_000, MANY, false, true],
      [10_000, MANY, false, false],
    ],
  ],
  [
    "a crowd that goes on coming is placed after a minute",
    [
      [0, MANY, false, true],
      [9_000, { ...MANY, events: 60_000 }, false, true],
      [18_000, { ...MANY, events: 70_000 }, false, true],
      [60_000, { ...MANY, events: 80_000 }, false, false],
    ],
  ],
  [
    "its patience begins anew when the crowd is gone",
    [
      [50_000, FEW, false, false],
      [60_000, MANY, false, true],
    ],
  ],
] as const)("%s", async (_, moments) => {
  const crowd = new Crowd(0);
  for (const [now, backlog, busy, waits] of moments) {
    expect(await crowd.waits(backlog, now, async () => busy), `at ${now} ms`).toBe(waits);
  }
});
