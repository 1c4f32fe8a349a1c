/** Clusters: the list, one, its members, why it is one, its days, where it came from, and what would fall off. */
import { z } from "zod";
import { daysOf as clusterDaysOf } from "../../app/look/days.js";
import { lineageOf } from "../../app/look/lineage.js";
import type { ListQuery } from "../../app/look/list-clusters.js";
import { timelineOf } from "../../app/timeline.js";
import { workDone } from "../../app/work/cluster-work.js";
import {
  clusterDays,
  clusterDetail,
  clusterPage,
  clusterQuery,
  daysQuery,
  explanation,
  lineage,
  memberPage,
  memberQuery,
  whatIf,
  whatIfBody,
} from "../../contract/api/clusters.js";
import { id } from "../../contract/api/common.js";
import { timeline, timelineQuery, timelineRow } from "../../contract/api/timeline.js";
import { dayOfText } from "../../tools/zone.js";
import { cursorOf, placeOf } from "../cursor.js";
import { HttpProblem } from "../problems.js";
import { ok, type Reply, type Route, route } from "../route.js";
import type { Serving } from "../serving.js";
import { detailRow, evidenceRows, itemRow, memberRow, membersCsv } from "./cluster-rows.js";

const tag = "clusters";
const params = z.object({ id });
const stale = { 410: { description: "the cursor is of a run that is over: `run` is the one to begin again with" } };
const moved = { 301: { description: "the id is of a cluster that another took over: `location` says which" } };

export const clusterRoutes: readonly Route[] = [
  route({
    id: "listClusters",
    method: "GET",
    path: "/v1/clusters",
    needs: "viewer",
    ofRun: ({ request }) => !["assignee", "state"].some((name) => new URL(request.url).searchParams.has(name)), // work goes on within a run
    tag,
    summary: "Clusters of the current run, by what is asked",
    query: clusterQuery,
    answers: { 200: { description: "a page", schema: clusterPage }, ...stale },
    async run({ serving: { shelf, store }, query }) {
      const held = await shelf.run();
      const { cursor, changed_since, min_size, min_score, q, assignee, state, ...rest } = query;
      const wanted: ListQuery = {
        ...rest,
        minSize: min_size,
        minScore: min_score,
        text: q,
        isWanted: await byWork(store, { assignee, state }),
        changedSince: changed_since === undefined ? undefined : await runAsOf(store, changed_since),
        from: cursor === undefined ? 0 : Number(placeOf(cursor, held.number)[0]),
      };
      const { items, next, total } = held.list.page(wanted);
      return ok(
        {
          items: items.map(itemRow),
          next: next === null ? null : cursorOf(held.number, next),
          run: held.number,
          total,
        },
        held.number,
      );
    },
  }),
  route({
    id: "listClusterDays",
    method: "GET",
    path: "/v1/days",
    needs: "viewer",
    ofRun: true,
    tag,
    summary: "How many of the accounts of some clusters were born and suspended, over the time that all clusters took",
    query: daysQuery,
    answers: { 200: { description: "those that there are, in the order that was asked for", schema: clusterDays } },
    async run({ serving: { shelf }, query }) {
      const held = await shelf.run();
      const { from, to, clusters } = clusterDaysOf(held, query.cluster);
      return ok({ run: held.number, from: new Date(from).toISOString(), to: new Date(to).toISOString(), items: clusters }, held.number);
    },
  }),
  route({
    id: "getCluster",
    method: "GET",
    path: "/v1/clusters/{id}",
    needs: "viewer",
    ofRun: true,
    tag,
    summary: "A cluster as it is now, without its accounts",
    params,
    answers: { 200: { description: "the cluster", schema: clusterDetail }, ...moved },
    run: ({ serving, params: { id: asked } }) =>
      ofCluster(serving, asked, "", async ({ cluster, number, growth }) =>
        ok(detailRow(cluster, { run: number, growth, families: await familiesOf(serving) }), number),
      ),
  }),
  route({
    id: "listMembers",
    method: "GET",
    path: "/v1/clusters/{id}/members",
    needs: "viewer",
    ofRun: true,
    tag,
    summary: "A cluster's accounts, by id; all of them as CSV where `accept` asks for text/csv",
    params,
    query: memberQuery,
    answers: {
      200: { description: "a page, or CSV", schema: memberPage, types: ["application/json", "text/csv"] },
      ...stale,
      ...moved,
    },
    run: ({ serving, params: { id: asked }, query: { limit = 100, cursor }, request }) =>
      ofCluster(serving, asked, "/members", async ({ cluster, number }) => {
        const held = await serving.shelf.run();
        if (held.number !== number) throw new HttpProblem(503, "a new run has just come: ask again", { headers: { "retry-after": "1" } });
        if (wantsCsv(request)) return csv(membersCsv(held.members(cluster.id, 0, cluster.size)), cluster.id, number);
        const from = cursor === undefined ? 0 : Number(placeOf(cursor, number)[0]);
        const next = from + limit < cluster.size ? cursorOf(number, from + limit) : null;
        const items = held.members(cluster.id, from, from + limit).map(memberRow);
        return ok({ items, next, run: number, cluster: cluster.id, total: cluster.size }, number);
      }),
  }),
  route({
    id: "getClusterTimeline",
    method: "GET",
    path: "/v1/clusters/{id}/timeline",
    needs: "viewer",
    tag,
    summary: "What its accounts did day by day, by capability and by model",
    params,
    query: timelineQuery,
    answers: { 200: { description: "the days", schema: timeline }, ...moved },
    run: ({ serving, params: { id: asked }, query }) =>
      ofCluster(serving, asked, "/timeline", async ({ cluster, number }) =>
        ok(timelineRow(await timelineOf(serving.store, cluster.id, daysOf(query))), number),
      ),
  }),
  route({
    id: "explainCluster",
    method: "GET",
    path: "/v1/clusters/{id}/explanation",
    needs: "viewer",
    ofRun: true,
    tag,
    summary: "Why it is a cluster, what else it could be, and what it leans on",
    params,
    answers: { 200: { description: "the explanation", schema: explanation }, ...moved },
    run: ({ serving, params: { id: asked } }) =>
      ofCluster(serving, asked, "/explanation", async ({ cluster, number }) => {
        const { links, linksTotal, bridges, leansOn } = await serving.shelf.looker.explain({ cluster: cluster.id, run: number });
        return ok(
          {
            cluster: cluster.id,
            run: number,
            score: cluster.score,
            disposition: cluster.disposition,
            explanations: cluster.explanations,
            evidence: evidenceRows(cluster.evidence, await familiesOf(serving)),
            links,
            links_total: linksTotal,
            bridges: bridges.map(({ a, b, bits, cutOff }) => ({ a, b, bits, cut_off: cutOff })),
            leans_on: leansOn.map(({ evidence, accounts }) => ({ ...evidence, accounts })),
          },
          number,
        );
      }),
  }),
  route({
    id: "getLineage",
    method: "GET",
    path: "/v1/clusters/{id}/lineage",
    needs: "viewer",
    tag,
    summary: "Ids that it had, and what became of it run by run",
    params,
    answers: { 200: { description: "the lineage", schema: lineage }, ...moved },
    run: ({ serving, params: { id: asked } }) =>
      ofCluster(serving, asked, "/lineage", async ({ cluster, number }) => ok(await lineageOf(serving.store, cluster.id, number), number)),
  }),
  route({
    id: "whatIf",
    method: "POST",
    path: "/v1/clusters/{id}/what-if",
    needs: "viewer",
    changes: false,
    tag,
    summary: "What would fall off if some evidence were none",
    params,
    body: { schema: whatIfBody },
    answers: { 200: { description: "the pieces", schema: whatIf }, ...moved },
    run: ({ serving, params: { id: asked }, body: { families = [], values = [] } }) =>
      ofCluster(serving, asked, "/what-if", async ({ cluster, number }) => {
        const struck = [...families.map((family) => ({ family })), ...values];
        return ok(
          { cluster: cluster.id, run: number, ...(await serving.shelf.looker.strike({ cluster: cluster.id, run: number, struck })) },
          number,
        );
      }),
  }),
];

type Found = Awaited<ReturnType<Serving["shelf"]["details"]>>;

/** The cluster that has the id now; an id that another took over answers where that is. */
async function ofCluster({ shelf }: Serving, asked: string, below: string, read: (found: Found) => Promise<Reply>): Promise<Reply> {
  const found = await shelf.details(asked);
  const { cluster } = found;
  if (cluster.id !== asked) return { status: 301, headers: { location: `/v1/clusters/${encodeURIComponent(cluster.id)}${below}` } };
  return await read(found);
}

const familiesOf = async ({ shelf }: Serving) => (await shelf.run()).model?.families;

/** A run's number as it is; of a time the last run that was saved by then, 0 where there was none. */
async function runAsOf(store: Serving["store"], text: string): Promise<number> {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new HttpProblem(422, "changed_since wants a run's number or an RFC 3339 time", {
      errors: [{ pointer: "/query/changed_since", detail: "give a run's number, or a time such as 2026-05-01T00:00:00Z" }],
    });
  return (await store.runs()).find((run) => run.at <= at)?.number ?? 0;
}

/** Null conditions are none; a cluster that nobody looked at is new, and nobody's. */
async function byWork(store: Serving["store"], { assignee, state }: { assignee?: string | undefined; state?: string | undefined }) {
  if (assignee === undefined && state === undefined) return undefined;
  const done = await workDone({ store });
  return (id: string): boolean => {
    const { assignee: whose = null, state: how = "new" } = done.get(id) ?? {};
    return (assignee === undefined || whose === assignee) && (state === undefined || how === state);
  };
}

const daysOf = ({ from, to }: { from?: string | undefined; to?: string | undefined }) => ({
  ...(from === undefined ? {} : { from: dayOfText(from)! }),
  ...(to === undefined ? {} : { to: dayOfText(to)! }),
});

const wantsCsv = (request: Request): boolean => /\btext\/csv\b/.test(request.headers.get("accept") ?? "");

const csv = (body: string, cluster: string, run: number): Reply => ({
  status: 200,
  body,
  type: "text/csv; charset=utf-8",
  headers: { "content-disposition": `attachment; filename="${cluster.replace(/[^\w.-]/g, "_")}.csv"` },
  run,
});
