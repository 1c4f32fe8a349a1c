/** Texts in the embedded store: whatever they are of, they come back to the last bit; ordinary ones are kept as they are. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeJson, decodeText, encodeJson, encodeText } from "../../../src/adapters/duckdb/text.js";

/** Of any code units, those that are trouble among them often. */
const units = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0x5c, 0x22, 0x75, 0x241b, 0xd83d, 0xde00, 0x30)), {
  maxLength: 40,
});
const anyText = units.map((list) => String.fromCharCode(...list));

describe("a text", () => {
  it("comes back to the last code unit, and is kept as one that a VARCHAR holds", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kept = encodeText(text);
        expect(decodeText(kept)).toBe(text);
        expect(kept).not.toMatch(/\0|\p{Surrogate}/u);
      }),
    );
  });

  it.each(["acc-1", "CORP\\user", 'a "quoted" one', "é😀", "\\u0000", "名前"])("is kept as it is where it is ordinary: %s", (text) => {
    expect(encodeText(text)).toBe(text);
  });

  it.each([
    ["\0", "␛0000"],
    ["a\ud83d", "a␛D83D"],
    ["␛", "␛241B"],
  ])("%j is kept as %s", (text, kept) => {
    expect(encodeText(text)).toBe(kept);
  });
});

describe("JSON", () => {
  it("comes back as it was, names of fields too, and holds no unit that a VARCHAR cannot", () => {
    const value = fc.dictionary(anyText, fc.array(anyText, { maxLength: 3 }), { maxKeys: 4 });
    fc.assert(
      fc.property(value, (given) => {
        const kept = encodeJson(given);
        expect(decodeJson(kept)).toEqual(JSON.parse(JSON.stringify(given)));
        expect(kept.replaceAll("\\\\", "")).not.toMatch(/\\u(0000|d[89a-f])/);
      }),
    );
  });

  it("says the same as a text by itself", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(encodeJson([text]))).toEqual([encodeText(text)]);
      }),
    );
  });
});
