/** An account's events -> what it does: its hours, what for, how much, with which models and prompts, and since when. */
import { describe, expect, it } from "vitest";
import { ConductReader } from "../../src/indicator/conduct.js";
import { CAPABILITIES } from "../../src/indicator/population.js";
import { rowsOf } from "../simulate/rows-of.js";

const event = (account: string, id: string, time: string, more: object) => JSON.stringify({ type: "usage", id, time, account, ...more });
const conductOf = (...lines: string[]) => {
  const reader = new ConductReader();
  return new Map(rowsOf(lines).map(({ account, bytes }) => [account, reader.read(bytes)]));
};
const filled = (shares: Float32Array) => [...shares.entries()].filter(([, share]) => share > 0);

describe("an account's conduct", () => {
  const found = conductOf(
    event("a", "1", "2026-06-01T03:10:00Z", { exchanges: 3, input_tokens: 15, output_tokens: 3, capability: "coding", model: "m-1" }),
    event("a", "2", "2026-06-08T03:50:00Z", { exchanges: 1, input_tokens: 15, output_tokens: 3, capability: "vision", model: "m-2" }),
    event("a", "3", "2026-06-08T21:00:00Z", {
      exchanges: 4,
      input_tokens: 15,
      output_tokens: 3,
      capability: "coding",
      prompt_simhash: "00ff00ff00ff00ff",
    }),
    event("b", "4", "2026-06-02T09:00:00Z", { exchanges: 1, model: "m-2", device: { id: "d" }, prompt_simhash: "00ff00ff00ff00ff" }),
    JSON.stringify({ type: "signup", id: "5", time: "2026-06-03T09:00:00Z", account: "c", attributes: { plan: "free" } }),
  );

  it("is by the hour of the day, of whatever day, by what it is used for, and by sizes", () => {
    const { hours, capabilities, sizes } = found.get("a")!;
    expect(filled(hours)).toEqual([
      [3, Math.fround(2 / 3)],
      [21, Math.fround(1 / 3)],
    ]);
    expect(capabilities[CAPABILITIES.indexOf("coding")]).toBe(0.875);
    expect(capabilities[CAPABILITIES.indexOf("vision")]).toBe(0.125);
    expect(filled(sizes).map(([, share]) => share)).toEqual([0.5, 0.5]);
  });

  it("has the models and prompts that it shares with others under the same keys", () => {
    const [a, b] = [found.get("a")!, found.get("b")!];
    expect(a.models).toHaveLength(2);
    expect([...b.models].every((key) => a.models.includes(key))).toBe(true);
    expect([...a.prompts]).toEqual([...b.prompts]);
  });

  it("is so much a day and at a time, since a day", () => {
    const { pace, input, output, since } = found.get("a")!;
    expect(pace).toBeCloseTo(Math.log2(9 / (1 + 7 + (17 * 60 + 50) / 1_440)));
    expect(input).toBeCloseTo(Math.log2(46 / 9));
    expect(output).toBeCloseTo(Math.log2(10 / 9));
    expect(since).toBeCloseTo(Date.UTC(2026, 5, 1, 3, 10) / 86_400_000);
  });

  it("is nothing known of one that did nothing", () => {
    const { hours, capabilities, sizes, models, prompts } = found.get("c")!;
    expect([hours, capabilities, sizes].flatMap(filled)).toEqual([]);
    expect([...models, ...prompts]).toEqual([]);
  });
});
