/** What all of the API's answers are made of: ids, times, pages, and problems as RFC 9457 has them. */
import { z } from "zod";

/** As events have them. */
export const id = z.string().min(1).max(200);
export const time = z.iso.datetime();
export const count = z.number().int().nonnegative();
export const share = z.number().min(0).max(1);

/** A page of a list: `next` is for `cursor`, null at the end. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** What every list takes. */
export const paging = {
  limit: z.number().int().min(1).max(1_000).optional(),
  cursor: z
    .string()
    .regex(/^[\w-]{1,500}$/, "the `next` of the page before, unchanged")
    .optional(),
};

/** One fault of a request; `pointer` is a JSON pointer (RFC 6901) into the body, or names a parameter: `/query/limit`. */
export const fault = z.object({ pointer: z.string(), detail: z.string() });

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(fault).optional(),
  /** Of a stale cursor: the run to begin again with. */
  run: z.number().int().optional(),
});
export type Problem = z.infer<typeof problem>;
export type Fault = z.infer<typeof fault>;

/** A selection of accounts, and the name under which it is kept. */
export const keptSet = z.object({ name: z.string(), accounts: z.array(id) });
export const keptSetBody = z.strictObject({ accounts: z.array(id).min(1).max(150_000) });

/** Something that a person writes, and others read. */
export const words = z.string().min(1).max(4_000);
