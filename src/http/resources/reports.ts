/** Reports on periods: made and kept, listed, and read in the format that is asked for. */
import { z } from "zod";
import { editionOf, reportHeads, reportNamed } from "../../app/report/kept.js";
import { makeReport } from "../../app/report/make.js";
import { renderReport } from "../../app/report/render.js";
import { reportRow } from "../../app/report/row.js";
import { paging } from "../../contract/api/common.js";
import { reportBody, reportId, reportItem, reportPage, reportQuery } from "../../contract/api/reports.js";
import { report } from "../../contract/report.js";
import { FILE_OF, FORMATS, type Format, MEDIA_OF } from "../../report/formats/names.js";
import { cursorOf, NO_RUN, placeOf } from "../cursor.js";
import { ok, type Route, route } from "../route.js";

const tag = "reports";

export const reportRoutes: readonly Route[] = [
  route({
    id: "createReport",
    method: "POST",
    path: "/v1/reports",
    needs: "analyst",
    tag,
    summary: "Counts a period as of the current run, once; asked again, it is the same report",
    body: { schema: reportBody },
    answers: { 201: { description: "the report is kept", schema: reportItem } },
    async run({ serving, body, request }) {
      const head = await makeReport(serving, body, { signal: request.signal });
      return { status: 201, body: reportRow(head), headers: { location: `/v1/reports/${head.id}` } };
    },
  }),
  route({
    id: "listReports",
    method: "GET",
    path: "/v1/reports",
    needs: "viewer",
    tag,
    summary: "Reports that are kept, the newest first",
    query: z.object(paging),
    answers: { 200: { description: "a page", schema: reportPage } },
    async run({ serving: { store }, query: { limit = 100, cursor } }) {
      const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(placeOf(cursor, NO_RUN)[0]);
      const all = (await reportHeads(store)).reverse().filter(({ order }) => order < before);
      const items = all.slice(0, limit);
      return ok({ items: items.map(reportRow), next: all.length > limit ? cursorOf(NO_RUN, items.at(-1)!.order) : null });
    },
  }),
  route({
    id: "getReport",
    method: "GET",
    path: "/v1/reports/{id}",
    needs: "viewer",
    tag,
    summary: "A report, as `marking` has it (internal), in the format that `accept` names (JSON)",
    params: z.object({ id: reportId }),
    query: reportQuery,
    answers: {
      200: { description: "the report", schema: report, types: Object.values(MEDIA_OF) },
    },
    async run({ serving, params: { id }, query: { marking = "internal" }, request }) {
      const format = formatIn(request.headers.get("accept") ?? "");
      const told = await editionOf(serving.store, await reportNamed(serving.store, id), marking);
      const etag = `"${id}-${marking}-${format}"`;
      return {
        status: 200,
        body: await renderReport(told, format, serving.layouts),
        type: format === "json" ? MEDIA_OF.json : `${MEDIA_OF[format]}${TEXT.includes(format) ? "; charset=utf-8" : ""}`,
        headers: { "content-disposition": `attachment; filename="${id}-${FILE_OF[format]}"`, vary: "accept" },
        etag,
      };
    },
  }),
];

const TEXT: readonly Format[] = ["html", "csv", "md"];

/** The first that is named; JSON where none is. */
function formatIn(accept: string): Format {
  const named = accept.split(",").map((each) => each.split(";")[0].trim().toLowerCase());
  for (const media of named) {
    const format = FORMATS.find((each) => MEDIA_OF[each] === media);
    if (format !== undefined) return format;
  }
  return "json";
}
