/** An E.164 number -> its country calling code, as the ITU assigns them. */
import { describe, expect, it } from "vitest";
import { dialCode } from "../../../src/link/home/dial-code.js";

describe("a dial code", () => {
  it.each([
    ["12025550", "+1"], // North America
    ["79161234", "+7"], // Russia and Kazakhstan
    ["4930123", "+49"], // Germany, one of two digits
    ["861381234", "+86"], // China
    ["35191234", "+351"], // Portugal: all others have three
    ["85291234", "+852"], // Hong Kong
    ["+4930123", "+49"], // with its plus
  ])("of %s is %s", (digits, code) => {
    expect(dialCode(digits)).toBe(code);
  });

  it("is not known of a number that has no digit beyond it", () => {
    expect(["", "+", "1", "49", "35", "351"].map(dialCode)).toEqual([null, null, null, null, null, null]);
    expect(["12", "491", "3519"].map(dialCode)).toEqual(["+1", "+49", "+351"]);
  });
});
