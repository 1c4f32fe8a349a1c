/** Values at sizes, drawn. */
import { describe, expect, it } from "vitest";
import { drawPanels } from "../../bench/whole/plot.js";

const SIZES = [10, 100, 1000];
/** What a pattern's groups catch, as numbers. */
const numbers = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].map((match) => match.slice(1).map(Number));
const panel = (values: Record<string, number[]>) =>
  drawPanels("a plot", SIZES, [{ title: "time", lines: Object.entries(values).map(([name, values]) => ({ name, values })) }]);

describe("a plot of growth", () => {
  it("has a flat line where an account takes as much at any size, and a rising one where it takes more", () => {
    const svg = panel({ flat: [2, 2, 2], rising: [1, 3, 9] });
    const dots = numbers(svg, /<circle cx="([\d.]+)" cy="([\d.]+)"/g);
    const [flat, rising] = [dots.slice(0, 3), dots.slice(3)];
    expect(new Set(flat.map(([, y]) => y)).size).toBe(1);
    const [first, second, third] = rising.map(([, y]) => y);
    expect(second).toBeLessThan(first);
    expect(second - third).toBeCloseTo(first - second, 0); // as much on a logarithmic scale
    expect(flat.map(([x]) => x)).toEqual([0, 165, 330]);
  });

  it("leaves out a size that a line has no value of", () => {
    expect(numbers(panel({ late: [Number.NaN, 2, 3] }), /<circle cx="([\d.]+)"/g)).toEqual([[165], [330]]);
  });

  it("puts no label over another, and none under the axis, however near the lines end", () => {
    const svg = panel({ a: [9, 9, 9], b: [1, 1, 1], c: [1, 1, 1.001], d: [1, 1, 1.002], e: [1, 1, 1.003] });
    const heights = numbers(svg, /<text x="340" y="([\d.]+)"/g)
      .flat()
      .sort((a, b) => a - b);
    expect(heights.length).toBe(5);
    for (const [i, height] of heights.entries()) if (i > 0) expect(height - heights[i - 1]).toBeGreaterThanOrEqual(14);
    expect(heights.at(-1)).toBeLessThanOrEqual(304);
  });
});
