/** A report's data for the house, and a marking -> the data that may go out under it: fields by their level, small counts as "<10". */

import { FEW, MARKINGS, type ReportMarking, TLP_OF } from "../../contract/report/fields.js";
import { type ReportData, report } from "../../contract/report.js";
import { walk } from "./walk.js";

const FEWER_THAN = 10;

export function redacted(data: ReportData, marking: ReportMarking): ReportData {
  const tlp = `TLP:${TLP_OF[marking].toUpperCase()}`;
  const narrower = MARKINGS.indexOf(marking);
  const kept = walk(report, { ...data, marking, tlp }, (value, { note }) => {
    if (note === undefined) return value;
    if (MARKINGS.indexOf(note.level) > narrower) return undefined;
    return marking === "public" && note.isCount ? few(value) : value;
  }) as ReportData;
  return marking === "public" ? (walk(report, kept, withoutDerived) as ReportData) : kept;
}

const few = (value: unknown): unknown => (typeof value === "number" && Math.abs(value) < FEWER_THAN ? FEW : value);

/** Of an object with a hidden count, what is made of counts. */
function withoutDerived(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (!Object.values(value).includes(FEW)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, DERIVED.has(key) && typeof item === "number" ? null : item]));
}

/** Told beside a count that is hidden, these would give it away. */
const DERIVED = new Set([
  ...["share", "usual_share", "share_before", "exchanges_share", "reversal_rate", "rate", "upheld_share", "displaced", "without_prompts"],
  ...["before_a_day", "after_a_day", "median_s", "relink_median_s", "mean_probability", "share_true"],
]);
