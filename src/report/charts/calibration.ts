/** Earlier judgements by how probable they were called -> how often they turned out so: on the diagonal the words were right. */
import type { Report } from "../../contract/report.js";
import { shown } from "../words/format.js";
import type { Place } from "./days.js";
import { COLOUR, draw, type Picture } from "./frame.js";
import { tall } from "./words.js";

type Bin = Report["scored"]["reliability"][number];

const SIDE = 165;

/** A dot's area is how many judgements it stands for; the number stands above it. */
export function calibration(bins: readonly Bin[], { ticks, fonts }: Pick<Place, "ticks" | "fonts">): Picture {
  const told = bins.filter(({ mean_probability, share_true }) => mean_probability !== null && share_true !== null);
  const most = Math.max(1, ...told.map(({ judgements }) => tall(judgements)));
  const values = told.map(({ judgements, mean_probability, share_true }) => ({
    x: mean_probability,
    y: share_true,
    area: 30 + (270 * tall(judgements)) / most,
    above: -9 - 6 * Math.sqrt(tall(judgements) / most),
    text: shown(judgements, "count"),
  }));
  const axis = (title: string) => ({
    title,
    values: [...ticks],
    labelExpr: "format(datum.value, '.2f')",
    domain: false,
    ticks: false,
    titlePadding: 8,
  });
  const scale = { domain: [0, 1], nice: false };
  const x = { field: "x", type: "quantitative", scale, axis: axis("Probability given") };
  const y = { field: "y", type: "quantitative", scale, axis: axis("Turned out so") };
  return draw(
    {
      width: SIDE,
      height: SIDE,
      layer: [
        {
          data: { values: [0, 1].map((end) => ({ x: end, y: end })) },
          mark: { type: "line", color: COLOUR.quiet, strokeDash: [4, 3], strokeWidth: 1 },
          encoding: { x, y },
        },
        {
          data: { values },
          mark: { type: "point", filled: true, color: COLOUR.orange, opacity: 1 },
          encoding: { x, y, size: { field: "area", type: "quantitative", scale: null, legend: null } },
        },
        {
          data: { values },
          mark: { type: "text", align: "center", dy: { expr: "datum.above" }, fontWeight: 600 },
          encoding: { x, y, text: { field: "text" } },
        },
      ],
    },
    inWords(told),
    fonts,
  );
}

function inWords(bins: readonly Bin[]): string {
  const words = bins.map(
    ({ judgements, mean_probability, share_true }) =>
      `of ${shown(judgements, "count")} judgements called ${shown(mean_probability, "probability")} in the mean ${shown(share_true, "share")} turned out so`,
  );
  return `How often judgements turned out as probable as they were called: ${words.join("; ")}.`;
}
