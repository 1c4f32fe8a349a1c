/** Texts in blocks: each is given back as it was, whatever it holds, and found by itself alone. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { placeOfText, placesByText, Texts, TextWriter } from "../../../src/app/look/texts.js";

function written(texts: readonly string[], form?: "exact" | "utf8"): Texts {
  const writer = new TextWriter(form);
  for (const text of texts) writer.add(text);
  return new Texts(writer.column());
}

/** Half surrogate pairs too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units));

it("gives back any text, and finds it among the others", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(anyText, fc.string()), { maxLength: 60 }), anyText, (all, other) => {
      const texts = written(all);
      expect(texts.slice(0, all.length)).toEqual(all);
      const places = placesByText(texts);
      for (const [i, text] of all.entries()) expect(placeOfText(texts, places, text)).toBe(i);
      expect(placeOfText(texts, places, other)).toBe(all.indexOf(other));
    }),
  );
});

it("gives back JSON, and texts longer than a block", () => {
  const all = [JSON.stringify({ a: "\ud83d\ude00 é \ud800" }), "x".repeat(3 << 20), "", "é".repeat(1 << 20)];
  expect(written(all, "utf8").slice(0, 4)).toEqual(all);
  expect(written(all).slice(1, 9)).toEqual(all.slice(1));
});

it("is handed over as numbers and bytes alone", () => {
  const writer = new TextWriter();
  for (const text of ["a", "ω", "c"]) writer.add(text);
  expect(new Texts(structuredClone(writer.column())).slice(0, 3)).toEqual(["a", "ω", "c"]);
});
