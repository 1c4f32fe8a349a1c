/** RFC 3339 times: those of every calendar day, and those that are none. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseTime } from "../../src/event/time.js";

it.each([
  ["2026-04-22T08:14:03.120Z", Date.UTC(2026, 3, 22, 8, 14, 3, 120)],
  ["2026-04-22t08:14:03z", Date.UTC(2026, 3, 22, 8, 14, 3)],
  ["2026-04-22T08:14:03+02:00", Date.UTC(2026, 3, 22, 6, 14, 3)],
  ["2026-04-22T08:14:03.5-05:30", Date.UTC(2026, 3, 22, 13, 44, 3, 500)],
  ["2016-12-31T23:59:60Z", Date.UTC(2017, 0, 1)],
  ["2024-02-29T00:00:00.123456789Z", Date.UTC(2024, 1, 29, 0, 0, 0, 123)],
])("reads %s", (text, at) => {
  expect(parseTime(text)).toBe(at);
});

it.each([
  "2026-04-22T08:14:03",
  "2026-04-22 08:14:03Z",
  "2026-04-22",
  "2026-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:60:00Z",
  "2026-01-01T00:00:00+24:00",
  "yesterday",
  "",
])("refuses %s", (text) => {
  expect(parseTime(text)).toBeNaN();
});

it("agrees with Date on every time that Date writes", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date("2105-01-01"), noInvalidDate: true }), (date) => {
      expect(parseTime(date.toISOString())).toBe(date.getTime());
    }),
  );
});
