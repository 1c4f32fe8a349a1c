/** Values at sizes -> panels side by side as SVG, both axes logarithmic: what stays the same lies flat, what grows rises. */

export interface Line {
  name: string;
  /** Over 0, one a size; NaN where there is none. */
  values: readonly number[];
  /** A part of the whole, unless said. The whole is bold; a bound is dashed. */
  style?: "part" | "whole" | "bound";
}

export interface Panel {
  title: string;
  lines: readonly Line[];
}

const WIDTH = 330;
const HEIGHT = 300;
const MARGIN = { left: 62, right: 104, top: 66, bottom: 52 };
const LABEL_GAP = 14;
/** Above the highest and below the lowest value. */
const ROOM = 1.3;
const COLOURS = ["#1c7ed6", "#d9480f", "#2b8a3e", "#9c36b5", "#b8860b", "#0b7285", "#a61e4d"];
const GREY = "#777";
const STROKES = { part: 'stroke-width="1.5"', whole: 'stroke-width="3"', bound: 'stroke-dasharray="4"' };

export function drawPanels(title: string, sizes: readonly number[], panels: readonly Panel[]): string {
  const each = MARGIN.left + WIDTH + MARGIN.right;
  const [width, height] = [each * panels.length, MARGIN.top + HEIGHT + MARGIN.bottom];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="#777" role="img">`,
    `<title>${title}</title>`,
    `<text x="${width / 2}" y="24" text-anchor="middle" font-size="15">${title}</text>`,
    ...panels.map((panel, p) => `<g transform="translate(${p * each + MARGIN.left} ${MARGIN.top})">\n${drawPanel(panel, sizes)}\n</g>`),
    "</svg>",
    "",
  ].join("\n");
}

function drawPanel({ title, lines }: Panel, sizes: readonly number[]): string {
  const values = lines.flatMap(({ values }) => values.filter(Number.isFinite));
  const [low, high] = [Math.min(...values) / ROOM, Math.max(...values) * ROOM];
  const x = scale([sizes[0], sizes.at(-1)!], [0, WIDTH]);
  const y = scale([low, high], [HEIGHT, 0]);
  const labels = spread(lines.map(({ values }) => y(values.at(-1)!)));
  return [
    `<text x="${WIDTH / 2}" y="-16" text-anchor="middle">${title}</text>`,
    ...ticks(low, high).map(
      (tick) =>
        `<path d="M0 ${y(tick)}H${WIDTH}" stroke="#8883" /><text x="-8" y="${round(y(tick) + 4)}" text-anchor="end">${Number(tick.toPrecision(1))}</text>`,
    ),
    ...sizes.map(
      (size) =>
        `<path d="M${x(size)} 0V${HEIGHT}" stroke="#8883" /><text x="${x(size)}" y="${HEIGHT + 18}" text-anchor="middle">${size.toLocaleString("en-US")}</text>`,
    ),
    `<text x="${WIDTH / 2}" y="${HEIGHT + 40}" text-anchor="middle">accounts</text>`,
    ...lines.map(({ name, values, style = "part" }, l) => {
      const colour = style === "part" ? COLOURS[l % COLOURS.length] : GREY;
      const points = values.flatMap((value, i) => (Number.isFinite(value) ? [{ at: `${x(sizes[i])} ${y(value)}`, value }] : []));
      const dots = points.map(({ at, value }) => {
        const [cx, cy] = at.split(" ");
        return `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"><title>${name}: ${value.toPrecision(3)}</title></circle>`;
      });
      return [
        `<path d="M${points.map(({ at }) => at).join("L")}" stroke="${colour}" ${STROKES[style]} fill="none" />`,
        ...(style === "bound" ? [] : dots),
        `<text x="${WIDTH + 10}" y="${round(labels[l] + 4)}" fill="${colour}">${name}</text>`,
      ].join("\n");
    }),
  ].join("\n");
}

const round = (value: number) => Math.round(value * 10) / 10;

function scale([from, to]: readonly [number, number], [start, end]: readonly [number, number]): (value: number) => number {
  return (value) => round(start + ((end - start) * Math.log(value / from)) / Math.log(to / from));
}

/** 1, 2 and 5 of each power of ten; where that were many, 1 alone. */
function ticks(low: number, high: number): number[] {
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => 10 ** (Math.floor(Math.log10(low)) + i),
  );
  const steps = high / low > 1000 ? [1] : [1, 2, 5];
  return powers.flatMap((power) => steps.map((step) => step * power)).filter((tick) => tick >= low && tick <= high);
}

/** Heights of labels -> heights at which none overlaps another: down from their own as far as need be, and up again from the foot. */
function spread(heights: readonly number[]): number[] {
  const placed = [...heights];
  const order = heights.map((_, i) => i).sort((a, b) => heights[a] - heights[b]);
  let above = Number.NEGATIVE_INFINITY;
  for (const i of order) above = placed[i] = Math.max(placed[i], above + LABEL_GAP);
  let below = HEIGHT + LABEL_GAP;
  for (const i of order.toReversed()) below = placed[i] = Math.min(placed[i], below - LABEL_GAP);
  return placed;
}
