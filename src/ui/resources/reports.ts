/** Reports: made, listed, and read as they may travel, in whichever form is asked for. */
import { queryOptions } from "@tanstack/react-query";
import { ask, askJson, pathOf } from "../lib/api.js";

/** What a list tells of a report; more comes with it. */
export interface ReportItem {
  report: string;
  /** Days: the first, and the one after the last. */
  from: string;
  to: string;
  at: string;
  cluster: string | null;
  operator: string | null;
  clusters: number;
  accounts: number;
}

export interface ReportWanted {
  from: string;
  to: string;
  cluster?: string;
  operator?: string;
}

export const MARKINGS = ["internal", "partner", "public"] as const;
export type Marking = (typeof MARKINGS)[number];

/** Asked again, it is the same report. */
export const makeReport = (body: ReportWanted) => askJson<ReportItem>("/v1/reports", { method: "POST", body });

export const reportsQuery = queryOptions({
  queryKey: ["reports"],
  queryFn: async ({ signal }) => (await askJson<{ items: ReportItem[] }>("/v1/reports", { signal })).items,
});

export async function reportAs(report: string, marking: Marking, type: string, signal?: AbortSignal): Promise<Response> {
  return await ask(`${pathOf("/v1/reports/{}", report)}?marking=${marking}`, { accept: type, signal });
}

/** In words, as Markdown has it. */
export const reportTextQuery = (report: string, marking: Marking) =>
  queryOptions({
    queryKey: ["reports", report, marking],
    queryFn: async ({ signal }) => await (await reportAs(report, marking, "text/markdown", signal)).text(),
  });
