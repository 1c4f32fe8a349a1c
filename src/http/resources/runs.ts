/** Clusterings: those that are kept, and the next one asked for; lines that could not be read. */
import { quarantinePage, quarantineQuery, runAsked, runPage, runQuery } from "../../contract/api/knowledge.js";
import type { QuarantinedLine } from "../../model/quarantine.js";
import type { RunInfo } from "../../model/run.js";
import { cursorOf, NO_RUN, placeOf } from "../cursor.js";
import { ok, type Route, route } from "../route.js";

export const runRoutes: readonly Route[] = [
  route({
    id: "listRuns",
    method: "GET",
    path: "/v1/runs",
    needs: "viewer",
    tag: "runs",
    summary: "Clusterings that are kept, the newest first",
    query: runQuery,
    answers: { 200: { description: "a page", schema: runPage } },
    async run({ serving: { store }, query: { limit = 100, cursor } }) {
      const before = cursor === undefined ? undefined : Number(placeOf(cursor, NO_RUN)[0]);
      const runs = await store.runs({ limit: limit + 1, ...(before === undefined ? {} : { before }) });
      const items = runs.slice(0, limit);
      return ok({ items: items.map(rowOf), next: runs.length > limit ? cursorOf(NO_RUN, items.at(-1)!.number) : null });
    },
  }),
  route({
    id: "postRun",
    method: "POST",
    path: "/v1/runs",
    needs: "analyst",
    tag: "runs",
    summary: "Asks for a clustering of all events that are there; `changes` tells when it is saved",
    answers: { 202: { description: "it goes on by itself, or one does already", schema: runAsked } },
    run: async ({ serving }) => ({ status: 202, body: await serving.cluster() }),
  }),
  route({
    id: "listQuarantined",
    method: "GET",
    path: "/v1/quarantine",
    needs: "analyst",
    tag: "events",
    summary: "Lines that could not be read, and why; without what they say",
    query: quarantineQuery,
    answers: { 200: { description: "a page", schema: quarantinePage } },
    async run({ serving: { store }, query: { limit = 100, cursor } }) {
      const from = cursor === undefined ? 0 : Number(placeOf(cursor, NO_RUN)[0]);
      const items: Pick<QuarantinedLine, "source" | "line" | "error">[] = [];
      let at = 0;
      for await (const { source, line, error } of store.quarantined()) {
        if (at++ < from) continue;
        if (items.length === limit) return ok({ items, next: cursorOf(NO_RUN, from + limit) });
        items.push({ source, line, error });
      }
      return ok({ items, next: null });
    },
  }),
];

function rowOf({ number, at, ledger, accounts, total, byDisposition, byOperator, changes }: RunInfo) {
  return {
    run: number,
    at: new Date(at).toISOString(),
    slices: ledger,
    accounts,
    total,
    by_disposition: byDisposition,
    by_operator: byOperator,
    changes,
  };
}
