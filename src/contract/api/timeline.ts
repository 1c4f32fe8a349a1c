/** What accounts did day by day: the form that the API and `cautery timeline --json` give it. */
import { z } from "zod";
import type { Model, Sums } from "../../model/activity.js";
import { dayOfText, dayText } from "../../tools/zone.js";
import { count, id } from "./common.js";

const sums = { exchanges: count, input_tokens: count, output_tokens: count };
const day = z.iso.date();
const together = z.object({ first: day, last: day, accounts: count, ...sums }).nullable();

export const timeline = z.object({
  cluster: id.nullable(),
  zone: z.string(),
  accounts: count,
  ...sums,
  by_day: z.array(z.object({ day, accounts: count, ...sums })),
  by_capability: z.array(z.object({ capability: z.string().nullable(), ...sums })),
  by_model: z.array(z.object({ model: z.string().nullable(), is: z.string(), ...sums })),
  /** In the sums above but the days: what is only known by the month. */
  undated: together,
  /** In no sum: months that reach across an end of the range. */
  uncut: together,
});

const isDay = z.iso.date().refine((text) => dayOfText(text) !== null, "a day such as 2026-05-01");
/** Days of the store's zone: the first, and the one after the last. */
export const timelineQuery = z.object({ from: isDay.optional(), to: isDay.optional() });

interface Together extends Sums {
  first: number;
  last: number;
  accounts: number;
}

interface Days extends Sums {
  cluster: string | null;
  zone: string;
  accounts: number;
  days: readonly (Sums & { day: number; accounts: number })[];
  capabilities: readonly (Sums & { capability: string | null })[];
  models: readonly (Sums & { model: Model })[];
  undated: Together | null;
  uncut: Together | null;
}

export function timelineRow({
  cluster,
  zone,
  accounts,
  days,
  capabilities,
  models,
  undated,
  uncut,
  ...total
}: Days): z.infer<typeof timeline> {
  const sumsOf = ({ exchanges, inputTokens, outputTokens }: Sums) => ({
    exchanges,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
  });
  const togetherRow = (part: Together | null) =>
    part && { first: dayText(part.first), last: dayText(part.last), accounts: part.accounts, ...sumsOf(part) };
  return {
    cluster,
    zone,
    accounts,
    ...sumsOf(total),
    by_day: days.map((each) => ({ day: dayText(each.day), accounts: each.accounts, ...sumsOf(each) })),
    by_capability: capabilities.map((each) => ({ capability: each.capability, ...sumsOf(each) })),
    by_model: models.map((each) => ({ model: each.model.is === "named" ? each.model.name : null, is: each.model.is, ...sumsOf(each) })),
    undated: togetherRow(undated),
    uncut: togetherRow(uncut),
  };
}
