/** Accounts' activity and a range of days -> its sums, and what of it cannot be cut. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../../src/event/event.js";
import { summariseActivity } from "../../../src/indicator/days/summary.js";
import { activities, eventsIn, times, usage } from "./events.js";

const DAY_MS = 86_400_000;
const FROM = Date.UTC(2026, 4, 1) / DAY_MS;
const at = (day: number, hour = 12) => new Date((FROM + day) * DAY_MS + hour * 3_600_000).toISOString();

describe("a range of days", () => {
  const events: Event[] = [
    { type: "signup", id: "s", time: at(0), account: "a" },
    usage(at(1), { capability: "coding", model: "large", exchanges: 5, input_tokens: 10 }),
    usage(at(1), { capability: "chat", exchanges: 2, output_tokens: 7 }),
    usage(at(3), { account: "b", capability: "coding", model: "large", exchanges: 4 }),
    usage(at(4), { account: "b", exchanges: 1 }),
  ];

  it("has sums by day, capability and model, and the accounts that had any event", () => {
    expect(summariseActivity(activities(events), FROM, FROM + 4)).toEqual({
      exchanges: 11,
      inputTokens: 10,
      outputTokens: 7,
      accounts: 2,
      days: [
        { day: FROM, accounts: 1, exchanges: 0, inputTokens: 0, outputTokens: 0 },
        { day: FROM + 1, accounts: 1, exchanges: 7, inputTokens: 10, outputTokens: 7 },
        { day: FROM + 3, accounts: 1, exchanges: 4, inputTokens: 0, outputTokens: 0 },
      ],
      capabilities: [
        { capability: "coding", exchanges: 9, inputTokens: 10, outputTokens: 0 },
        { capability: "chat", exchanges: 2, inputTokens: 0, outputTokens: 7 },
      ],
      models: [
        { model: { is: "named", name: "large" }, exchanges: 9, inputTokens: 10, outputTokens: 0 },
        { model: { is: "unsaid" }, exchanges: 2, inputTokens: 0, outputTokens: 7 },
      ],
      undated: null,
      uncut: null,
    });
  });

  it("adds up with the ranges beside it, and is what counting its events says", () => {
    const all = fc.array(eventsIn(times(at(0, 0), 30)), { maxLength: 60 });
    fc.assert(
      fc.property(all, fc.nat(30), (all, day) => {
        const modest = all.map((event) => (event.type === "usage" ? { ...event, input_tokens: 1, output_tokens: 2 } : event));
        const known = activities(modest);
        const [left, right] = [summariseActivity(known, FROM, FROM + day), summariseActivity(known, FROM + day, FROM + 31)];
        const before = modest.filter(({ time }) => Date.parse(time) < (FROM + day) * DAY_MS);
        const sum = (events: readonly Event[]) => events.reduce((n, each) => n + (each.type === "usage" ? (each.exchanges ?? 1) : 0), 0);
        expect([left.exchanges, right.exchanges]).toEqual([sum(before), sum(modest) - sum(before)]);
        expect(left.accounts).toBe(new Set(before.map(({ account }) => account)).size);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a range that reaches back into months", () => {
  const early = [usage(at(-815), { exchanges: 3 }), usage(at(-805), { exchanges: 4 })];
  const known = activities([...early, ...Array.from({ length: 400 }, (_, i) => usage(at(-i)))]);
  const first = FROM - 815;

  it("has a month's sums where it holds all of its days, of no single day", () => {
    const summary = summariseActivity(known, first, FROM + 1);
    expect([summary.exchanges, summary.accounts, summary.uncut]).toEqual([407, 1, null]);
    expect(summary.undated).toEqual({ first, last: first + 10, accounts: 1, exchanges: 7, inputTokens: 0, outputTokens: 0 });
    expect(summary.days).toHaveLength(400);
  });

  it("is told of a month that it cuts, which is in no sum", () => {
    const summary = summariseActivity(known, first + 5, FROM + 1);
    expect([summary.exchanges, summary.undated]).toEqual([400, null]);
    expect(summary.uncut).toEqual({ first, last: first + 10, accounts: 1, exchanges: 7, inputTokens: 0, outputTokens: 0 });
    expect(summariseActivity(known, first + 5, first + 6).accounts).toBe(0);
  });

  it("knows nothing of months beside it", () => {
    expect(summariseActivity(known, first + 11, FROM + 1).uncut).toBeNull();
  });
});
