/** A claim -> the one text that is signed (RFC 8785 for what claims are made of: texts, whole numbers, nulls and objects of these). */

export type Plain = string | number | null | { readonly [key: string]: Plain };

/** Throws for a number that is not whole: its form would need more rules. */
export function canonicalText(value: Plain): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error("claims have whole numbers alone");
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key])}`).join(",")}}`;
}
