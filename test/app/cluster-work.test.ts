/** Work on clusters: one of two who take it at once has it, and what was noted goes with the cluster through a merge. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { addNote, changeWork, notesOn, workOn } from "../../src/app/work/cluster-work.js";
import type { GraphStore } from "../../src/ports/store.js";
import { temporaryFolders } from "../ingest/worlds.js";
import { runOf } from "./enforcement/store.js";

const folder = temporaryFolders();
let store: GraphStore;
let now = 1_000;
const ports = () => ({ store, clock: { now: () => now } });
const take = (cluster: string, by: string, version: number) =>
  changeWork(ports(), cluster, { assignee: by, state: "looked at", by, version });

beforeEach(async () => {
  store = duckDbStore(folder());
  await store.open("check");
  await store.saveRun(runOf({ "c-1": "a b", "c-10": "x y" }, []), { at: 1, ledger: 0 });
});
afterEach(() => store.close());

it("is new where nobody has looked at the cluster, and nothing where there is none", async () => {
  expect(await workOn(ports(), "c-1")).toEqual({ assignee: null, state: "new", by: null, at: null, version: 0 });
  await expect(workOn(ports(), "c-none")).rejects.toThrow("no cluster");
});

it("is one's of two who take it at once", async () => {
  const both = await Promise.all([take("c-1", "ann", 0), take("c-1", "vic", 0)]);
  expect(both.filter((each) => each === null)).toHaveLength(1);
  expect((await workOn(ports(), "c-1")).assignee).toBe(both.find((each) => each !== null)?.assignee);
});

it("is noted of one cluster and not of another whose id begins alike, the latest first", async () => {
  for (const text of ["first", "second"]) {
    now++;
    await addNote(ports(), "c-1", { text, by: "ann" });
  }
  await addNote(ports(), "c-10", { text: "another's", by: "ann" });
  expect((await notesOn(ports(), "c-1")).map(({ text }) => text)).toEqual(["second", "first"]);
});

it("goes on under the id of the cluster that took it over", async () => {
  await take("c-1", "ann", 0);
  await addNote(ports(), "c-1", { text: "a proxy", by: "ann" });
  const changes = [{ type: "merged" as const, cluster: "c-10", from: ["c-1"] }];
  await store.saveRun(runOf({ "c-10": "a b x y" }, [], { changes }), { at: 2, ledger: 0 });
  expect(await workOn(ports(), "c-10")).toMatchObject({ assignee: "ann", state: "looked at", version: 0 });
  expect(await take("c-10", "vic", 0)).toMatchObject({ assignee: "vic", version: 1 });
  expect((await notesOn(ports(), "c-10")).map(({ text, cluster }) => [text, cluster])).toEqual([["a proxy", "c-1"]]);
});
