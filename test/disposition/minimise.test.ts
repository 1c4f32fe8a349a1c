import fc from "fast-check";
import { expect, it } from "vitest";
import { minimise } from "../../src/disposition/minimise.js";

const numbers = (size: number, min: number, max: number) =>
  fc.array(fc.double({ min, max, noNaN: true }), { minLength: size, maxLength: size });

it("finds where a bowl is lowest, however stretched", () => {
  fc.assert(
    fc.property(numbers(5, -10, 10), numbers(5, 0.05, 20), (lowest, steep) => {
      const found = minimise(
        (at, slope) => {
          let value = 0;
          for (let i = 0; i < at.length; i++) {
            value += (steep[i] * (at[i] - lowest[i]) ** 2) / 2;
            slope[i] = steep[i] * (at[i] - lowest[i]);
          }
          return value;
        },
        new Float64Array(5),
        { steps: 200, tolerance: 1e-12 },
      );
      for (const [i, x] of lowest.entries()) expect(found[i]).toBeCloseTo(x, 3);
    }),
  );
});

it("finds the end of a bent valley (Rosenbrock 1960)", () => {
  const [x, y] = minimise(
    (at, slope) => {
      const [a, b] = [1 - at[0], at[1] - at[0] ** 2];
      slope[0] = -2 * a - 400 * at[0] * b;
      slope[1] = 200 * b;
      return a ** 2 + 100 * b ** 2;
    },
    Float64Array.of(-1.2, 1),
    { steps: 500, tolerance: 1e-14 },
  );
  expect([x, y].map((each) => each.toFixed(3))).toEqual(["1.000", "1.000"]);
});
