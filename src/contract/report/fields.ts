/** What a report's fields are made of: each says how far it may travel, and each number what was counted. By these a report is redacted. */
import { z } from "zod";

/** Who a report is for, from the widest to the narrowest. */
export const MARKINGS = ["public", "partner", "internal"] as const;
export type ReportMarking = (typeof MARKINGS)[number];

/** By the Traffic Light Protocol 2.0 (FIRST 2022). */
export const TLP_OF = { public: "clear", partner: "green", internal: "amber+strict" } as const satisfies Record<ReportMarking, string>;

/** What a field that is no plain text is: an account's id, or a number that some query counts. */
export type FieldIs = "account" | "figure";

export interface FieldNote {
  /** The widest marking that it goes out under. */
  level: ReportMarking;
  is?: FieldIs;
  /** Of a figure: what was counted, in words; what its number is of; whether a public one under ten is told as "<10". */
  query?: string;
  unit?: Unit;
  isCount?: boolean;
}

export const UNITS = ["accounts", "clusters", "exchanges", "tokens", "share", "seconds", "bits", "probability", "score", "count"] as const;
export type Unit = (typeof UNITS)[number];

/** The notes of a report's fields: by schema, as zod's registries hold them. */
export const fieldNotes = z.registry<FieldNote>();

/** A field that goes out under this marking and narrower ones. Where a report is wider it is left out. */
export function only<T extends z.ZodType>(level: ReportMarking, schema: T): z.ZodOptional<T> {
  const field = schema.optional();
  fieldNotes.add(field, { level });
  return field;
}

/** An account's id: within the house alone. */
export function accountId() {
  const field = z.string().min(1).max(200).optional();
  fieldNotes.add(field, { level: "internal", is: "account" });
  return field;
}

/** What a public count under ten is told as. */
export const FEW = "<10";
export function counted(unit: Unit, query: string) {
  const field = z.union([z.number().int(), z.literal(FEW)]);
  fieldNotes.add(field, { level: "public", is: "figure", unit, query, isCount: true });
  return field;
}

/** A number that is no count: a share, a median, bits. Null where there is nothing to make it of. */
export function measured(unit: Unit, query: string) {
  const field = z.number().nullable();
  fieldNotes.add(field, { level: "public", is: "figure", unit, query });
  return field;
}

/** A probability of a judgement, which is never certain. */
export function probable(query: string) {
  const field = z.number().min(0.01).max(0.99);
  fieldNotes.add(field, { level: "public", is: "figure", unit: "probability", query });
  return field;
}

/** Counts by name. */
export function countedBy(unit: Unit, query: string) {
  return z.record(z.string(), counted(unit, query));
}

export const id = z.string().min(1).max(200);
export const day = z.iso.date();
export const time = z.iso.datetime();
export const TERMS = [
  "almost no chance",
  "very unlikely",
  "unlikely",
  "roughly even chance",
  "likely",
  "very likely",
  "almost certain",
] as const;
export const likelihood = z.enum(TERMS);
export const band = z.tuple([z.number(), z.number()]);
export const analyticConfidence = z.enum(["high", "moderate", "low"]);
