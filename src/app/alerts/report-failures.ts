/** Reports that could not be made or sent, noted by whoever tried: what alerts are made of. */
import { z } from "zod";
import type { Records } from "../../ports/knowledge.js";
import { allRecords } from "../all-records.js";

const KIND = "report-failure";
const kept = z.object({ report: z.string(), at: z.number() });
export type ReportFailure = z.infer<typeof kept>;

/** `report` names it for good, such as a schedule's id and its period: it is noted once. `at`: milliseconds since 1970. */
export async function noteReportFailure(store: Records, { report, at }: ReportFailure): Promise<void> {
  await store.keepRecord(KIND, report, JSON.stringify({ report, at } satisfies ReportFailure), 0);
}

export async function reportFailures(store: Records): Promise<ReportFailure[]> {
  return (await allRecords(store, KIND)).map(({ body }) => kept.parse(JSON.parse(body)));
}
