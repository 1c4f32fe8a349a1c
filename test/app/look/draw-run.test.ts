/** Parts and places that are made with the clustering: what whoever looks would have made of the run, kept, and as they were before. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loneCluster } from "../../../bench/worlds/lone-cluster.js";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { drawRun } from "../../../src/app/look/draw-run.js";
import { Shelf } from "../../../src/app/look/shelf.js";
import { decodeGraph } from "../../../src/contract/graph-columns.js";
import { loadPopulation } from "../../../src/ingest/load.js";
import type { ClusterRun } from "../../../src/model/run.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { feed } from "../enforcement/store.js";

const SIZE = 600;
const clock = { now: () => 0 };
const dir = mkdtempSync(join(tmpdir(), "cautery-draw-"));
const { run, events } = loneCluster(SIZE);
const [cluster] = run.clusters;
let store: GraphStore;

beforeAll(async () => {
  store = duckDbStore(join(dir, "data"));
  await store.open("check");
  await feed(store, dir, [...events], { merge: true });
});

afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

const drawn = async (of: ClusterRun) => await drawRun(store, of, await loadPopulation(store));
const idsIn = (told: string): string[] => JSON.parse(told).parts.map(({ id }: { id: string }) => id);

it("is what who looks at the run would make of it, and the same each time", async () => {
  const kept = await drawn(run);
  expect(await drawn(run)).toEqual(kept);
  await store.saveRun(run, { at: 0, ledger: 1 });
  const made = await new Shelf(store, clock).drawn(cluster.id);
  expect(JSON.parse(kept[0].told)).toEqual(made.anatomy);
  expect(kept[0].graph).toEqual(new Uint8Array(gunzipSync(made.graph)));
});

it("is read as it was kept, under the number of the run that it is kept with", async () => {
  const anatomies = await drawn(run);
  await store.saveRun({ ...run, anatomies, changes: [] }, { at: 1, ledger: 1 });
  const { anatomy, graph } = await new Shelf(store, clock).drawn(cluster.id);
  expect(anatomy).toEqual({ ...JSON.parse(anatomies[0].told), run: 2 });
  expect(decodeGraph(new Uint8Array(gunzipSync(graph))).run).toBe(2);
});

it("has parts with the ids that they had, where the first accounts of all are gone", async () => {
  const before = idsIn((await drawn(run))[0].told);
  const gone = new Set(before.map((id) => id.replace("p-", "")));
  const kept = { ...cluster, accounts: cluster.accounts.filter((account) => !gone.has(account)) };
  const links = run.links.filter(({ a, b }) => !gone.has(a) && !gone.has(b));
  const after = idsIn((await drawn({ ...run, clusters: [kept], links, changes: [] }))[0].told);
  expect(after.filter((id) => before.includes(id)).length).toBeGreaterThan(before.length / 2);
});

it("has parts of a cluster that it took over, by the ids that they had there", async () => {
  const before = idsIn((await drawn(run))[0].told);
  const heir = { ...cluster, id: "c-heir" };
  const changes = [{ type: "merged" as const, cluster: heir.id, from: [cluster.id] }];
  expect(idsIn((await drawn({ ...run, clusters: [heir], changes }))[0].told)).toEqual(before);
});
