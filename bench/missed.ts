/**
 * `npm run bench -- missed [--style N] [--seed N] [--accounts N]`: one simulated world -> each fraudulent account that was missed and each
 * innocent one that was flagged, with why: what it did, what ties it to its own, where it ended.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeWorld } from "../src/adapters/files/world-folder.js";
import { formatTable } from "../src/cli/text/format.js";
import type { TruthRow } from "../src/contract/rows.js";
import type { Population } from "../src/indicator/population.js";
import type { Links } from "../src/link/link.js";
import { PairScorer } from "../src/link/score.js";
import type { Cluster } from "../src/model/cluster.js";
import { findClusters } from "../src/pipeline.js";
import { settle } from "../src/simulate/settings.js";
import { byCodeUnit } from "../src/tools/order.js";
import { loadWorld } from "./worlds/worlds.js";

export async function benchMissed(words: readonly string[]): Promise<void> {
  const options = { style: { type: "string" }, seed: { type: "string" }, accounts: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...words], options });
  const { style = "2", seed = "801", accounts = "8000" } = values;
  const folder = await mkdtemp(join(tmpdir(), "cautery-missed-"));
  try {
    await writeWorld(settle({ style: Number(style), seed: Number(seed), accounts: Number(accounts), fraud: 0.06 }), folder);
    const { population, truth, dossiers } = await loadWorld(folder);
    const linked: Links[] = [];
    const { clusters } = findClusters(population, { dossiers, keepLinks: false, onLinked: (links) => linked.push(links) });
    const rows = explained(population, linked[0], clusters, truth);
    const fraud = [...truth.values()].filter((row) => row.fraud).length;
    const missed = rows.filter(({ row }) => row.fraud).length;
    console.log(`style ${style}, seed ${seed}: of ${fraud} fraudulent accounts ${missed} were missed, and`);
    console.log(`of ${truth.size - fraud} innocent ones ${rows.length - missed} flagged\n`);
    console.log(
      formatTable([["account", "what it is", "events", "prompts", "tied to its own by", "to others by", "why"], ...rows.map(cells)]),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Explained {
  row: TruthRow;
  events: number;
  prompts: number;
  /** Bits of its strongest link to those of its group, and to anybody else; null where there is none. */
  own: number | null;
  others: number | null;
  why: string;
}

function cells({ row, events, prompts, own, others, why }: Explained): string[] {
  const bits = (of: number | null) => (of === null ? "–" : `${of.toFixed(1)} bits`);
  return [row.account, row.level ?? row.kind, String(events), String(prompts), bits(own), bits(others), why];
}

/** Errors alone, by kind and level, then by account. */
function explained(population: Population, links: Links, clusters: readonly Cluster[], truth: ReadonlyMap<string, TruthRow>): Explained[] {
  const clusterOf = new Map(clusters.flatMap((cluster) => cluster.accounts.map((account) => [account, cluster] as const)));
  const strongest = strongestLinks(population, links, truth);
  const prompt = population.sightings.get("prompt")?.start;
  return [...truth.values()]
    .filter(({ account, fraud }) => fraud !== (clusterOf.get(account)?.disposition === "fraudulent"))
    .map((row): Explained => {
      const i = population.indexOf(row.account);
      const ties = strongest(i);
      return {
        row,
        events: i < 0 ? 0 : population.events[i],
        prompts: i < 0 || !prompt ? 0 : prompt[i + 1] - prompt[i],
        ...ties,
        why: whyOf(row, ties, clusterOf.get(row.account), truth),
      };
    })
    .sort((a, b) => byCodeUnit(a.row.level ?? a.row.kind, b.row.level ?? b.row.kind) || byCodeUnit(a.row.account, b.row.account));
}

type Ties = Pick<Explained, "own" | "others">;

function strongestLinks(population: Population, { source, target, weight, model }: Links, truth: ReadonlyMap<string, TruthRow>) {
  const scorer = new PairScorer(model);
  const groupOf = (i: number) => truth.get(population.account(i))?.group ?? null;
  const members = new Map<string, number[]>();
  for (let i = 0; i < population.size; i++) {
    const group = groupOf(i);
    if (group !== null) members.set(group, [...(members.get(group) ?? []), i]);
  }
  return (i: number): Ties => {
    if (i < 0) return { own: null, others: null };
    const group = groupOf(i);
    const others: number[] = [];
    for (let e = 0; e < source.length; e++)
      if ((source[e] === i || target[e] === i) && (group === null || groupOf(source[e] + target[e] - i) !== group)) others.push(weight[e]);
    const own = (group === null ? [] : members.get(group)!).filter((j) => j !== i).map((j) => scorer.score(Math.min(i, j), Math.max(i, j)));
    return { own: own.length > 0 ? Math.max(...own) : null, others: others.length > 0 ? Math.max(...others) : null };
  };
}

function whyOf(row: TruthRow, { own }: Ties, cluster: Cluster | undefined, truth: ReadonlyMap<string, TruthRow>): string {
  if (cluster === undefined) {
    if (own === null || own <= 0) return "shares too little with any of its own to outweigh the prior";
    return "tied to one of its own, and not like enough to the rest to stay";
  }
  const same = cluster.accounts.filter((account) => row.group !== null && truth.get(account)?.group === row.group).length;
  const whose = same * 2 > cluster.accounts.length ? "of its own" : "of others";
  const led = `${cluster.explanations[0].name} leads, score ${cluster.score.toFixed(2)}`;
  return `in a cluster ${whose} (${cluster.accounts.length} accounts) called ${cluster.disposition}: ${led}`;
}
