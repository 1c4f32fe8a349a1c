/** How a report reads: sections of blocks that point at its data, so that every format shows the same and nothing stands in prose alone. */
import { z } from "zod";
import { id, UNITS } from "./fields.js";

/** A JSON pointer (RFC 6901) into the report. */
const pointer = z.string().regex(/^(\/[^/]*)+$/);

/** One or more sentences. `figures`: ids of those that it tells. A fact was counted, an assumption is what the counting rests on. */
export const statement = z.object({ id, text: z.string().min(1), figures: z.array(id) });
export type Statement = z.infer<typeof statement>;

const column = z.object({
  /** A field of the rows. */
  field: z.string(),
  label: z.string(),
  /** Of numbers, which stand at the right; null for text. */
  unit: z.enum(UNITS).nullable(),
});

export const CHARTS = ["activity", "capabilities", "clusters", "succession", "reliability"] as const;

export const block = z.discriminatedUnion("is", [
  z.object({ is: z.literal("statements"), of: z.enum(["facts", "assumptions", "requests", "method"]), ids: z.array(id) }),
  z.object({ is: z.literal("judgements"), ids: z.array(id) }),
  /** `rows` points at an array of objects; `empty` is what stands where there are none. */
  z.object({ is: z.literal("table"), title: z.string(), rows: pointer, columns: z.array(column).min(1), empty: z.string() }),
  /** `rows` points at what is drawn; `ticks` are the numbers at its axis of values, so that they stand here too. */
  z.object({
    is: z.literal("chart"),
    chart: z.enum(CHARTS),
    title: z.string(),
    rows: pointer,
    axis: z.object({ label: z.string(), ticks: z.array(z.number()) }).nullable(),
  }),
]);
export type Block = z.infer<typeof block>;
export type TableBlock = Extract<Block, { is: "table" }>;
export type ChartBlock = Extract<Block, { is: "chart" }>;

/** `level` is the depth of its heading: 1 of the report's parts, 2 within one. The first section stands alone on a page. */
export const section = z.object({ id, title: z.string(), level: z.union([z.literal(1), z.literal(2)]), blocks: z.array(block) });
export type Section = z.infer<typeof section>;

/** What a figure is: its name, its place in the report, its value there and as it is shown, what was counted (an id of `queries`). */
export const figure = z.object({
  id,
  at: pointer,
  value: z.union([z.number(), z.string(), z.null()]),
  shown: z.string(),
  unit: z.enum(UNITS),
  query: id,
});
export type Figure = z.infer<typeof figure>;

/** A query in words, and the run that it was asked of. */
export const query = z.object({ id, words: z.string(), run: z.number().int().positive() });
