/**
 * Events of random accounts in random zones, in any order, some of them late -> no event is in two reports or in none, and everything that
 * was ever told adds up to what is so.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DaySum } from "../../src/indicator/days/day-sum.js";
import { UNSAID as MODEL_UNSAID } from "../../src/indicator/days/models.js";
import { readActivity } from "../../src/indicator/days/read.js";
import { CAPABILITIES } from "../../src/indicator/population.js";
import type { AccountActivity } from "../../src/model/activity.js";
import { correctionsOf, type Standing } from "../../src/report/counting/corrections.js";
import type { MaterialCorrection } from "../../src/report/counting/material.js";
import { readSums, SumsWriter, sumsWithin, UNSAID } from "../../src/report/counting/sums.js";
import { Tally, type Usage, usageOf } from "../../src/report/counting/tally.js";
import { readTold, toldOf } from "../../src/report/counting/told.js";
import { periodOfDays } from "../../src/report/period.js";
import { ByteWriter } from "../../src/tools/bytes.js";
import { zoneOf } from "../../src/tools/zone.js";

interface Happening {
  account: number;
  at: number;
  capability: number;
  exchanges: number;
  isLate: boolean;
}

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "America/St_Johns",
  "Africa/Cairo",
];
const OPERATORS = ["op-a", "op-b", "unknown"];
/** Around days of 23 and 25 hours, a leap day and a year's end. */
const AROUND = ["2024-02-28", "2026-03-07", "2026-03-28", "2026-10-24", "2026-10-31", "2025-12-30", "2026-09-05", "2011-12-28"].map((day) =>
  Date.parse(`${day}T00:00:00Z`),
);

const happening = fc.record({
  account: fc.nat({ max: 5 }),
  at: fc.tuple(fc.constantFrom(...AROUND), fc.nat({ max: 5 * 86_400_000 })).map(([start, after]) => start + after),
  capability: fc.integer({ min: -1, max: CAPABILITIES.length - 1 }),
  exchanges: fc.nat({ max: 1000 }),
  isLate: fc.boolean(),
});

const nameOf = (account: number) => `a${account}`;

function activities(happenings: readonly Happening[], zone: string): AccountActivity[] {
  const { dayOf } = zoneOf(zone);
  return [0, 1, 2, 3, 4, 5].map((account) => {
    const sum = new DaySum();
    for (const each of happenings)
      if (each.account === account)
        sum.addUsage(dayOf(each.at), each.capability, MODEL_UNSAID, each.exchanges, 2 * each.exchanges, 3 * each.exchanges);
    const writer = new ByteWriter();
    sum.write(writer, () => {});
    return readActivity(nameOf(account), writer.bytes());
  });
}

/** What a report of the days tells: by operator, as it is kept, read again. */
function told(all: readonly AccountActivity[], of: (account: string) => string | null, from: number, to: number) {
  const own = all.filter(({ account }) => of(account) !== null);
  const clusters = OPERATORS.map((operator) => ({ id: `c-${operator}`, operator }));
  const accounts = own.map(({ account }) => ({ account, cluster: OPERATORS.indexOf(of(account)!) }));
  const writer = new SumsWriter();
  for (const activity of own) writer.add(sumsWithin(activity, from, to));
  const sums = writer.bytes();
  const tally = new Tally();
  for (const each of readSums(sums)) tally.add(each, `c-${of(each.account)}`, of(each.account)!);
  return { tally, told: readTold(toldOf({ clusters, accounts } as never, sums)) };
}

/** As of now, by account, of the days. */
function today(all: readonly AccountActivity[], of: (account: string) => string | null, from: number, to: number) {
  const now = new Map<string, { operator: string; usage: Usage }>();
  for (const activity of all) {
    const operator = of(activity.account);
    if (operator !== null) now.set(activity.account, { operator, usage: usageOf(sumsWithin(activity, from, to).days) });
  }
  return now;
}

const byOperator = (rows: Iterable<{ operator: string; exchanges: number }>): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { operator, exchanges } of rows) sums[operator] = (sums[operator] ?? 0) + exchanges;
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
};

describe("reports of periods that follow each other", () => {
  it("have each event once, in whatever order it came", () => {
    fc.assert(
      fc.property(
        fc.array(happening, { maxLength: 60 }),
        fc.constantFrom(...ZONES),
        fc.array(fc.nat({ max: 40 }), { maxLength: 6 }),
        (happenings, zone, cuts) => {
          const { dayOf } = zoneOf(zone);
          const all = activities(happenings, zone);
          const first = Math.min(...AROUND.map(dayOf)) - 2;
          const last = Math.max(...AROUND.map(dayOf)) + 10;
          const ends = [...new Set([first, ...AROUND.flatMap((at) => cuts.map((cut) => dayOf(at) + (cut % 7))), last])].sort(
            (a, b) => a - b,
          );
          const of = () => "op-a";
          const sum = { exchanges: 0, days: 0 };
          for (const [i, from] of ends.slice(0, -1).entries()) {
            const { tally } = told(all, of, from, ends[i + 1]);
            sum.exchanges += tally.total.exchanges;
            sum.days += [...(tally.operators.get("op-a")?.byDay.values() ?? [])].reduce((total, day) => total + day.exchanges, 0);
            const inPeriod = happenings.filter(({ at }) => {
              const { begins, ends: until } = periodOfDays(from, ends[i + 1], zone);
              return zone === "America/St_Johns" ? dayOf(at) >= from && dayOf(at) < ends[i + 1] : at >= begins && at < until;
            });
            expect(tally.total.exchanges).toBe(inPeriod.reduce((total, { exchanges }) => total + exchanges, 0));
          }
          const whole = happenings.reduce((total, { exchanges }) => total + exchanges, 0);
          expect(sum).toEqual({ exchanges: whole, days: whole });
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });

  it("add up with their corrections to what is so, whatever came late and whoever is found, cleared or another's since", () => {
    const whose = fc.array(fc.option(fc.constantFrom(...OPERATORS)), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), fc.constantFrom(...ZONES), whose, whose, whose, (happenings, zone, ...runs) => {
        const { dayOf } = zoneOf(zone);
        const [from, to] = [Math.min(...AROUND.map(dayOf)) - 2, Math.max(...AROUND.map(dayOf)) + 10];
        const of = (run: number) => (account: string) => runs[run][Number(account.slice(1))];
        const states = [
          activities(
            happenings.filter(({ isLate }) => !isLate),
            zone,
          ),
          activities(
            happenings.filter(({ isLate, at }) => !isLate || at % 2 === 0),
            zone,
          ),
          activities(happenings, zone),
        ];
        const { told: first } = told(states[0], of(0), from, to);
        const corrected: MaterialCorrection[] = [];
        for (const run of [1, 2])
          corrected.push(
            ...correctionsOf({ from, to, told: first, today: today(states[run], of(run), from, to), corrected: [...corrected] }),
          );
        const rows = (all: ReadonlyMap<string, Standing>) =>
          [...all.values()].map(({ operator, usage }) => ({ operator, exchanges: usage.exchanges }));
        expect(byOperator([...rows(first), ...corrected])).toEqual(byOperator(rows(today(states[2], of(2), from, to))));
        expect(correctionsOf({ from, to, told: first, today: today(states[2], of(2), from, to), corrected })).toEqual([]);
      }),
      { numRuns: 150, seed: 11 },
    );
  });
});

describe("sums that are kept", () => {
  it("come back as they were, with what was not said of a capability", () => {
    const [activity] = activities([{ account: 0, at: AROUND[0], capability: -1, exchanges: 7, isLate: false }], "UTC");
    const writer = new SumsWriter();
    writer.add(sumsWithin(activity, 0, 40_000));
    const [again] = [...readSums(writer.bytes())];
    expect(again).toEqual({ account: "a0", days: sumsWithin(activity, 0, 40_000).days });
    const tally = new Tally();
    tally.add(again, "c", "op-a");
    expect(tally.total).toEqual({ accounts: 1, exchanges: 7, input_tokens: 14, output_tokens: 21 });
    expect(UNSAID).toBe("unsaid");
  });
});
