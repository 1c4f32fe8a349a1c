/** A large cluster that is asked for through the store: made once a run, and with the names and places that its parts had before. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loneCluster } from "../../../bench/worlds/lone-cluster.js";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { Shelf } from "../../../src/app/look/shelf.js";
import { decodeGraph } from "../../../src/contract/graph-columns.js";
import { NotFoundError } from "../../../src/errors.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { feed } from "../enforcement/store.js";

const SIZE = 600;
const clock = { now: () => 0 };
const dir = mkdtempSync(join(tmpdir(), "cautery-shelf-"));
const { run, events } = loneCluster(SIZE);
let store: GraphStore;

beforeAll(async () => {
  store = duckDbStore(join(dir, "data"));
  await store.open("check");
  await feed(store, dir, [...events], { merge: true });
  await store.saveRun(run, { at: 0, ledger: 1 });
});

afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

it("is made once a run, and the same by another server", async () => {
  const shelf = new Shelf(store, clock);
  const drawn = await shelf.drawn("c-lone");
  expect(drawn.anatomy).toMatchObject({ run: 1, accounts: SIZE, links: run.links.length });
  expect(drawn.anatomy.parts.length).toBeGreaterThanOrEqual(5);
  expect(await shelf.drawn("c-lone")).toBe(drawn);
  expect(await new Shelf(store, clock).drawn("c-lone")).toEqual(drawn);
  await expect(shelf.drawn("c-other")).rejects.toThrow(NotFoundError);
});

it("reads the run again where it could not be read the first time, at the same moment too", async () => {
  const failures: unknown[] = [];
  const modelOf = async (number?: number) => {
    if (failures.length === 0) throw new Error("away");
    return await store.modelOf(number);
  };
  const shelf = new Shelf({ ...store, modelOf }, clock, { onFailure: (failure) => failures.push(failure) });
  await expect(shelf.current()).rejects.toThrow("away");
  expect((await shelf.current()).number).toBe(1);
  expect(failures).toHaveLength(1);
});

it("has parts with the ids that they had, where the next run has lost their first accounts", async () => {
  const { anatomy: before } = await new Shelf(store, clock).drawn("c-lone");
  const gone = new Set(before.parts.map(({ id }) => id.replace("p-", "")));
  const [cluster] = run.clusters;
  const kept = { ...cluster, accounts: cluster.accounts.filter((account) => !gone.has(account)) };
  const links = run.links.filter(({ a, b }) => !gone.has(a) && !gone.has(b));
  await store.saveRun({ ...run, clusters: [kept], links, changes: [] }, { at: 1, ledger: 1 });
  const { anatomy: after, graph } = await new Shelf(store, clock).drawn("c-lone");
  const { accounts } = decodeGraph(new Uint8Array(gunzipSync(graph)));
  expect(after.run).toBe(2);
  const known = new Set(before.parts.map(({ id }) => id));
  const kin = after.parts.filter(({ id }) => known.has(id));
  expect(kin.length).toBeGreaterThan(before.parts.length / 2);
  expect(kin.every(({ id }) => !accounts.includes(id.replace("p-", "")))).toBe(true);
});
