/** Reports: made, listed and read, in whichever form is asked for. */
import { queryOptions } from "@tanstack/react-query";
import { ask, askJson, pathOf } from "./api.js";

/** What a list tells of a report; more may come with it. */
export interface ReportItem {
  report: string;
  from: string;
  to: string;
  at: string;
  marking: string;
  cluster?: string | null;
  operator?: string | null;
}

export interface ReportWanted {
  from: string;
  to: string;
  marking: string;
  cluster?: string;
  operator?: string;
}

export const makeReport = (body: ReportWanted) => askJson<ReportItem>("/v1/reports", { method: "POST", body });

export const reportsQuery = queryOptions({
  queryKey: ["reports"],
  queryFn: async ({ signal }) => (await askJson<{ items: ReportItem[] }>("/v1/reports", { signal })).items,
});

/** In words, as Markdown has it. */
export const reportTextQuery = (report: string) =>
  queryOptions({
    queryKey: ["reports", report, "text"],
    queryFn: async ({ signal }) => await (await ask(pathOf("/v1/reports/{}", report), { accept: "text/markdown", signal })).text(),
  });
