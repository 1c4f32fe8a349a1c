/** Reports as the API takes and gives them: what is asked for, and a line of the list; the report itself is of `contract/report.ts`. */
import { z } from "zod";
import { MARKINGS } from "../report/fields.js";
import { count, id, pageOf, time } from "./common.js";

export const reportId = z.string().regex(/^r-[0-9a-f]{16}$/, "a report's id: r- and 16 hex digits");

const moment = z.string().min(10).max(40);

/** Days of the store's zone, or their midnights: [from, to). */
export const reportBody = z
  .strictObject({ from: moment, to: moment, zone: z.string().min(1).max(100).optional(), operator: id.optional(), cluster: id.optional() })
  .refine(({ operator, cluster }) => operator === undefined || cluster === undefined, "of an operator or of a cluster, not of both");

export const reportItem = z.object({
  report: reportId,
  from: z.iso.date(),
  to: z.iso.date(),
  zone: z.string(),
  operator: id.nullable(),
  cluster: id.nullable(),
  run: count,
  at: time,
  /** When it was due, where it was made later. */
  due: time.nullable(),
  clusters: count,
  accounts: count,
  exchanges: count,
});
export const reportPage = pageOf(reportItem);
export const reportQuery = z.object({ marking: z.enum(MARKINGS).optional() });
