/** Numbers and times in the words of the screens. */
import { expect, it } from "vitest";
import { bitsText, dayText, percent, several, shareText, short, signed, timeText } from "../../src/ui/lib/format.js";

it.each([
  [short(0), "0"],
  [short(950), "950"],
  [short(1_234), "1.2k"],
  [short(9_960), "10k"],
  [short(25_000), "25k"],
  [short(28_800_000), "29M"],
  [several(1, "account"), "1 account"],
  [several(1_200, "account"), "1,200 accounts"],
  [several(0, "batch", "batches"), "0 batches"],
  [signed(12), "+12"],
  [signed(-3), "−3"],
  [bitsText(12.34), "+12.3"],
  [bitsText(-0.04), "0.0"],
  [bitsText(-1.4), "−1.4"],
  [shareText(0.998), ".998"],
  [shareText(0.5), ".5"],
  [shareText(0.99999), ".999"],
  [shareText(0.00001), ".001"],
  [shareText(1), "1"],
  [percent(0.5), "50 %"],
  [percent(0.031), "3.1 %"],
  [dayText("2026-05-01T14:03:09.000Z"), "2026-05-01"],
  [timeText("2026-05-01T14:03:09.000Z"), "2026-05-01 14:03"],
  [timeText(null), "–"],
])("%s is %s", (told, expected) => {
  expect(told).toBe(expected);
});
