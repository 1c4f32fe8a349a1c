/** A block of a report that is a chart -> its picture: each kind has one function, and gets the rows that the block points at. */

import type { ChartBlock } from "../../contract/report/sections.js";
import type { Report } from "../../contract/report.js";
import { activity, activityByOperator } from "../charts/activity.js";
import { calibration } from "../charts/calibration.js";
import { capabilities } from "../charts/capabilities.js";
import { clusterDiscs } from "../charts/clusters.js";
import type { Place } from "../charts/days.js";
import { type Picture, WIDTHS } from "../charts/frame.js";
import { succession } from "../charts/succession.js";
import type { Fonts } from "../fonts/fonts.js";
import { rowsAt } from "../telling/pointer.js";

type Rows = readonly never[];

const DRAW: Record<ChartBlock["chart"], (rows: Rows, place: Place, block: ChartBlock) => Picture> = {
  activity: (rows, place, { rows: pointer }) => (pointer === "/operators" ? activityByOperator : activity)(rows, place),
  capabilities,
  clusters: clusterDiscs,
  succession,
  reliability: calibration,
};

/** Where not every row is something to draw. */
const HAS_SOMETHING: { [chart in ChartBlock["chart"]]?: (row: Record<string, unknown>) => boolean } = {
  capabilities: ({ share }) => share !== null,
  reliability: ({ mean_probability, share_true }) => mean_probability !== null && share_true !== null,
};

/** Null where there is nothing to draw. */
export function drawChart(block: ChartBlock, report: Report, width: keyof typeof WIDTHS, fonts: Fonts): Picture | null {
  const rows = rowsAt(report, block.rows) as unknown as Rows;
  if (rows.length === 0 || !rows.some(HAS_SOMETHING[block.chart] ?? (() => true))) return null;
  const place: Place = { span: report.days, ticks: block.axis?.ticks ?? [], width: WIDTHS[width], fonts };
  return DRAW[block.chart](rows, place, block);
}
