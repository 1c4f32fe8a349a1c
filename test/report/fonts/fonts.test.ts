/** The shipped fonts: what they cover, how wide text is in them, and what stands for what they lack. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fontsDir, readFonts } from "../../../src/adapters/fonts.js";
import { readFace } from "../../../src/report/fonts/face.js";
import { FAMILIES, MISSING } from "../../../src/report/fonts/fonts.js";

const fonts = readFonts();

describe("the fonts", () => {
  it.each([
    ["Ελληνικά, Čeština, Tiếng Việt, Русский", FAMILIES[0]],
    ["深度蒸馏科技有限公司", "Cautery Noto Sans SC"],
    ["株式会社データ収集", "Cautery Noto Sans SC"],
    ["데이터 증류 연구소", "Cautery Noto Sans KR"],
    ["مجموعة النسر (op-a)", "Cautery Sans Arabic"],
    ["חברת הנשר 12", "Cautery Noto Sans Hebrew"],
  ])("have all of %s in one family", (text, family) => {
    expect(fonts.clean(text)).toBe(text);
    expect(fonts.runs(text)).toEqual([{ family, text }]);
  });

  it("give a text of several scripts in pieces of one family each", () => {
    const runs = fonts.runs("op-a 深度 데이터");
    expect(runs.map(({ text }) => text).join("")).toBe("op-a 深度 데이터");
    expect(runs.map(({ family }) => family)).toEqual([FAMILIES[0], "Cautery Noto Sans SC", "Cautery Noto Sans KR"]);
  });

  it("show one sign for what none of them has, and leave out what cannot be seen or turns the writing round", () => {
    expect(fonts.clean("Орёл 🦅🦅 \u202egnp.exe\u200b\u0007")).toBe(`Орёл ${MISSING} gnp.exe`);
    expect(fonts.clean("e\u0301")).toBe("é");
  });

  it("know how wide a text is: each character of the Latin font as its file says", () => {
    // Noto Sans, 1000 units an em: "H" is 741 wide, a figure 572
    expect(fonts.width("H", 1000)).toBeCloseTo(741, 5);
    expect(fonts.width("1234567890", 1000)).toBeCloseTo(5720, 5);
    expect(fonts.width("深", 10)).toBeCloseTo(10, 5);
    expect(fonts.width("Total", 12, true)).toBeGreaterThan(fonts.width("Total", 12));
  });

  it("are no fonts where a file is cut off or is something else", () => {
    const bytes = readFileSync(join(fontsDir(), "NotoSansHebrew-Regular.ttf"));
    expect(readFace(bytes).covers(0x5d0)).toBe(true);
    expect(() => readFace(new Uint8Array(64))).toThrow(/fonts\/README.md/);
  });
});
