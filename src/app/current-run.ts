/** The store -> the clustering that stands, or an error that says how to make one. */
import { NotFoundError } from "../errors.js";
import type { RunInfo } from "../model/run.js";
import type { RunReader } from "../ports/runs.js";

/** `number`: as of that run; else the current one. Throws a `NotFoundError` where there is none. */
export async function runOf(store: Pick<RunReader, "currentRun" | "runs">, number?: number): Promise<RunInfo> {
  const current = await store.currentRun();
  if (current === null)
    throw new NotFoundError("no clustering yet: `cautery run` makes one embedded, `cautery recluster --wait` on services");
  if (number === undefined || number === current.number) return current;
  const [run] = await store.runs({ before: number + 1, limit: 1 });
  if (run?.number !== number) throw new NotFoundError(`no run ${number} is kept: \`cautery runs\` lists those there are`);
  return run;
}
