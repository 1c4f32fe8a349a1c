/** Whether it lives, whether it can answer, what it counted, and the document of all routes. */
import { z } from "zod";
import type { Metrics } from "../metrics.js";
import { openApiOf } from "../openapi.js";
import { type Route, route } from "../route.js";

const tag = "service";
const alive = z.object({ status: z.literal("ok") });
const readiness = z.object({ status: z.enum(["ok", "no store"]), run: z.number().int().nullable() });

/** `routes` are all of the table, these among them, once it stands. */
export function serviceRoutes({
  metrics,
  version,
  routes,
}: {
  metrics: Metrics;
  version: string;
  routes: () => readonly Route[];
}): Route[] {
  let document: unknown = null;
  return [
    route({
      id: "health",
      method: "GET",
      path: "/healthz",
      needs: "local",
      tag,
      summary: "Whether the process lives",
      answers: { 200: { description: "it does", schema: alive } },
      run: async () => ({ status: 200, body: { status: "ok" } }),
    }),
    route({
      id: "ready",
      method: "GET",
      path: "/readyz",
      needs: "local",
      tag,
      summary: "Whether the store answers",
      answers: { 200: { description: "it does", schema: readiness }, 503: { description: "it does not", schema: readiness } },
      async run({ serving: { store, log } }) {
        try {
          return { status: 200, body: { status: "ok", run: (await store.currentRun())?.number ?? null } };
        } catch (error) {
          log.warn("the store does not answer", { error: error as Error });
          return { status: 503, body: { status: "no store", run: null } };
        }
      },
    }),
    route({
      id: "metrics",
      method: "GET",
      path: "/metrics",
      needs: "local",
      tag,
      summary: "What was counted, for Prometheus",
      answers: { 200: { description: "text format 0.0.4", types: ["text/plain"] } },
      run: async () => ({ status: 200, body: await metrics.text(), type: "text/plain; version=0.0.4; charset=utf-8" }),
    }),
    route({
      id: "openapi",
      method: "GET",
      path: "/v1/openapi.json",
      needs: "open",
      tag,
      summary: "This document",
      answers: { 200: { description: "OpenAPI 3.1", schema: z.looseObject({ openapi: z.string() }) } },
      async run() {
        document ??= openApiOf(routes(), version);
        return { status: 200, body: document };
      },
    }),
  ];
}
