/** Runs of old -> gone from Neo4j, with what they alone showed: versions that a later one supersedes before the next run that is kept. */
import { type Pruning, prunable } from "../../../model/pruning.js";
import { type Neo4jClient, whole } from "../client.js";

const BATCH_ROWS = 5_000;

/** Finds again what an earlier call that died has left. Returns the numbers of the runs that this call dropped. */
export async function pruneRuns(client: Neo4jClient, pruning: Pruning): Promise<number[]> {
  const rows = await client.read("runs/read/list-runs", { before: whole(Number.MAX_SAFE_INTEGER), limit: whole(Number.MAX_SAFE_INTEGER) });
  const runs = rows.map(({ number, at }) => ({ number: Number(number), at: Number(at) })).reverse();
  const dropped = prunable(runs, pruning);
  if (dropped.length > 0) await client.write((tx) => tx("runs/prune/drop-runs", { numbers: dropped.map(whole) }));
  const gone = new Set(dropped);
  let after = 0;
  for (const { number } of runs.filter((run) => !gone.has(run.number))) {
    if (number > after + 1) await dropSuperseded(client, after, number);
    after = number;
  }
  await dropBooks(client);
  return dropped;
}

async function dropSuperseded(client: Neo4jClient, after: number, to: number): Promise<void> {
  const range = { after: whole(after), to: whole(to), most: whole(BATCH_ROWS) };
  for (const name of ["runs/prune/drop-superseded-versions", "runs/prune/drop-superseded-homes"]) {
    while (Number((await client.write((tx) => tx(name, range)))[0].dropped) > 0);
  }
}

/** Books that no kept run names; those that are being written for the next run are left. */
export async function dropBooks(client: Neo4jClient): Promise<void> {
  const [row] = await client.read("runs/read/list-books");
  if (!row) return;
  const kept = (row.books as (string | null)[]).filter((book) => book !== null);
  await client.write((tx) => tx("runs/prune/drop-books", { kept, to: whole(Number(row.number)) }));
}
