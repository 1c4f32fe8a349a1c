/** Operators: what is known of each, written by analysts, taken in and given out as STIX 2.1. */
import { z } from "zod";
import { dossierOf, importDossiers, putDossier } from "../../app/dossiers.js";
import { shareOperators } from "../../app/share.js";
import { id } from "../../contract/api/common.js";
import { dossier, dossierBody, importBody, imported, operatorPage, shareQuery } from "../../contract/api/knowledge.js";
import { ok, type Route, route } from "../route.js";

const tag = "operators";
const params = z.object({ id });
const STIX = "application/stix+json;version=2.1";

export const operatorRoutes: readonly Route[] = [
  route({
    id: "listOperators",
    method: "GET",
    path: "/v1/operators",
    needs: "viewer",
    tag,
    summary: "All dossiers, with what is attributed to each in the current run",
    answers: { 200: { description: "all of them", schema: operatorPage } },
    async run({ serving: { store } }) {
      const { byOperator = {} } = (await store.currentRun()) ?? {};
      const items = (await store.loadDossiers()).map(({ id: operator, name, aliases, indicators }) => ({
        operator,
        name,
        aliases,
        indicators: indicators.length,
        clusters: byOperator[operator]?.clusters ?? 0,
        accounts: byOperator[operator]?.accounts ?? 0,
      }));
      return ok({ items, next: null });
    },
  }),
  route({
    id: "shareOperators",
    method: "GET",
    path: "/v1/operators/share",
    needs: "analyst",
    tag,
    summary: "A STIX 2.1 bundle for others: what came in under a stronger marking stays at home",
    query: shareQuery,
    answers: { 200: { description: "the bundle", types: ["application/stix+json"] } },
    async run({ serving, query: { operator = [], marking = "amber", clusters = true, hash = false } }) {
      const { bundle } = await shareOperators(serving, { operators: operator, marking, withClusters: clusters, hash });
      return { status: 200, body: bundle, type: STIX };
    },
  }),
  route({
    id: "importOperators",
    method: "POST",
    path: "/v1/operators/import",
    needs: "analyst",
    tag,
    summary: "A STIX 2.1 bundle, or the array of operators.json",
    body: { schema: importBody },
    answers: { 200: { description: "what it took", schema: imported } },
    async run({ serving, body }) {
      const { dossiers, skipped } = await importDossiers(serving, JSON.stringify(body));
      return ok({ operators: dossiers.map((each) => each.id), skipped });
    },
  }),
  route({
    id: "getOperator",
    method: "GET",
    path: "/v1/operators/{id}",
    needs: "viewer",
    tag,
    summary: "A dossier; of what is personal, the pseudonyms",
    params,
    answers: { 200: { description: "the dossier", schema: dossier } },
    run: async ({ serving: { store }, params: { id: asked } }) => ok(await dossierOf(store, asked)),
  }),
  route({
    id: "putOperator",
    method: "PUT",
    path: "/v1/operators/{id}",
    needs: "analyst",
    tag,
    summary: "Replaces a dossier, or makes it",
    params,
    body: { schema: dossierBody },
    answers: { 200: { description: "as it is kept", schema: dossier } },
    run: async ({ serving, params: { id: asked }, body }) => ok(await putDossier(serving, { ...body, id: asked })),
  }),
];
