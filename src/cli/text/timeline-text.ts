/** What accounts did day by day -> what a person reads of it, or a program. */
import type { Timeline } from "../../app/timeline.js";
import type { TogetherSum } from "../../indicator/days/summary.js";
import type { Model, Sums } from "../../model/activity.js";
import { dayText } from "../../tools/zone.js";
import { formatCount, formatTable } from "./format.js";

export function formatTimeline(
  what: string,
  { cluster, zone, accounts, days, capabilities, models, undated, uncut, ...total }: Timeline,
): string {
  const sums = ({ exchanges, inputTokens, outputTokens }: Sums) => [exchanges, inputTokens, outputTokens].map(formatCount);
  const notes = [
    ...(undated ? [`of these, ${formatCount(undated.exchanges)} exchanges are known by month only (${span(undated)})`] : []),
    ...(uncut
      ? [`left out: ${formatCount(uncut.exchanges)} exchanges in months that reach across the ends of the range (${span(uncut)})`]
      : []),
  ];
  return [
    `${what}${cluster !== null && cluster !== what ? `, now ${cluster}` : ""}: ${formatCount(accounts)} ${accounts === 1 ? "account" : "accounts"} with any event, days in ${zone}`,
    formatTable([
      ["day", "accounts", "exchanges", "input tokens", "output tokens"],
      ...days.map((day) => [dayText(day.day), formatCount(day.accounts), ...sums(day)]),
      ["all", formatCount(accounts), ...sums(total)],
    ]),
    ...notes,
    formatTable([
      ["capability", "exchanges", "input tokens", "output tokens"],
      ...capabilities.map((each) => [each.capability ?? "(not said)", ...sums(each)]),
    ]),
    formatTable([["model", "exchanges", "input tokens", "output tokens"], ...models.map((each) => [nameOf(each.model), ...sums(each)])]),
  ].join("\n\n");
}

const span = ({ first, last }: TogetherSum) => `${dayText(first)} to ${dayText(last)}`;
const nameOf = (model: Model) => (model.is === "named" ? model.name : model.is === "others" ? "(others)" : "(not said)");
