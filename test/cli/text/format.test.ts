/** Numbers, times and tables as a person reads them. */
import { describe, expect, it } from "vitest";
import { formatDuration, formatShare, formatTable, formatTime } from "../../../src/cli/text/format.js";

describe("formatDuration", () => {
  it.each([
    [null, "–"],
    [0, "0 ms"],
    [850, "850 ms"],
    [59_600, "1 min"],
    [12 * 60_000 + 5000, "12 min 5 s"],
    [86_400_000 * 3 + 3_600_000 * 4 + 60_000, "3 d 4 h"],
  ])("gives %s ms in the two largest units that it has: %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("formatShare", () => {
  it("shows a dash where there was nothing to measure", () => {
    expect([formatShare(0.98765), formatShare(1, 4), formatShare(null), formatShare(Number.NaN)]).toEqual(["0.988", "1.0000", "–", "–"]);
  });
});

describe("formatTime", () => {
  it("is UTC, to the minute", () => {
    expect(formatTime(Date.UTC(2026, 3, 22, 8, 14, 3))).toBe("2026-04-22 08:14 UTC");
  });
});

describe("formatTable", () => {
  it("aligns words to the left and numbers to the right under their heading", () => {
    const rows = [["", "accounts", "why"], ["sloppy", "9", "cards"], ["expert", "1,204", "co-action"], ["a line of its own"]];
    expect(formatTable(rows).split("\n")).toEqual([
      "          accounts  why",
      "  sloppy         9  cards",
      "  expert     1,204  co-action",
      "  a line of its own",
    ]);
  });

  it("is nothing where there are no rows", () => {
    expect(formatTable([])).toBe("");
  });
});
