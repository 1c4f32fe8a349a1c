/** Turns at the line to the platform: how many calls are under way at once, whoever makes them. */
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Line } from "../../../../src/app/enforcement/execute/line.js";
import { CALLS_AT_ONCE } from "../../../../src/model/enforcement/platform.js";

const lineOf = () => new Line({ clock: Date, breaker: 1_000, isOpen: false, onBreaker: async () => {} });

describe("calls under way", () => {
  it.each(["answered", "failed"] as const)(
    "are no more than there are connections; one that is %s makes room for the next",
    async (end) => {
      const line = lineOf();
      let begun = 0;
      const turns = Array.from({ length: CALLS_AT_ONCE + 2 }, async () => {
        const goes = await line.turn(1e6, () => "go");
        begun++;
        return goes;
      });
      await expect.poll(() => begun).toBe(CALLS_AT_ONCE);
      await pause(20);
      expect(begun).toBe(CALLS_AT_ONCE);
      for (let more = 1; more <= 2; more++) {
        await line[end]();
        await expect.poll(() => begun, { interval: 5 }).toBe(CALLS_AT_ONCE + more);
      }
      expect(await Promise.all(turns)).toEqual(turns.map(() => true));
    },
  );

  it("that wait for room hear that they may not begin", async () => {
    const line = lineOf();
    for (let i = 0; i < CALLS_AT_ONCE; i++) await line.turn(1e6, () => "go");
    let permission: "go" | "stop" = "go";
    const turn = line.turn(1e6, () => permission);
    await pause(5);
    permission = "stop";
    expect(await turn).toBe(false);
  });
});
