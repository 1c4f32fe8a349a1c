/**
 * A simulated world, by its settings or in a folder -> its clusters with the explanation that is true of each; kept, so that fits are
 * quick.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { keyPath, loadKey } from "../../src/adapters/files/key-file.js";
import { readTruth } from "../../src/adapters/files/ndjson.js";
import { pseudonymiseDossiers } from "../../src/attribution/dossiers/pseudonymise.js";
import type { TruthRow } from "../../src/contract/rows.js";
import type { LabelledCluster } from "../../src/disposition/fit.js";
import type { ExplanationName } from "../../src/disposition/model.js";
import { listInputs } from "../../src/event/input.js";
import { keyCheck, pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import type { Population } from "../../src/indicator/population.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { loadPopulation } from "../../src/ingest/load.js";
import { type Dossier, parseDossiers } from "../../src/model/dossier.js";
import { communitiesWithFeatures } from "../../src/pipeline.js";
import type { Settings } from "../../src/simulate/settings.js";
import { attributionWorld } from "./attribution-worlds.js";

/** A cluster as linking finds it. */
export interface FoundCluster extends LabelledCluster {
  accounts: readonly string[];
  /** How surely its members are tied. */
  held: number;
}

export interface FoundWorld {
  style: number;
  truth: readonly TruthRow[];
  clusters: readonly FoundCluster[];
}

interface Loaded {
  population: Population;
  truth: ReadonlyMap<string, TruthRow>;
  dossiers: readonly Dossier[];
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

/** `cache`: a folder that keeps what one build finds; of another build's, it is not to be used. */
export function worldOf({ seed, style, accounts, fraud, ...rest }: Settings, cache?: string): Promise<FoundWorld> {
  return kept(cache, `style-${style}-${seed}-${accounts}-${fraud}`, () => {
    const { population, truth, dossiers } = attributionWorld({ seed, style, accounts, fraud, ...rest });
    return { style, truth: [...truth.values()], clusters: clustersIn({ population, truth, dossiers }) };
  });
}

/** Of `cautery simulate`. */
export async function worldIn(folder: string, cache?: string): Promise<FoundWorld> {
  return kept(cache, folder.replaceAll("/", "-"), async () => {
    const loaded = await loadWorld(folder);
    const { style } = JSON.parse(await readFile(join(folder, "world.json"), "utf8")) as { style?: number };
    return { style: style ?? 0, truth: [...loaded.truth.values()], clusters: clustersIn(loaded) };
  });
}

async function kept(cache: string | undefined, name: string, find: () => FoundWorld | Promise<FoundWorld>): Promise<FoundWorld> {
  if (cache === undefined) return find();
  await mkdir(cache, { recursive: true });
  const path = join(cache, `${name}.json`);
  const there = (await readdir(cache)).includes(`${name}.json`);
  if (there) return JSON.parse(await readFile(path, "utf8")) as FoundWorld;
  const found = await find();
  await writeFile(path, JSON.stringify(found));
  return found;
}

export async function loadWorld(folder: string): Promise<Loaded> {
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
    const rows = await readTruth(join(folder, "truth.ndjson"));
    const dossiers = pseudonymiseDossiers(parseDossiers(await readFile(join(folder, "operators.json"), "utf8")), pseudonymiser(key));
    return { population, truth: new Map(rows.map((row) => [row.account, row])), dossiers };
  } finally {
    await store.close();
    await rm(data, { recursive: true, force: true });
  }
}

/** Each community that linking finds, labelled by the group that most of its accounts are of: `chance` where none is. */
function clustersIn({ population, truth, dossiers }: Loaded): FoundCluster[] {
  return communitiesWithFeatures(population, { dossiers, judgements: [], known: [] }).map(({ members, features, held }) => {
    const accounts = members.map((i) => population.account(i));
    const explanation = explanationOf(accounts.map((account) => truth.get(account)));
    return { accounts, features, held, explanation, weight: Math.sqrt(members.length) };
  });
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
