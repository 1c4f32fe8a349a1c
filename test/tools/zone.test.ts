/** Times -> the days that they fall on in a zone. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors.js";
import { dayText, monthOf, refuseOtherZone, zoneOf } from "../../src/tools/zone.js";

const ZONES = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"];
const HOUR = 3_600_000;

/** The day as `Intl` writes it, at that very instant. */
const calendars = new Map(
  ZONES.map((timeZone) => [timeZone, new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })]),
);
const written = (zone: string, time: number): string => calendars.get(zone)!.format(time);

describe("a zone", () => {
  it.each(ZONES)("%s has the days that the calendar there shows, from 1970 to 2106", (name) => {
    const zone = zoneOf(name);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.nat(999), (seconds, ms) => {
        const time = seconds * 1000 + ms;
        expect(dayText(zone.dayOf(time))).toBe(written(name, time));
      }),
      { numRuns: 300 },
    );
  });

  it.each(ZONES)("%s has them right around every midnight of years with changes of the clock", (name) => {
    const zone = zoneOf(name);
    for (const year of [1986, 2011, 2024]) {
      for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += HOUR) {
        if (zone.dayOf(time) === zone.dayOf(time + HOUR)) continue;
        for (const at of [time, time + HOUR / 2 - 1, time + HOUR / 2, time + HOUR - 1])
          expect(dayText(zone.dayOf(at))).toBe(written(name, at));
      }
    }
  });

  it("has days of 23 and 25 hours", () => {
    const berlin = zoneOf("Europe/Berlin");
    const hours = (day: string) => {
      const from = Date.parse(`${day}T00:00:00Z`) - 24 * HOUR;
      return Array.from({ length: 72 }, (_, h) => from + h * HOUR).filter((time) => dayText(berlin.dayOf(time)) === day).length;
    };
    expect(["2026-03-29", "2026-10-25", "2026-07-01"].map(hours)).toEqual([23, 25, 24]);
  });

  it("that nobody has is refused with what to give", () => {
    expect(() => zoneOf("Europe/Atlantis")).toThrow(UsageError);
    expect(() => zoneOf("Europe/Atlantis")).toThrow(/IANA name such as/);
  });

  it("is one by any of its names", () => {
    expect(zoneOf("europe/berlin")).toMatchObject({ name: "Europe/Berlin", canonical: "Europe/Berlin" });
    expect(zoneOf("Etc/UTC")).toMatchObject({ name: "Etc/UTC", canonical: "UTC" });
    expect(() => refuseOtherZone("Asia/Katmandu", "Asia/Kathmandu", "it")).not.toThrow();
    expect(() => refuseOtherZone("Asia/Kolkata", "Asia/Kathmandu", "it")).toThrow(/it counts days in Asia\/Kathmandu/);
  });
});

describe("a day", () => {
  it("is in the month that its text says", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1, max: 49_712 }), (day) => {
        const [year, month] = dayText(day).split("-").map(Number);
        expect(monthOf(day)).toBe(12 * (year - 1970) + month - 1);
      }),
    );
  });
});
