/** Runs of old -> gone, with all that no kept run shows; what a kept run shows stays as it was. */
import { type Pruning, prunable } from "../../../model/pruning.js";
import type { Run } from "../client.js";
import { STANDING } from "./schema.js";

/** Returns the numbers of those dropped. */
export async function pruneRuns(run: Run, pruning: Pruning): Promise<number[]> {
  const rows = await run("SELECT number, epoch_ms(saved_at) AS at FROM kept.runs ORDER BY number");
  const runs = rows.map(({ number, at }) => ({ number: Number(number), at: Number(at) }));
  const dropped = prunable(runs, pruning);
  if (dropped.length === 0) return [];
  const gone = new Set(dropped);
  const kept = runs.map(({ number }) => number).filter((number) => !gone.has(number));
  for (const number of dropped) {
    await run("DELETE FROM kept.runs WHERE number = $1", [number]);
    await run("DELETE FROM kept.changes WHERE run = $1", [number]);
  }
  for (const { after, before } of gaps(kept, gone)) {
    for (const table of ["clusters", "members"])
      await run(`DELETE FROM kept.${table} WHERE since_run > $1 AND until_run <= $2`, [after, before]);
  }
  await run("DELETE FROM kept.links WHERE version NOT IN (SELECT links_version FROM kept.clusters)");
  return dropped;
}

/** Between which kept runs some are dropped: what came after the one and went by the other is seen in none. */
function gaps(kept: readonly number[], dropped: ReadonlySet<number>): { after: number; before: number }[] {
  return [0, ...kept].map((after, i) => ({ after, before: kept[i] ?? STANDING })).filter(({ before }) => dropped.has(before - 1));
}
