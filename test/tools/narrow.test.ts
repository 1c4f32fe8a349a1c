/** Arrays that are narrow say so where a number would not fit; by themselves they would wrap it. */
import { describe, expect, it } from "vitest";
import { PermanentError } from "../../src/errors.js";
import { BottomK } from "../../src/indicator/bottom-k.js";
import { narrow8, narrow16 } from "../../src/tools/narrow.js";

describe("a narrow array", () => {
  it.each([
    [narrow8, 0xff],
    [narrow16, 0xffff],
  ])("holds what its bits can, and no more (%o)", (make, most) => {
    const array = make(1, most, "things");
    array[0] = most;
    expect(array[0]).toBe(most);
    expect(() => make(1, most + 1, "things")).toThrow(PermanentError);
    expect(() => make(1, most + 1, "things")).toThrow(`${most + 1} is too many things`);
    expect(() => make(1, Number.NaN, "things")).toThrow(PermanentError);
  });
});

it("an account's list of more values than 8 bits can number is refused", () => {
  expect(new BottomK(256).keep).toBe(256);
  expect(() => new BottomK(257)).toThrow(PermanentError);
});
