/** A cluster's anatomy as JSON, and its whole graph as binary columns. */

import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import type { Drawn } from "../../app/look/looker.js";
import { id } from "../../contract/api/common.js";
import { clusterGraph } from "../../contract/api/graph.js";
import { EVIDENCE_TYPE } from "../../contract/evidence-columns.js";
import { GRAPH_TYPE } from "../../contract/graph-columns.js";
import { takesGzip } from "../pages.js";
import { HttpProblem } from "../problems.js";
import { ok, type Reply, type Route, route } from "../route.js";
import type { Serving } from "../serving.js";

const answers = {
  200: {
    description: "parts and what they share; or every account and link in columns",
    schema: clusterGraph,
    types: ["application/json", GRAPH_TYPE],
  },
};

export const graphRoutes: readonly Route[] = [
  route({
    id: "getClusterGraph",
    method: "GET",
    path: "/v1/clusters/{id}/graph",
    needs: "viewer",
    ofRun: true,
    tag: "clusters",
    summary: `Its parts, what they share and when they came; where \`accept\` asks for ${GRAPH_TYPE}, the whole of it`,
    params: z.object({ id }),
    answers: { ...answers, 301: { description: "the id is of a cluster that another took over: `location` says which" } },
    async run({ serving, params, request }) {
      const { cluster } = await serving.shelf.details(params.id);
      if (cluster.id !== params.id) return { status: 301, headers: { location: `/v1/clusters/${encodeURIComponent(cluster.id)}/graph` } };
      return await graphReply(serving, cluster.id, request);
    },
  }),
  route({
    id: "getRunClusterGraph",
    method: "GET",
    path: "/v1/runs/{run}/clusters/{id}/graph",
    needs: "viewer",
    ofRun: true,
    tag: "clusters",
    summary: "The same of a run by its number: it never changes, and may be kept for a year",
    params: z.object({ run: z.string().regex(/^\d{1,9}$/, "a run's number"), id }),
    answers: { ...answers, 410: { description: "another run is current: `run` says which" } },
    async run({ serving, params: { run, id: asked }, request }) {
      const { number } = await serving.shelf.current();
      if (number !== Number(run))
        throw new HttpProblem(410, `run ${number} is current, and graphs are of the current one`, { run: number });
      const reply = await graphReply(serving, asked, request);
      return { ...reply, headers: { ...reply.headers, "cache-control": "private, max-age=31536000, immutable" } };
    },
  }),
  route({
    id: "getClusterEvidence",
    method: "GET",
    path: "/v1/clusters/{id}/evidence",
    needs: "viewer",
    ofRun: true,
    tag: "clusters",
    summary: "The evidence of its links in columns, in the order of its graph's: for whoever strikes values and weighs links anew",
    params: z.object({ id }),
    answers: {
      200: { description: "a row for each that says something", types: [EVIDENCE_TYPE] },
      301: { description: "the id is of a cluster that another took over: `location` says which" },
    },
    async run({ serving: { shelf }, params, request }) {
      const { cluster } = await shelf.details(params.id);
      if (cluster.id !== params.id)
        return { status: 301, headers: { location: `/v1/clusters/${encodeURIComponent(cluster.id)}/evidence` } };
      const { number, evidence } = await shelf.evidence(cluster.id);
      return await columnsReply(evidence, { type: EVIDENCE_TYPE, run: number, request });
    },
  }),
];

/** Each form has an ETag of its own. */
async function graphReply({ shelf }: Serving, cluster: string, request: Request): Promise<Reply> {
  const { anatomy, graph } = await shelf.drawn(cluster);
  if (!(request.headers.get("accept") ?? "").includes(GRAPH_TYPE)) return { ...ok(anatomyRow(anatomy), anatomy.run), headers: VARY };
  return await columnsReply(graph, { type: GRAPH_TYPE, run: anatomy.run, request });
}

const VARY = { vary: "accept, accept-encoding" };

/** Columns that are gzipped, as they are where that is accepted. */
async function columnsReply(gzipped: Uint8Array, { type, run, request }: { type: string; run: number; request: Request }): Promise<Reply> {
  const reply = { status: 200, type };
  if (!takesGzip(request.headers.get("accept-encoding") ?? ""))
    return { ...reply, body: new Uint8Array(await promisify(gunzip)(gzipped)), headers: VARY, etag: `"run-${run}-columns"` };
  return { ...reply, body: gzipped, headers: { ...VARY, "content-encoding": "gzip" }, etag: `"run-${run}-columns-gzip"` };
}

const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function anatomyRow({ parts, ...rest }: Drawn["anatomy"]): z.input<typeof clusterGraph> {
  return {
    ...rest,
    parts: parts.map(({ firstBorn, lastBorn, ...part }) => ({
      ...part,
      from: [...part.from],
      first_born: isoOrNull(firstBorn),
      last_born: isoOrNull(lastBorn),
      suspended_share: part.suspended / part.size,
    })),
    flows: [...rest.flows],
    successions: [...rest.successions],
    indicators: rest.indicators.map((each) => ({ ...each, accounts: [...each.accounts] })),
    births: rest.births.map((each) => ({ ...each, parts: [...each.parts] })),
    suspensions: rest.suspensions.map((each) => ({ ...each, parts: [...each.parts] })),
  };
}
