/** Operators and their clusters -> rows of discs, one a cluster, whose area is its accounts as of the run. */
import type { OperatorReport } from "../../contract/report/operator.js";
import { shown } from "../words/format.js";
import type { Place } from "./days.js";
import { COLOUR, draw, NOT_ALL, note, type Picture, TEXT } from "./frame.js";
import { fitted, tall } from "./words.js";

/** A disc's radius in px at the most and at the least. */
const LARGEST = 26;
const SMALLEST = 2.5;
const GAP = 4;
const LEAST_ROW = 20;
const MOST_ROWS = 24;

interface Disc {
  x: number;
  y: number;
  radius: number;
  text: string;
}

/** Those with the most accounts first. A disc with room for it has its number inside. */
export function clusterDiscs(all: readonly OperatorReport[], { width, fonts }: Pick<Place, "width" | "fonts">): Picture {
  const operators = [...all].sort((a, b) => tall(b.members) - tall(a.members)).slice(0, MOST_ROWS);
  const names = operators.map(({ name, operator }) => fitted(name ?? operator, width * 0.32, fonts));
  const left = Math.max(0, ...names.map((name) => fonts.width(name, TEXT))) + 12;
  const room = Math.floor(width - left);
  const most = Math.max(1, ...operators.flatMap(({ cluster_rows }) => cluster_rows.map(({ members }) => tall(members))));
  // of many operators smaller discs, so that all of them have room on a page
  const largest = Math.min(LARGEST, Math.max(9, 420 / Math.max(1, operators.length)));
  const discs: Disc[] = [];
  const labels: { y: number; text: string }[] = [];
  let y = 0;
  for (const [i, { cluster_rows }] of operators.entries()) {
    const row = [...cluster_rows].sort((a, b) => tall(b.members) - tall(a.members));
    const radii = row.map(({ members }) => Math.max(SMALLEST, largest * Math.sqrt(tall(members) / most)));
    let x = 0;
    let height = Math.max(LEAST_ROW, 2 * (radii[0] ?? 0));
    labels.push({ y: y + height / 2, text: names[i] });
    for (const [k, radius] of radii.entries()) {
      if (x + 2 * radius > room) {
        [x, y] = [0, y + height + GAP];
        height = 2 * radius;
      }
      const text = shown(row[k].members, "accounts");
      const fits = fonts.width(text, TEXT) + 4 <= 2 * radius;
      discs.push({ x: x + radius, y: y + height / 2, radius, text: fits ? text : "" });
      x += 2 * radius + GAP;
    }
    y += height + GAP;
  }
  const at = {
    x: { field: "x", type: "quantitative", scale: null, axis: null },
    y: { field: "y", type: "quantitative", scale: null, axis: null },
  };
  return draw(
    {
      width: room,
      height: Math.max(1, y - GAP),
      layer: [
        {
          data: { values: discs.map((disc) => ({ ...disc, area: Math.PI * disc.radius ** 2 })) },
          mark: { type: "point", filled: true, fill: COLOUR.blue, stroke: COLOUR.blue, opacity: 1 },
          encoding: { ...at, size: { field: "area", type: "quantitative", scale: null, legend: null } },
        },
        {
          data: { values: discs.filter(({ text }) => text !== "") },
          mark: { type: "text", align: "center", fill: COLOUR.paper, fontWeight: 600 },
          encoding: { ...at, text: { field: "text" } },
        },
        {
          data: { values: labels },
          mark: { type: "text", align: "right" },
          encoding: { x: { value: -12 }, y: at.y, text: { field: "text" } },
        },
        ...(operators.length < all.length ? [note(NOT_ALL, y + 12)] : []),
      ],
    },
    inWords(operators),
    fonts,
  );
}

function inWords(operators: readonly OperatorReport[]): string {
  const words = operators.map(({ name, operator, members, cluster_rows }) => {
    const largest = cluster_rows.map((row) => shown(row.members, "accounts")).slice(0, 3);
    return `${name ?? operator}: ${shown(members, "accounts")} accounts, largest clusters ${largest.join(", ")}`;
  });
  return `Clusters by operator, each as large as its accounts. ${words.join("; ")}.`;
}
