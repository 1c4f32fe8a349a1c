/** The charts of reports: nothing is cut, no number is drawn that the rows don't have, and words say what the picture shows. */
import { describe, expect, it } from "vitest";
import { LONG_NAMES, sampleReport, WORLD_NAMES } from "../../../bench/report/sample.js";
import { readFonts } from "../../../src/adapters/fonts.js";
import { activity, activityByOperator } from "../../../src/report/charts/activity.js";
import { calibration } from "../../../src/report/charts/calibration.js";
import { capabilities } from "../../../src/report/charts/capabilities.js";
import { clusterDiscs } from "../../../src/report/charts/clusters.js";
import type { Picture } from "../../../src/report/charts/frame.js";
import { succession } from "../../../src/report/charts/succession.js";

const fonts = readFonts();
const names = [...LONG_NAMES, ...WORLD_NAMES];

function picturesOf(operators: number): Record<string, Picture> {
  const report = sampleReport({ operators, names });
  const place = { span: report.days, ticks: [0, 10_000, 20_000], width: 640, fonts };
  return {
    "activity by operator": activityByOperator(report.operators, place),
    clusters: clusterDiscs(report.operators, place),
    succession: succession(report.succession.by_day, place),
    activity: activity(report.operators[0].by_day, { ...place, width: 312 }),
    capabilities: capabilities(report.operators[0].capability_rows, { width: 312, fonts }),
    reliability: calibration(report.scored.reliability, { ticks: [0, 0.5, 1], fonts }),
  };
}

interface Text {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where each text stands in the picture: by the moves of the groups around it, its anchor and its width. */
function textsOf({ svg }: Picture): Text[] {
  const texts: Text[] = [];
  const moves: [number, number][] = [];
  for (const [tag, group, attributes, inner] of svg.matchAll(/<g([^>]*)>|<\/g>|<text([^>]*)>(.*?)<\/text>/g)) {
    if (tag === "</g>") moves.pop();
    else if (attributes === undefined) moves.push(moveIn(group));
    else if (!attributes.includes("rotate")) texts.push(placed([...moves, moveIn(attributes)], attributes, inner.replace(/<[^>]*>/g, "")));
  }
  return texts;
}

function moveIn(attributes: string): [number, number] {
  const [x = 0, y = 0] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(attributes)?.slice(1).map(Number) ?? [];
  return [x, y];
}

function placed(moves: readonly [number, number][], attributes: string, text: string): Text {
  const [x, y] = moves.reduce(([a, b], [dx, dy]) => [a + dx, b + dy]);
  const size = Number(/font-size="([\d.]+)px"/.exec(attributes)?.[1]);
  const width = fonts.width(text, size, /font-weight="600"/.test(attributes));
  const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
  const left = x - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
  return { text, left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.1 };
}

describe.each([1, 5, 40])("the pictures of %i operators with long names in several scripts", (operators) => {
  const pictures = picturesOf(operators);

  it.each(Object.keys(pictures))("cut no text: %s", (name) => {
    const { width, height } = pictures[name];
    const texts = textsOf(pictures[name]);
    expect(texts.length).toBeGreaterThan(0);
    for (const { text, left, right, top, bottom } of texts) {
      expect(left, text).toBeGreaterThanOrEqual(-1);
      expect(right, text).toBeLessThanOrEqual(width + 1);
      expect(top, text).toBeGreaterThanOrEqual(-1);
      expect(bottom, text).toBeLessThanOrEqual(height + 1);
    }
  });

  it.each(Object.keys(pictures))("lay no text over another: %s", (name) => {
    const texts = textsOf(pictures[name]);
    for (const [i, a] of texts.entries())
      for (const b of texts.slice(i + 1)) {
        const apart = a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
        expect(apart, `${a.text} over ${b.text}`).toBe(true);
      }
  });

  it.each(Object.keys(pictures))("fit the page, and say what they show: %s", (name) => {
    const { width, height, alt } = pictures[name];
    expect(width).toBeLessThanOrEqual(650);
    expect(height).toBeLessThanOrEqual(940);
    expect(alt).toMatch(/\.$/);
    expect(alt).toMatch(/\d/);
  });
});

it("draws the same bytes whatever was drawn before", () => {
  const [first, second] = [picturesOf(5), picturesOf(5)];
  expect(second).toEqual(first);
});

it("draws what is told as <10 without telling more", () => {
  const { operators, days } = sampleReport({ operators: 2, marking: "public" });
  const few = operators.map((operator) => ({
    ...operator,
    exchanges: "<10" as const,
    by_day: [{ ...operator.by_day[0], exchanges: "<10" as const }],
  }));
  const { svg, alt } = activityByOperator(few, { span: days, ticks: [], width: 640, fonts });
  expect(svg).toContain("&lt;10");
  expect(alt).toContain("<10");
});
