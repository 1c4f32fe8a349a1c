/** A report's data and the schema that it has -> each of its fields with its note and its place: what redaction and figures are made by. */
import { z } from "zod";
import { type FieldNote, fieldNotes } from "../../contract/report/fields.js";

export interface Visit {
  /** The nearest note on the way to the value, of the field itself. */
  note: FieldNote | undefined;
  /** JSON pointer (RFC 6901). */
  at: string;
  /** The same by the names of rows: `operators/op-a/by_day/2026-05-01/exchanges`. */
  name: string;
}

/** The first of these that a row has names it. */
const NAMES = [
  "report",
  "operator",
  "cluster",
  "day",
  "capability",
  "model",
  "country",
  "fingerprint",
  "batch",
  "id",
  "period",
  "from",
  "kind",
];

/** Another value in its place; `undefined` leaves the field out. */
export type Change = (value: unknown, visit: Visit) => unknown;

/**
 * The same with each value changed by `change`, from the outside in: what it gives for an object or a list is gone through in turn. The
 * value has to fit the schema.
 */
export function walk(schema: z.ZodType, value: unknown, change: Change, at = "", name = ""): unknown {
  const changed = change(value, { note: noteOf(schema), at, name });
  if (typeof changed !== "object" || changed === null) return changed;
  const inner = bare(schema);
  if (inner instanceof z.ZodArray) return walkList(inner.element as z.ZodType, changed as unknown[], change, at, name);
  if (inner instanceof z.ZodObject) {
    const shape = inner.shape as Record<string, z.ZodType>;
    return entries(changed, (key) => shape[key], change, at, name);
  }
  if (inner instanceof z.ZodRecord) return entries(changed, () => inner.valueType as z.ZodType, change, at, name);
  return changed;
}

function walkList(element: z.ZodType, list: readonly unknown[], change: Change, at: string, name: string): unknown[] {
  const used = new Map<string, number>();
  return list.map((item, i) => {
    const own = nameOf(item, i);
    const times = (used.get(own) ?? 0) + 1;
    used.set(own, times);
    return walk(element, item, change, `${at}/${i}`, joined(name, times === 1 ? own : `${own}.${times}`));
  });
}

function entries(value: object, schemaOf: (key: string) => z.ZodType | undefined, change: Change, at: string, name: string): object {
  const kept: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const schema = schemaOf(key);
    if (schema === undefined) continue;
    const changed = walk(schema, item, change, `${at}/${escaped(key)}`, joined(name, key));
    if (changed !== undefined) kept[key] = changed;
  }
  return kept;
}

const joined = (name: string, own: string): string => (name === "" ? own : `${name}/${own}`);
const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

function nameOf(item: unknown, i: number): string {
  if (typeof item !== "object" || item === null) return String(i);
  const row = item as Record<string, unknown>;
  const parts = NAMES.flatMap((key) => {
    const value = row[key];
    if (typeof value === "string") return [value];
    if (key === "from" && typeof value === "number") return [String(value)];
    return key === "period" && typeof value === "object" && value !== null ? [String((value as { from: unknown }).from)] : [];
  });
  return parts.length === 0 ? String(i) : parts.slice(0, 2).join(" ");
}

/** The note of the schema, or of what it wraps. */
function noteOf(schema: z.ZodType): FieldNote | undefined {
  const note = fieldNotes.get(schema);
  if (note !== undefined) return note;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return noteOf(schema.unwrap() as z.ZodType);
  return undefined;
}

function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return bare(schema.unwrap() as z.ZodType);
  return schema;
}
