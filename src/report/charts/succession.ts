/** Days with suspensions, and who took over -> a timeline: taken over stands above the line, suspended hangs below it, hollow. */
import type { Report } from "../../contract/report.js";
import { shown } from "../words/format.js";
import { dayBar, type Place } from "./days.js";
import type { Picture } from "./frame.js";
import { type Lane, lanes } from "./lanes.js";
import { tall } from "./words.js";

type SuccessionDay = Report["succession"]["by_day"][number];

/** A lane an operator; at its right the most that were suspended on one day. */
export function succession(days: readonly SuccessionDay[], place: Place): Picture {
  const operators = [...new Set(days.map(({ operator }) => operator))];
  const rows = operators.map((operator) =>
    laneOf(
      operator,
      days.filter((row) => row.operator === operator),
      place,
    ),
  );
  const words = days.map(
    ({ day, operator, suspended, taken_over }) =>
      `${day}, ${operator}: ${shown(suspended, "accounts")} suspended, ${shown(taken_over, "accounts")} taken over`,
  );
  return lanes(
    rows,
    { ...place, isTwoSided: true, room: ROOM },
    `Accounts suspended and taken over, by day. ${words.slice(0, MOST_WORDS).join("; ")}.`,
  );
}

/** In px. */
const ROOM = 400;

/** Who listens is told the heaviest days; the table has all. */
const MOST_WORDS = 12;

function laneOf(name: string, days: readonly SuccessionDay[], { span }: Place): Lane {
  const most = days.reduce((a, b) => (tall(b.suspended) > tall(a.suspended) ? b : a));
  return {
    name,
    value: shown(most.suspended, "accounts"),
    weight: days.reduce((sum, { suspended }) => sum + tall(suspended), 0),
    bars: days.map((row) => ({ ...dayBar(row.day, span), up: tall(row.taken_over), down: tall(row.suspended) })),
  };
}
