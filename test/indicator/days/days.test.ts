/** Activity by day: the same events give the same days, however they come; nothing is lost, and it is bounded. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../../src/event/event.js";
import { NAMED_MODELS } from "../../../src/indicator/days/models.js";
import { DAYS, MONTHS } from "../../../src/indicator/days/periods.js";
import { readActivity } from "../../../src/indicator/days/read.js";
import { AccountSum } from "../../../src/indicator/footprint.js";
import type { AccountActivity, UsageSum } from "../../../src/model/activity.js";
import { ByteReader } from "../../../src/tools/bytes.js";
import { hash } from "../../../src/tools/hash.js";
import { dayText, zoneOf } from "../../../src/tools/zone.js";
import { activities, eventsIn, hex, merged, times, usage } from "./events.js";

const ZONES = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu"];
/** Around the ends of summer time of a year in which all of these zones had it, or in the whole time there is. */
const spans = [times("2018-02-10T00:00:00Z", 70), times("2018-10-01T00:00:00Z", 40), times("1970-01-01T00:00:00Z", 49_000)];
const lists = fc.oneof(...spans.map((time) => fc.array(eventsIn(time), { minLength: 1, maxLength: 80 })));

/** Day by day, as words; the model's name only where it is one of those that keep it. */
function counted(events: readonly Event[], zone: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const account of new Set(events.map(({ account }) => account))) {
    const own = events.filter((event) => event.account === account);
    const names = new Set(own.flatMap((event) => (event.type === "usage" && event.model ? [event.model] : [])));
    const rank = (name: string) => hash(name).hi * 2 ** 21 + (hash(name).lo >>> 11);
    const named = [...names].sort((a, b) => rank(a) - rank(b)).slice(0, NAMED_MODELS);
    const sums = new Map<string, number[]>();
    for (const event of own) {
      const day = dayText(zoneOf(zone).dayOf(Date.parse(event.time)));
      const model =
        event.type !== "usage" ? "" : event.model ? (named.includes(event.model) ? `named ${event.model}` : "others") : "unsaid";
      const key = event.type === "usage" ? `${day} ${event.capability ?? null} ${model}` : `${day} event`;
      const sum = sums.get(key) ?? [0, 0, 0];
      if (event.type === "usage")
        [event.exchanges ?? 1, event.input_tokens ?? 0, event.output_tokens ?? 0].forEach((n, i) => {
          sum[i] = Math.min(sum[i] + n, Number.MAX_SAFE_INTEGER);
        });
      sums.set(key, sum);
    }
    lines.set(account, Array.from(sums, ([key, sum]) => `${key} ${sum}`).sort());
  }
  return lines;
}

function told({ days, folded }: AccountActivity): string[] {
  expect(folded).toEqual([]);
  const sum = (day: string, { capability, model, exchanges, inputTokens, outputTokens }: UsageSum) =>
    `${day} ${capability} ${model.is === "named" ? `named ${model.name}` : model.is} ${[exchanges, inputTokens, outputTokens]}`;
  return days
    .flatMap(({ day, usage, hasOther }) => [
      ...usage.map((each) => sum(dayText(day), each)),
      ...(hasOther ? [`${dayText(day)} event 0,0,0`] : []),
    ])
    .sort();
}

const saturating = (numbers: readonly number[]): number => numbers.reduce((sum, n) => Math.min(sum + n, Number.MAX_SAFE_INTEGER), 0);

describe.each(ZONES)("days in %s", (zone) => {
  it("are the same bytes in any order and any pieces, merged at once or one after the other", () => {
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.nat(3)), (all, cut) => {
        const pieces: Event[][] = Array.from({ length: 4 }, () => []);
        for (const event of all.toReversed()) pieces[cut.next().value as number].push(event);
        const whole = hex(merged([all], zone));
        expect(hex(merged(pieces, zone))).toEqual(whole);
        let known = merged([pieces[0]], zone);
        for (const piece of pieces.slice(1)) known = merged([piece], zone, known);
        expect(hex(known)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("are what plain counting says, models beyond those that are named taken together", () => {
    fc.assert(
      fc.property(lists, (all) => {
        const expected = counted(all, zone);
        for (const activity of activities(all, zone)) expect(told(activity)).toEqual(expected.get(activity.account));
      }),
      { numRuns: 40 },
    );
  });
});

describe("an account's days", () => {
  it("sum to its totals, where these saturate too", () => {
    fc.assert(
      fc.property(lists, (all) => {
        for (const { account, bytes, activity } of merged([all])) {
          const sum = new AccountSum();
          sum.absorbSums(new ByteReader(bytes));
          const { days, folded } = readActivity(account, activity);
          const parts = [...days, ...folded].flatMap(({ usage }) => usage);
          expect(saturating(parts.map(({ exchanges }) => exchanges))).toBe(sum.exchanges);
          expect(saturating(parts.map(({ inputTokens }) => inputTokens))).toBe(sum.inputTokens);
          expect(saturating(parts.map(({ outputTokens }) => outputTokens))).toBe(sum.outputTokens);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("take no more bytes for more events on them", () => {
    const events = Array.from({ length: 40 }, (_, i) =>
      usage(new Date(Date.UTC(2026, 0, 1 + (i % 20), i % 24)).toISOString(), {
        model: `m${i % 3}`,
        capability: "coding",
        input_tokens: 50,
      }),
    );
    const twice = [...events, ...events.map((event) => ({ ...event, id: `again ${event.id}` }))];
    const [once, again] = [merged([events]), merged([twice])].map(([{ activity }]) => activity.length);
    expect(again).toBe(once);
  });

  it("keep a real model's name from being taken for all others together", () => {
    const events = Array.from({ length: 40 }, (_, i) => usage("2026-01-01T00:00:00Z", { model: `m${i}` }));
    const [{ days }] = activities([...events, usage("2026-01-01T00:00:00Z", { model: "others" }), usage("2026-01-01T00:00:00Z")]);
    const models = days[0].usage.map(({ model }) => model.is);
    expect(models.filter((is) => is === "named")).toHaveLength(NAMED_MODELS);
    expect(models.filter((is) => is === "others")).toHaveLength(1);
    expect(saturating(days[0].usage.map(({ exchanges }) => exchanges))).toBe(42);
  });
});

describe("days long ago", () => {
  const START = Date.UTC(1970, 0, 1);
  const onDay = (day: number, more: object = {}) => usage(new Date(START + day * 86_400_000).toISOString(), more);

  it("fall into months, and these into one: what is kept hangs on the set of days alone", () => {
    const time = fc.integer({ min: 0, max: 49_700 }).map((day) => new Date(START + day * 86_400_000).toISOString());
    const many = fc.array(eventsIn(time, 3), { minLength: 900, maxLength: 1500 });
    fc.assert(
      fc.property(many, fc.infiniteStream(fc.nat(3)), (all, cut) => {
        const pieces: Event[][] = Array.from({ length: 4 }, () => []);
        for (const event of all.toReversed()) pieces[cut.next().value as number].push(event);
        const whole = hex(merged([all]));
        let known = merged([pieces[0]]);
        for (const piece of pieces.slice(1)) known = merged([piece], "UTC", known);
        expect(hex(known)).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  it("are bounded, and lose nothing: the latest one by one, months before them, and one before these", () => {
    const events = Array.from({ length: 20_000 }, (_, i) => onDay(2 * i, { exchanges: 3 }));
    const [{ days, folded }] = activities(events);
    expect([days.length, folded.length]).toEqual([DAYS, MONTHS + 1]);
    expect(days.map(({ day }) => day)).toEqual(Array.from({ length: DAYS }, (_, i) => 2 * (20_000 - DAYS + i)));
    expect(folded[0].first).toBe(0);
    expect(folded.at(-1)!.last).toBe(2 * (20_000 - DAYS) - 2);
    expect(saturating([...days, ...folded].flatMap(({ usage }) => usage.map(({ exchanges }) => exchanges)))).toBe(60_000);
  });

  it("say on which days there was something first and last", () => {
    const [{ folded }] = activities([...Array.from({ length: DAYS }, (_, i) => onDay(1000 + i)), onDay(40), onDay(33), onDay(70)]);
    expect(folded.map(({ first, last }) => [first, last])).toEqual([
      [33, 40],
      [70, 70],
    ]);
  });
});
