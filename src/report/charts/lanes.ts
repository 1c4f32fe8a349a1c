/** Rows of bars over the same days, one under the other: its name at the left of each, a number at its right. */
import { dayScale, type Place } from "./days.js";
import { COLOUR, draw, legend, NOT_ALL, note, type Picture, TEXT } from "./frame.js";
import { fitted } from "./words.js";

export interface Lane {
  name: string;
  /** What stands at the right; nothing where it is empty. */
  value: string;
  /** The heaviest come first, and where not all have room, they alone. */
  weight: number;
  /** Days: [from, to), what stands above the lane's line and what hangs below it. */
  bars: readonly { from: number; to: number; up: number; down: number }[];
}

/** How tall a lane is at the most and at the least, in px. */
const TALLEST = 32;
const LEAST = 19;

const SIDES = [
  { word: "taken over", fill: COLOUR.green },
  { word: "suspended (at the right the most on one day)", fill: COLOUR.paper, stroke: COLOUR.orange },
];

interface Options {
  isTwoSided: boolean;
  /** In px, for all lanes. */
  room: number;
}

/** All lanes are on one scale. With two sides what hangs below is hollow, so that it is told apart without colour. */
export function lanes(all: readonly Lane[], { span, width, fonts, isTwoSided, room }: Place & Options, alt: string): Picture {
  const rows = [...all].sort((a, b) => b.weight - a.weight).slice(0, room / LEAST);
  const height = Math.min(TALLEST, Math.max(LEAST, Math.floor(room / Math.max(1, rows.length))));
  const names = rows.map(({ name }) => fitted(name, width * 0.32, fonts));
  const left = Math.max(0, ...names.map((name) => fonts.width(name, TEXT))) + 10;
  const right = Math.max(0, ...rows.map(({ value }) => fonts.width(value, TEXT))) + 10;
  const most = Math.max(1, ...rows.flatMap(({ bars }) => bars.flatMap(({ up, down }) => [up, down])));
  const line = isTwoSided ? 0.5 : 0.92;
  const scale = (isTwoSided ? 0.42 : 0.8) / most;
  const bars = rows.flatMap((row, i) =>
    row.bars.map(({ up, down, ...x }) => ({ ...x, y: i + line, up: i + line - up * scale, down: i + line + down * scale })),
  );
  const plot = Math.floor(width - left - right);
  const y = { type: "quantitative", scale: { domain: [0, Math.max(1, rows.length)], reverse: true, nice: false }, axis: null };
  const x = { field: "from", ...dayScale(span) };
  const text = (align: string, at: number, values: readonly string[]) => ({
    data: { values: values.map((word, i) => ({ word, y: i + 0.5 })) },
    mark: { type: "text", align, clip: false },
    encoding: { x: { value: at }, y: { field: "y", ...y }, text: { field: "word" } },
  });
  return draw(
    {
      width: plot,
      height: Math.max(1, rows.length) * height,
      layer: [
        {
          data: { values: rows.map((_, i) => ({ y: i + line })) },
          mark: { type: "rule", color: COLOUR.line },
          encoding: { y: { field: "y", ...y } },
        },
        {
          data: { values: bars.filter(({ up, y: at }) => up < at) },
          mark: { type: "rect", color: isTwoSided ? COLOUR.green : COLOUR.blue },
          encoding: { x, x2: { field: "to" }, y: { field: "up", ...y }, y2: { field: "y" } },
        },
        {
          data: { values: bars.filter(({ down, y: at }) => down > at) },
          mark: { type: "rect", fill: COLOUR.paper, stroke: COLOUR.orange, strokeWidth: 1.2 },
          encoding: { x, x2: { field: "to" }, y: { field: "y", ...y }, y2: { field: "down" } },
        },
        text("right", -10, names),
        text(
          "right",
          Math.floor(width - left),
          rows.map(({ value }) => value),
        ),
        ...(rows.length < all.length ? [note(NOT_ALL, rows.length * height + (isTwoSided ? 46 : 30))] : []),
        ...(isTwoSided ? legend(SIDES, rows.length * height + 30, fonts) : []),
      ],
    },
    alt,
    fonts,
  );
}
