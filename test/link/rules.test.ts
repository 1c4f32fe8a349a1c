/** What a shared value of each kind is worth. */
import { expect, it } from "vitest";
import { linkRule } from "../../src/link/rules.js";

it.each(["constructor", "toString", "hasOwnProperty", "__proto__"])(
  "a kind called %s is an attribute as any, not what an object has",
  (name) => {
    for (const kind of [name, `attributes.${name}`])
      expect(linkRule(kind)).toMatchObject({ family: "attribute", group: kind, private: false, m: expect.any(Number) });
  },
);
