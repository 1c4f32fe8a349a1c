/** Periods of whole days: what is accepted in which zone, and what a refusal says would do. */
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors.js";
import { periodOf, startOf } from "../../src/report/period.js";
import { dayOfText, dayText, zoneOf } from "../../src/tools/zone.js";

const iso = (at: number) => new Date(at).toISOString();

describe("a period", () => {
  it.each([
    ["UTC", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"],
    ["UTC", "2026-05-01T02:00:00+02:00", "2026-06-01"],
    ["Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
    ["Europe/Berlin", "2026-10-25", "2026-10-26"],
    ["America/New_York", "2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00"],
    ["Asia/Kathmandu", "2026-02-28T00:00:00+05:45", "2026-03-01"],
    ["America/Santiago", "2026-09-05", "2026-09-07"],
    ["Pacific/Apia", "2011-12-29", "2011-12-31"],
  ])("in %s is of whole days, from %s up to %s", (zone, from, to) => {
    const period = periodOf(from, to, zone);
    const { dayOf } = zoneOf(zone);
    expect(dayOf(period.begins)).toBe(period.from);
    expect(dayOf(period.begins - 1)).toBeLessThan(period.from);
    expect(dayOf(period.ends)).toBe(period.to);
    expect(dayOf(period.ends - 1)).toBeLessThan(period.to);
    expect(periodOf(iso(period.begins), iso(period.ends), zone)).toEqual(period);
  });

  it("begins when the day does, where clocks skip midnight", () => {
    // in Santiago the clocks went from 24:00 on 5 September 2026 to 01:00
    expect(iso(startOf(dayOfText("2026-09-06")!, "America/Santiago"))).toBe("2026-09-06T04:00:00.000Z");
  });

  it.each([
    ["2026-05-01T12:00:00Z", "UTC", "2026-05-01 (2026-05-01T00:00:00.000Z) and 2026-05-02 (2026-05-02T00:00:00.000Z)"],
    ["2026-05-01T00:00:00Z", "Europe/Berlin", "2026-05-01 (2026-04-30T22:00:00.000Z) and 2026-05-02 (2026-05-01T22:00:00.000Z)"],
    ["2026-05-01T00:00:00.001Z", "UTC", "2026-05-01 (2026-05-01T00:00:00.000Z) and 2026-05-02"],
  ])("that begins at %s in %s is refused with the nearest that work", (from, zone, near) => {
    expect(() => periodOf(from, "2026-06-01", zone)).toThrow(UsageError);
    expect(() => periodOf(from, "2026-06-01", zone)).toThrow(near);
  });

  it.each([
    ["2026-05-01", "2026-05-01", "is not before"],
    ["2026-05-02", "2026-05-01", "is not before"],
    ["2026-02-29", "2026-05-01", "wants a day"],
    ["2026-05-01T00:00:00", "2026-06-01", "wants a day"],
    ["1700-01-01", "2026-06-01", "make several"],
  ])("from %s to %s is refused", (from, to, why) => {
    expect(() => periodOf(from, to, "UTC")).toThrow(why);
  });

  it("in another zone than the store's is refused, in the same by another name it is not", () => {
    expect(() => periodOf("2026-05-01", "2026-05-02", "UTC", "Europe/Berlin")).toThrow("counts days in UTC");
    expect(dayText(periodOf("2026-05-01", "2026-05-02", "Asia/Kolkata", "Asia/Calcutta").from)).toBe("2026-05-01");
  });
});
