/** Who works on a cluster, and what was noted, as the API takes and gives it. */
import { z } from "zod";
import { count, id, time, words } from "./common.js";

export const STATES = ["new", "looked at", "planned", "closed"] as const;

export const work = z.object({
  cluster: id,
  assignee: z.string().nullable(),
  state: z.enum(STATES),
  by: z.string().nullable(),
  at: time.nullable(),
  version: count,
});
/** Those that somebody looked at. */
export const workPage = z.object({ items: z.array(work), next: z.null() });
/** `version` is the one that was read: 0 where nobody has looked at it yet. */
export const workBody = z.strictObject({
  assignee: z.string().min(1).max(100).nullable(),
  state: z.enum(STATES),
  version: count,
});
export const noteItem = z.object({ note: id, cluster: id, text: z.string(), by: z.string(), at: time });
export const notePage = z.object({ items: z.array(noteItem), next: z.null() });
export const noteBody = z.strictObject({ text: words });
