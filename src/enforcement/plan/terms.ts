/** What a planner asks for -> the same, within bounds: what of a plan is chosen and not found. */
import { z } from "zod";
import { PermanentError } from "../../errors.js";
import { MEASURES, type Plan, WAYS } from "../../model/enforcement/plan.js";
import { checkPolicy } from "../../model/enforcement/policy.js";

const share = z.number().min(0).max(1);
export const leftOut = z.strictObject({ account: z.string().min(1).max(200), why: z.string().max(4_000) });

/** As it stands in the plan; the policy too. */
export const TERMS = {
  measure: z.enum(MEASURES),
  days: z.number().positive().max(36_500).nullable(),
  way: z.enum(WAYS),
  window_minutes: z.number().nonnegative().max(10_080),
  rate: z.number().positive().max(100_000),
  reason: z.string().trim().min(1).max(4_000),
  target: z.string().min(1).max(2_000),
  min_confidence: share.nullable(),
  shadow_days: z.number().positive().max(365).nullable(),
  policy: z.unknown(), // checked by its own rules
  exceptions: z.array(leftOut).max(1_000_000),
};

/** By what is chosen. */
export type PlanTerms = Pick<Plan, keyof typeof TERMS> & {
  /** How many strong accounts are only watched. */
  tracers: number;
};

const planTerms = z.strictObject({ ...TERMS, tracers: z.number().int().min(0).max(1_000_000) });

/** For what a person or a program asks for. Throws a `PermanentError` that names what is out of bounds. */
export const checkTerms = (given: PlanTerms): PlanTerms => ({
  ...checked(planTerms, given, "the plan"),
  policy: checkPolicy(given.policy),
});

/** Throws a `PermanentError` that says what is wrong where. */
export function checked<T>(schema: z.ZodType<T>, given: unknown, name: string): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new PermanentError(`${name}: ${z.core.toDotPath(path) || "the whole"}: ${message}`, { cause: result.error });
}
