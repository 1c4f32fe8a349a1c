/** A simulated world's folder -> its population and its clusters with the explanation that is true of each. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { keyPath, loadKey } from "../../src/adapters/files/key-file.js";
import { pseudonymiseDossiers } from "../../src/attribution/dossiers/pseudonymise.js";
import type { LabelledCluster } from "../../src/disposition/fit.js";
import type { ExplanationName } from "../../src/disposition/model.js";
import { listInputs } from "../../src/event/input.js";
import { keyCheck, pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import type { Population } from "../../src/indicator/population.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { loadPopulation } from "../../src/ingest/load.js";
import type { Dossier } from "../../src/model/dossier.js";
import { parseDossiers } from "../../src/model/dossier.js";
import { communitiesWithFeatures } from "../../src/pipeline.js";

export interface TruthRow {
  account: string;
  fraud: boolean;
  group: string | null;
  kind: string;
  level?: string;
}

/** What the simulator calls a group, and what explains it. */
const EXPLAINED: Readonly<Record<string, ExplanationName>> = {
  campaign: "campaign",
  promo_ring: "promotion ring",
  company: "company",
  campus: "campus",
  household: "household",
  pair: "household",
  hackathon: "event",
  tool: "tool",
  automation: "automation",
  benchmark: "automation",
  reseller: "reseller",
};

export async function loadWorld(folder: string): Promise<{ population: Population; truth: Map<string, TruthRow>; dossiers: Dossier[] }> {
  const data = await mkdtemp(join(tmpdir(), "cautery-world-"));
  const key = await loadKey(keyPath(process.env));
  const store = duckDbStore(data);
  try {
    await store.open(keyCheck(key));
    const events = (await readdir(folder)).filter((name) => name.startsWith("events")).map((name) => join(folder, name));
    const ingester = openIngester(store, { key });
    for (const input of await listInputs(events)) await ingester.apply(input);
    await ingester.close();
    const population = await loadPopulation(store);
    const rows = (await readFile(join(folder, "truth.ndjson"), "utf8")).split("\n").filter(Boolean);
    const truth = new Map(rows.map((line) => JSON.parse(line) as TruthRow).map((row) => [row.account, row]));
    const dossiers = pseudonymiseDossiers(parseDossiers(await readFile(join(folder, "operators.json"), "utf8")), pseudonymiser(key));
    return { population, truth, dossiers };
  } finally {
    await store.close();
    await rm(data, { recursive: true, force: true });
  }
}

/** Each community that linking finds, labelled by the group that most of its accounts are of: `chance` where none is. */
export async function labelledClusters(folder: string): Promise<(LabelledCluster & { fraud: number; accounts: number })[]> {
  const { population, truth, dossiers } = await loadWorld(folder);
  return communitiesWithFeatures(population, { dossiers, judgements: [], known: [] }).map(({ members, features }) => ({
    features,
    explanation: explanationOf(members.map((i) => truth.get(population.account(i)))),
    weight: Math.sqrt(members.length),
    accounts: members.length,
    fraud: members.filter((i) => truth.get(population.account(i))?.fraud).length,
  }));
}

function explanationOf(rows: readonly (TruthRow | undefined)[]): ExplanationName {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = row?.group ? `${row.group}\n${row.kind}` : "";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [[top, n]] = [...counts].sort((x, y) => y[1] - x[1]);
  const fraud = rows.filter((row) => row?.fraud).length * 2 > rows.length;
  const named = top !== "" && n * 2 > rows.length ? (EXPLAINED[top.split("\n")[1]] ?? "chance") : "chance";
  const guilty = named === "campaign" || named === "promotion ring";
  if (fraud) return guilty ? named : "campaign";
  return guilty ? "chance" : named;
}
