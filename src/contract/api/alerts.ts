/** Rules by which people are told, and what they were told, as the API takes and gives it. */
import { z } from "zod";
import { count, id, pageOf, paging, time } from "./common.js";

const ON = ["cluster", "growth", "batch", "report"] as const;
const STATES = ["waiting", "sent", "failed", "dropped"] as const;

/** `to`: of a webhook the host alone. */
export const ruleItem = z.object({
  rule: id,
  on: z.enum(ON),
  least: count.nullable(),
  to: z.string(),
  digest: z.boolean(),
  created_by: z.string(),
  created_at: time,
  withdrawn_by: z.string().nullable(),
  withdrawn_at: time.nullable(),
});
export const rulePage = z.object({ items: z.array(ruleItem), next: z.null() });
/** `least`: accounts, for `cluster` and `growth`. `to`: an https address, or `mailto:` and one address. */
export const ruleBody = z.strictObject({
  on: z.enum(ON),
  least: z.number().int().min(1).max(1_000_000_000).optional(),
  to: z.string().min(1).max(2_000),
  digest: z.boolean().optional(),
});
export const ruleTested = z.object({ rule: id, sent: z.boolean(), error: z.string().nullable() });

export const alertItem = z.object({
  alert: id,
  rule: id,
  on: z.enum(ON),
  at: time,
  about: z.object({
    run: count.optional(),
    cluster: id.optional(),
    batch: id.optional(),
    report: id.optional(),
    accounts: count.optional(),
    what: z.enum(["paused", "halted", "failed"]).optional(),
  }),
  state: z.enum(STATES),
  sent_at: time.nullable(),
  error: z.string().nullable(),
});
export const alertPage = pageOf(alertItem);
export const alertQuery = z.object(paging);
