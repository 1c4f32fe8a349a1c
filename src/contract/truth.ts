/** A line of `truth.ndjson` -> a row that is known to be well formed. */
import { z } from "zod";
import type { TruthRow } from "./rows.js";

const id = z.string().min(1).max(200);

/**
 * `level` (how careful a campaign is), `replaces` (the suspended account whose work it took over) and `twin` (innocent, and like fraud on
 * purpose) are additions of `cautery simulate`; truth from elsewhere may lack them.
 */
export const truthRow: z.ZodType<TruthRow> = z.object({
  account: id,
  fraud: z.boolean(),
  group: id.nullable(),
  operator: id.nullable(),
  kind: z.string(),
  level: z.string().nullish(),
  replaces: id.nullish(),
  twin: z.boolean().nullish(),
});
