/**
 * Batches that began, and what became of clusters from run to run -> how many accounts came to each batch's clusters since, or to their
 * heirs. What a merge or a split moves is counted as come by nobody. Pure.
 */
import type { RunChange } from "../../model/run.js";
import type { Happening } from "./alert.js";

export interface BegunBatch {
  batch: string;
  /** As planned. */
  clusters: readonly string[];
  /** The run that it was planned from. */
  run: number;
  /** When it began, milliseconds since 1970. */
  at: number;
}

export interface ChangedRun {
  run: number;
  /** When it was saved, milliseconds since 1970. */
  at: number;
  changes: readonly RunChange[];
}

/** `runs`: the oldest first. One for each run that a batch's clusters grew in. */
export function growthOf(batches: readonly BegunBatch[], runs: readonly ChangedRun[]): Happening[] {
  return batches.flatMap((batch) => {
    const heirs = new Set(batch.clusters);
    let total = 0;
    return runs.flatMap(({ run, at, changes }): Happening[] => {
      if (run <= batch.run) return [];
      for (const { type, from, cluster } of changes)
        if ((type === "merged" || type === "split") && from.some((id) => heirs.has(id))) heirs.add(cluster);
      if (at <= batch.at) return [];
      const before = total;
      for (const { type, cluster, joined } of changes) if (type === "grown" && heirs.has(cluster)) total += joined;
      return total > before ? [{ on: "growth", batch: batch.batch, before, accounts: total, run, at }] : [];
    });
  });
}
