/**
 * A zod schema -> a check with the same meaning that copies nothing: several times as fast on what is right, and silent on what is wrong.
 */
import { z } from "zod";

/** How many fields the schema does not name, or -1 where the value is not what it should be. */
export type Guard = (value: unknown) => number;

const holds = (yes: boolean): number => (yes ? 0 : -1);

export function guard(schema: z.core.$ZodType): Guard {
  if (schema instanceof z.ZodOptional) return guard(schema.def.innerType); // JSON has no undefined
  if (schema instanceof z.ZodObject) return objectGuard(schema);
  if (schema instanceof z.ZodRecord) return recordGuard(guard(schema.def.valueType));
  if (schema instanceof z.ZodEnum) {
    const values = new Set<unknown>(schema.options);
    return (value) => holds(values.has(value));
  }
  if (schema instanceof z.ZodCustom) {
    const { fn } = schema.def;
    return (value) => holds(Boolean(fn(value as never)));
  }
  if (schema instanceof z.ZodString && !schema.def.checks?.length) return (value) => holds(typeof value === "string");
  return (value) => holds(z.safeParse(schema, value).success);
}

function objectGuard(schema: z.ZodObject): Guard {
  const fields = new Map(Object.entries(schema.shape).map(([name, field]) => [name, guard(field)]));
  const required = Object.values(schema.shape).filter((field) => !(field instanceof z.ZodOptional)).length;
  const requiredNames = new Set(Object.keys(schema.shape).filter((name) => !(schema.shape[name] instanceof z.ZodOptional)));
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return -1;
    let unnamed = 0;
    let met = 0;
    for (const name in value) {
      const field = fields.get(name);
      if (!field) {
        unnamed++;
        continue;
      }
      const more = field((value as Record<string, unknown>)[name]);
      if (more < 0) return -1;
      unnamed += more;
      if (required > 0 && requiredNames.has(name)) met++;
    }
    return met === required ? unnamed : -1;
  };
}

function recordGuard(item: Guard): Guard {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return -1;
    for (const name in value) if (item((value as Record<string, unknown>)[name]) < 0) return -1;
    return 0;
  };
}
