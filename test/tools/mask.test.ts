/** What anybody wrote is shown, and does nothing to the terminal. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { printable } from "../../src/tools/mask.js";

it("leaves text, line feeds and tabs as they are", () => {
  const text = "acc-1\tüber 帳戶\n🐍 ...";
  expect(printable(text)).toBe(text);
});

it.each([
  ["\u001b[2Jgone", "\\u001b[2Jgone"],
  ["a\rb", "a\\u000db"],
  ["\u009b31m", "\\u009b31m"],
  ["user\u202etxt.exe", "user\\u202etxt.exe"],
])("writes %j as its code", (given, shown) => {
  expect(printable(given)).toBe(shown);
});

it("changes nothing of what JSON says", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(JSON.parse(printable(JSON.stringify({ text })))).toEqual({ text });
    }),
  );
});
