import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SharedTokens } from "../../../src/link/pairs/shared-tokens.js";

/** Rows of tokens, each ascending; some far longer than others, so that the table must grow and be emptied. */
const row = fc
  .oneof(fc.uniqueArray(fc.nat(60), { maxLength: 20 }), fc.uniqueArray(fc.nat(2000), { minLength: 80, maxLength: 300 }))
  .map((tokens) => Uint32Array.from(tokens).sort());

describe("the tokens that two accounts share", () => {
  it("are those of both, as places in the first one's row", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 6 }), (rows) => {
        const start = new Uint32Array(rows.length + 1);
        rows.forEach((tokens, i) => {
          start[i + 1] = start[i] + tokens.length;
        });
        const token = Uint32Array.from(rows.flatMap((tokens) => [...tokens]));
        const met = new SharedTokens({ start, token });
        for (let a = 0; a < rows.length; a++) {
          met.begin(a);
          for (let b = 0; b < rows.length; b++) {
            met.meet(b);
            const shared = [...met.places.subarray(0, met.count)].map((place) => rows[a][place]);
            expect(shared).toEqual([...rows[a]].filter((t) => rows[b].includes(t)));
          }
        }
      }),
    );
  });
});
