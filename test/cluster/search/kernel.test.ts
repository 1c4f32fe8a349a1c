/** x log x by table -> what `Math.log` says, and nothing at 0. */
import { describe, expect, it } from "vitest";
import { Draw } from "../../../bench/worlds/planted-graph.js";
import { takeKernel } from "../../../src/cluster/search/kernel.js";

const { xlogx } = takeKernel();

describe("x log x", () => {
  it("is what Math.log says, to the last digits", () => {
    const draw = new Draw(1);
    for (let k = 0; k < 20_000; k++) {
      const x = Math.exp(120 * draw.unit() - 60);
      const exact = x * Math.log(x);
      expect(Math.abs(xlogx(x) - exact)).toBeLessThanOrEqual(2e-15 * Math.max(x, Math.abs(exact)));
    }
  });

  it("is 0 where nothing is", () => {
    expect([xlogx(0), xlogx(-1), xlogx(1e-320), xlogx(1)]).toEqual([0, 0, 0, expect.closeTo(0, 15)]);
  });
});
