/** A cluster of today -> the ids that led to it, and what became of it run by run. */
import { formerIdsOf } from "../../model/lineage.js";
import type { RunReader } from "../../ports/runs.js";

/** So many runs back, at the most. */
const RUNS = 200;

export interface Lineage {
  cluster: string;
  run: number;
  former: readonly string[];
  changes: readonly { run: number; at: string; type: string; from: readonly string[]; joined: number; left: number }[];
  split: readonly string[];
}

export async function lineageOf(store: RunReader, cluster: string, run: number): Promise<Lineage> {
  const former = formerIdsOf(cluster, await store.formerClusters());
  const ids = new Set([cluster, ...former]);
  const changes: Lineage["changes"][number][] = [];
  for (const { number, at } of await store.runs({ limit: RUNS })) {
    for (const { cluster: of, type, from, joined, left } of await store.changesOf(number))
      if (ids.has(of)) changes.push({ run: number, at: new Date(at).toISOString(), type, from, joined, left });
  }
  return { cluster, run, former, changes, split: await store.splitFrom(cluster) };
}
