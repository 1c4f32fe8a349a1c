/** All routes, in the order in which they are looked for: those with fixed names before those with ids in their place. */
import type { Live } from "./live.js";
import type { Metrics } from "./metrics.js";
import { accessRoutes } from "./resources/access.js";
import { accountRoutes } from "./resources/accounts.js";
import { alertRoutes } from "./resources/alerts.js";
import { appealRoutes } from "./resources/appeals.js";
import { batchRoutes } from "./resources/batches.js";
import { changeRoutes } from "./resources/changes.js";
import { clusterRoutes } from "./resources/clusters.js";
import { eventRoutes } from "./resources/events.js";
import { graphRoutes } from "./resources/graph.js";
import { judgementRoutes } from "./resources/judgements.js";
import { operatorRoutes } from "./resources/operators.js";
import { reportRoutes } from "./resources/reports.js";
import { runRoutes } from "./resources/runs.js";
import { serviceRoutes } from "./resources/service.js";
import { sessionRoutes } from "./resources/sessions.js";
import { taxiiRoutes } from "./resources/taxii.js";
import { workRoutes } from "./resources/work.js";
import type { Route } from "./route.js";

export interface TableOptions {
  metrics: Metrics;
  live: Live;
  /** Cautery's. */
  version: string;
}

export function tableOf({ metrics, live, version }: TableOptions): readonly Route[] {
  const routes: readonly Route[] = [
    ...serviceRoutes({ metrics, version, routes: () => routes }),
    ...eventRoutes,
    ...clusterRoutes,
    ...graphRoutes,
    ...workRoutes,
    ...accountRoutes,
    ...operatorRoutes,
    ...judgementRoutes,
    ...batchRoutes,
    ...appealRoutes,
    ...runRoutes,
    ...reportRoutes,
    ...alertRoutes,
    ...accessRoutes,
    ...sessionRoutes,
    ...changeRoutes(live),
    ...taxiiRoutes(),
  ];
  return routes;
}
