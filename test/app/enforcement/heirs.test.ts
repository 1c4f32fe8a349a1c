/** The heirs of planned clusters: those that have the id, took it over, or split from one of these since, and no others. */
import { beforeEach, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { heirClusters } from "../../../src/app/enforcement/heirs.js";
import type { Cluster } from "../../../src/model/cluster.js";
import type { ClusterChange } from "../../../src/model/run.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { temporaryFolders } from "../../ingest/worlds.js";
import { exampleModel } from "../../model/example-model.js";

const folder = temporaryFolders();
let store: GraphStore;
beforeEach(async () => {
  store = duckDbStore(folder());
  await store.open("check");
  return () => store.close();
});

const cluster = (id: string, accounts: string): Cluster => ({
  id,
  accounts: [...accounts],
  score: 0.5,
  disposition: "fraudulent",
  firstSeen: 1,
  lastSeen: 2,
  exchanges: 3,
  attribution: [],
  evidence: [],
  explanations: [],
  relinkMs: null,
});

/** A change is `split c-2 c-1`: its type, its cluster, those that it came from. */
async function saved(at: number, clusters: readonly Cluster[], ...changes: readonly `${ClusterChange["type"]} ${string}`[]): Promise<void> {
  const told = changes.map((text) => {
    const [type, id, ...from] = text.split(" ");
    return { type: type as ClusterChange["type"], cluster: id, from };
  });
  await store.saveRun({ clusters, links: [], changes: told, model: exampleModel, accounts: 9 }, { at, ledger: at });
}

async function heirs(planned: readonly string[], since: number): Promise<string[]> {
  const { number } = (await store.currentRun())!;
  return (await heirClusters(store, planned, { since, number })).map(({ cluster, of }) => `${cluster.id} of ${of.join(" ")}`).sort();
}

it("are found through splits and merges of every run since", async () => {
  await saved(1, [cluster("c-1", "abcdef"), cluster("c-5", "xyz")], "born c-1", "born c-5");
  await saved(10, [cluster("c-1", "abc"), cluster("c-2", "def"), cluster("c-5", "xyz")], "split c-2 c-1");
  await saved(20, [cluster("c-5", "abcxyz"), cluster("c-2", "de"), cluster("c-3", "fg")], "merged c-5 c-1", "split c-3 c-2");
  await saved(30, [cluster("c-5", "abcxyz"), cluster("c-2", "de"), cluster("c-3", "fg")]);
  expect(await heirs(["c-1"], 5)).toEqual(["c-2 of c-1", "c-3 of c-1", "c-5 of c-1"]);
  expect(await heirs(["c-1", "c-5"], 5)).toEqual(["c-2 of c-1", "c-3 of c-1", "c-5 of c-1 c-5"]);
});

it("are not what split off before", async () => {
  await saved(1, [cluster("c-1", "abcdef")], "born c-1");
  await saved(10, [cluster("c-1", "abc"), cluster("c-2", "def")], "split c-2 c-1");
  await saved(30, [cluster("c-1", "abc"), cluster("c-2", "def")]);
  expect(await heirs(["c-1"], 15)).toEqual(["c-1 of c-1"]);
});

it("are none where nothing took over, and where no cluster ever had the id", async () => {
  await saved(1, [cluster("c-1", "abcdef")], "born c-1");
  await saved(10, [cluster("c-2", "xyz")], "died c-1", "born c-2");
  expect(await heirs(["c-1", "c-9"], 5)).toEqual([]);
});
