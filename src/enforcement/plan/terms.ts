/** What a planner asks for -> the same, within bounds: what of a plan is chosen and not found. */
import { z } from "zod";
import { UsageError } from "../../errors.js";
import { MEASURES, type Plan, WAYS } from "../../model/enforcement/plan.js";
import { checkPolicy } from "../../model/enforcement/policy.js";
import { checked } from "../checked.js";

/** One sentence for whatever is wrong with it. */
const number = (isWithin: (value: number) => boolean, message: string) => z.number({ error: message }).refine(isWithin, message);

const share = number((value) => value >= 0 && value <= 1, "give a probability from 0 to 1");
export const leftOut = z.strictObject({ account: z.string().min(1).max(200), why: z.string().max(4_000) });

/** As it stands in the plan; the policy too. */
export const TERMS = {
  measure: z.enum(MEASURES),
  days: number((value) => value > 0 && value <= 36_500, "give days, more than 0 and 36500 at the most").nullable(),
  way: z.enum(WAYS),
  window_minutes: number((value) => value >= 0 && value <= 10_080, "give minutes, from 0 to 10080"),
  rate: number((value) => value > 0 && value <= 100_000, "give calls a second, more than 0 and 100000 at the most"),
  reason: z.string().trim().min(1).max(4_000),
  target: z.string().min(1).max(2_000),
  min_confidence: share.nullable(),
  shadow_days: number((value) => value > 0 && value <= 365, "give days, more than 0 and 365 at the most").nullable(),
  policy: z.unknown(), // checked by its own rules
  exceptions: z.array(leftOut).max(1_000_000),
};

/** By what is chosen. */
export type PlanTerms = Pick<Plan, keyof typeof TERMS> & {
  /** How many strong accounts are only watched. */
  tracers: number;
};

const tracers = number((value) => Number.isInteger(value) && value >= 0 && value <= 1_000_000, "give a whole number, from 0 to 1000000");
const planTerms = z.strictObject({ ...TERMS, tracers });

/** The options of `cautery suspend` whose value is a number, each with what it has to be. */
const NUMBERS = {
  "--days": TERMS.days,
  "--min-confidence": TERMS.min_confidence,
  "--window": TERMS.window_minutes,
  "--rate": TERMS.rate,
  "--shadow": TERMS.shadow_days,
  "--tracers": tracers,
} as const;

/** An option's text -> its number. Throws a `UsageError` that names the option and its bounds. */
export const numberFor =
  (option: keyof typeof NUMBERS) =>
  (text: string): number | null =>
    checked<number | null>(NUMBERS[option], text.trim() === "" ? Number.NaN : Number(text), option, UsageError);

/** For what a person or a program asks for. Throws a `UsageError` that names what is out of bounds. */
export const checkTerms = (given: PlanTerms): PlanTerms => ({
  ...checked(planTerms, given, "the plan", UsageError),
  policy: checkPolicy(given.policy),
});
