/**
 * The DSA Transparency Database's rules for a statement, as its public API documentation and its published validation have them:
 * github.com/digital-services-act/transparency-database.
 */
import { z } from "zod";

const COUNTRIES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" ");

const day = (first: string) =>
  z.iso.date().refine((date) => date >= first && date <= "2038-01-01", { error: `from ${first} to 2038-01-01` });
const text = (most: number) => z.string().min(1).max(most);

export const dsaSchema = z
  .strictObject({
    decision_account: z.enum(["DECISION_ACCOUNT_SUSPENDED", "DECISION_ACCOUNT_TERMINATED"]).optional(),
    end_date_account_restriction: day("2020-01-01").optional(),
    decision_provision: z
      .enum([
        "DECISION_PROVISION_PARTIAL_SUSPENSION",
        "DECISION_PROVISION_TOTAL_SUSPENSION",
        "DECISION_PROVISION_PARTIAL_TERMINATION",
        "DECISION_PROVISION_TOTAL_TERMINATION",
      ])
      .optional(),
    end_date_service_restriction: day("2020-01-01").optional(),
    decision_ground: z.literal("DECISION_GROUND_INCOMPATIBLE_CONTENT"),
    decision_ground_reference_url: z.url().max(500).optional(),
    incompatible_content_ground: text(500),
    incompatible_content_explanation: text(2_000),
    incompatible_content_illegal: z.enum(["Yes", "No"]).optional(),
    content_type: z.array(z.enum(["CONTENT_TYPE_TEXT", "CONTENT_TYPE_OTHER"])).min(1),
    content_type_other: text(500).optional(),
    category: z.literal("STATEMENT_CATEGORY_SCAMS_AND_FRAUD"),
    category_specification: z.array(z.literal("KEYWORD_INAUTHENTIC_ACCOUNTS")).min(1),
    territorial_scope: z.array(z.enum(COUNTRIES)).min(1),
    content_date: day("2000-01-01"),
    application_date: day("2020-01-01"),
    decision_facts: text(5_000),
    source_type: z.enum(["SOURCE_ARTICLE_16", "SOURCE_TRUSTED_FLAGGER", "SOURCE_TYPE_OTHER_NOTIFICATION", "SOURCE_VOLUNTARY"]),
    automated_detection: z.enum(["Yes", "No"]),
    automated_decision: z.enum(["AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_PARTIALLY", "AUTOMATED_DECISION_NOT_AUTOMATED"]),
    puid: z
      .string()
      .max(500)
      .regex(/^[\w-]+$/),
  })
  .refine((s) => s.decision_account !== undefined || s.decision_provision !== undefined, { error: "restricts nothing" })
  .refine((s) => s.content_type.includes("CONTENT_TYPE_OTHER") === (s.content_type_other !== undefined), { error: "content_type_other" })
  .refine(
    (s) => [s.end_date_account_restriction, s.end_date_service_restriction].every((end) => end === undefined || end >= s.application_date),
    {
      error: "ends before it begins",
    },
  );

/** What one call takes. */
export const dsaLot = z.array(dsaSchema).min(1).max(100);
