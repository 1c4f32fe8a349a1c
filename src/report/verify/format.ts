/** A file's bytes -> which format it is, and of which report and marking it says that it is. */
import { z } from "zod";
import { EXTENSION } from "../../attribution/stix/ids.js";
import { MARKINGS, type ReportMarking } from "../../contract/report/fields.js";
import type { Format } from "../formats/names.js";

export interface Claim {
  id: string;
  marking: ReportMarking;
}

/** Null where it is none of them. */
export function formatOf(bytes: Uint8Array): Format | null {
  const start = Buffer.from(bytes.subarray(0, 2_000))
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start.startsWith("%PDF-")) return "pdf";
  if (/^<!doctype html/i.test(start)) return "html";
  if (start.startsWith("section,table,row,field,")) return "csv";
  if (start.startsWith("# ")) return "md";
  if (!start.startsWith("{")) return null;
  return /^\{\s*"type"\s*:\s*"bundle"/.test(start) ? "stix" : "json";
}

const claim = z.object({ id: z.string(), marking: z.enum(MARKINGS) });
const REPORT_ID = "r-[0-9a-f]{16}";

/** Of a format that is text; null where it does not say. `html` and `pdf` have the JSON in them. */
export function claimOf(format: Exclude<Format, "html" | "pdf">, text: string): Claim | null {
  const found = CLAIMS[format](text);
  const result = claim.safeParse(found);
  return result.success ? result.data : null;
}

const CLAIMS: Readonly<Record<Exclude<Format, "html" | "pdf">, (text: string) => unknown>> = {
  json: (text) => jsonOf(text),
  csv: (text) => ({
    id: new RegExp(`^report,,,id,,(${REPORT_ID}),`, "m").exec(text)?.[1],
    marking: /^report,,,marking,,(\w+),/m.exec(text)?.[1],
  }),
  md: (text) => ({ id: new RegExp(`Report (${REPORT_ID}),`).exec(text)?.[1], marking: /^\*\*TLP:\S+\*\* \((\w+)\)\./m.exec(text)?.[1] }),
  stix: (text) => {
    const bundle = jsonOf(text) as {
      objects?: { type?: string; extensions?: Record<string, { report?: string; marking?: string }> }[];
    } | null;
    const said = bundle?.objects?.find?.(({ type }) => type === "report")?.extensions?.[EXTENSION];
    return { id: said?.report, marking: said?.marking };
  },
};

/** Null where it is none; a number that begins with a nought, as one digit more or less makes it, is read all the same. */
export function jsonOf(text: string): unknown {
  for (const each of [text, text.replace(/(?<=[\s:,[]-?)0+(?=\d)/g, "")]) {
    try {
      return JSON.parse(each);
    } catch {
      // the next, or none
    }
  }
  return null;
}
