/** Days and what was done on each -> activity over time: bars for one operator, a lane an operator for several, all on one scale. */
import type { OperatorReport } from "../../contract/report/operator.js";
import { shown } from "../words/format.js";
import { dayBar, dayScale, type Place } from "./days.js";
import { COLOUR, draw, type Picture, TEXT } from "./frame.js";
import { lanes } from "./lanes.js";
import { tall } from "./words.js";

type Day = OperatorReport["by_day"][number];

/** What is left of the page that stands alone, in px. */
const SUMMARY = 132;
const HEIGHT = 78;

/** Bars a day; the day with the most has its number. */
export function activity(days: readonly Day[], { span, ticks, width, fonts }: Place): Picture {
  const peak = peakOf(days);
  const labels = ticks.map((tick) => fonts.width(shown(tick, "exchanges"), TEXT));
  const bars = days.map(({ day, exchanges }) => ({ ...dayBar(day, span), tall: tall(exchanges) }));
  const above = peak ? { ...dayBar(peak.day, span), tall: tall(peak.exchanges), text: shown(peak.exchanges, "exchanges") } : null;
  const side = above ? above.from / span.count : 0;
  const x = { field: "from", ...dayScale(span) };
  const y = { field: "tall", type: "quantitative", scale: { domain: [0, Math.max(1, ...ticks, tall(peak?.exchanges))], nice: false } };
  return draw(
    {
      width: width - Math.max(0, ...labels) - 12,
      height: HEIGHT,
      layer: [
        {
          data: { values: bars },
          mark: { type: "rect", color: COLOUR.blue },
          encoding: {
            x,
            x2: { field: "to" },
            y: { ...y, axis: { title: null, values: [...ticks], format: ",d", domain: false, ticks: false, labelPadding: 6 } },
            y2: { datum: 0 },
          },
        },
        {
          data: { values: above ? [above] : [] },
          mark: { type: "text", dy: -9, align: side < 0.15 ? "left" : side > 0.85 ? "right" : "center", fontWeight: 600 },
          encoding: { x, y, text: { field: "text" } },
        },
      ],
    },
    inWords(peak, span),
    fonts,
  );
}

/** A lane an operator, those with the most exchanges first; beside each its name and its exchanges in the period. */
export function activityByOperator(operators: readonly OperatorReport[], place: Place): Picture {
  const named = operators.map((operator) => ({ ...operator, name: operator.name ?? operator.operator }));
  const rows = named.map(({ name, exchanges, by_day }) => ({
    name,
    value: shown(exchanges, "exchanges"),
    weight: tall(exchanges),
    bars: by_day.map((row) => ({ ...dayBar(row.day, place.span), up: tall(row.exchanges), down: 0 })),
  }));
  const words = named.map(({ name, exchanges }) => `${name}: ${shown(exchanges, "exchanges")}`).join("; ");
  const alt = `Exchanges by operator from ${place.span.first} to ${place.span.last}. ${words}.`;
  return lanes(rows, { ...place, isTwoSided: false, room: SUMMARY }, alt);
}

function peakOf(days: readonly Day[]): Day | undefined {
  return days.reduce<Day | undefined>(
    (most, row) => (most === undefined || tall(row.exchanges) > tall(most.exchanges) ? row : most),
    undefined,
  );
}

function inWords(peak: Day | undefined, { first, last }: Place["span"]): string {
  if (!peak) return `Exchanges a day from ${first} to ${last}: none.`;
  return `Exchanges a day from ${first} to ${last}. Most on ${peak.day}: ${shown(peak.exchanges, "exchanges")}.`;
}
