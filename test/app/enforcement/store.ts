/** A store with a clustering of a few accounts, and events of theirs: what plans are made of, without a whole world. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanRequest } from "../../../src/app/enforcement/plan.js";
import { listInputs } from "../../../src/event/input.js";
import { openIngester } from "../../../src/ingest/ingester.js";
import { loadPopulation } from "../../../src/ingest/load.js";
import type { Cluster } from "../../../src/model/cluster.js";
import { checkPolicy } from "../../../src/model/enforcement/policy.js";
import type { ClusterChange, ClusterRun } from "../../../src/model/run.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { cluster } from "../../enforcement/plan/example.js";
import { link, MODEL } from "../../enforcement/plan/linked.js";
import { KEY } from "../../ingest/worlds.js";
import { exampleModel } from "../../model/example-model.js";

/** `links` as `link` reads them. Clusters are fraudulent unless told otherwise. */
export function runOf(
  clusters: Readonly<Record<string, string>>,
  links: readonly string[],
  { changes = [], ...is }: Partial<Cluster> & { changes?: readonly ClusterChange[] } = {},
): ClusterRun {
  const all = Object.entries(clusters).map(([id, accounts]) => ({ ...cluster(id, accounts.split(" ")), ...is }));
  return {
    clusters: all.sort((x, y) => y.accounts.length - x.accounts.length || (x.id < y.id ? -1 : 1)),
    links: links.map(link).sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1)),
    changes,
    model: { ...exampleModel, ...MODEL },
    accounts: 20,
  };
}

/** Each of a, b and c holds to the others by a device and a payment; d and e hang on to c by one value. */
export const LINKS = [
  "a-b device:x=10 payment:y=9",
  "b-c device:x=10 payment:y=9",
  "a-c device:x=10 payment:y=9",
  "c-d device:z=10",
  "d-e device:q=10 payment:r=9",
];

let files = 0;

/** Reads them into the store; `merge`: as a clustering does with what came before it. */
export async function feed(store: GraphStore, dir: string, events: readonly object[], { merge }: { merge: boolean }): Promise<void> {
  const path = join(dir, `events-${files++}.ndjson`);
  writeFileSync(path, events.map((event, i) => `${JSON.stringify({ id: `${path}:${i}`, ...event })}\n`).join(""));
  const ingester = openIngester(store, { key: KEY, threads: 1 });
  try {
    for (const input of await listInputs([path])) await ingester.apply(input);
  } finally {
    await ingester.close();
  }
  if (merge) await loadPopulation(store);
}

export const signup = (account: string, more: object = {}) => ({ type: "signup", time: "2026-06-01T00:00:00Z", account, ...more });
export const suspended = (account: string, actor: string) => ({
  type: "status",
  time: "2026-06-20T00:00:00Z",
  account,
  status: "suspended",
  actor,
});

export const request = (given: Partial<PlanRequest> = {}): PlanRequest => ({
  clusters: ["c-1"],
  by: "pat",
  reason: "one hand",
  measure: "suspend",
  days: null,
  exceptions: [],
  minConfidence: null,
  way: "stages",
  windowMinutes: 15,
  rate: 10,
  shadowDays: null,
  tracers: 0,
  policy: checkPolicy({ sample: { share: 0, most: 0 } }),
  target: "dry-run",
  ...given,
});
