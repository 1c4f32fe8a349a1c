/** Two accounts -> the way between them by the kept links of the cluster that both are in. */
import { NotFoundError } from "../../errors.js";
import type { Link } from "../../model/link.js";
import type { Shelf } from "./shelf.js";

/** No step where they are in two clusters, or in none. Throws a `NotFoundError` where no event of one was read. */
export async function pathBetween({ shelf }: { shelf: Shelf }, from: string, to: string): Promise<{ run: number; steps: readonly Link[] }> {
  const held = await shelf.run();
  const { number } = held;
  const clusters = [held.clusterOf(from), held.clusterOf(to)];
  const unseen = [from, to].find((account, i) => clusters[i] === null && !held.knows(account));
  if (unseen !== undefined) throw new NotFoundError(`no account ${JSON.stringify(unseen)}: no event of it was read, or merged yet`);
  const [cluster] = clusters;
  if (cluster === null || cluster !== clusters[1]) return { run: number, steps: [] };
  return { run: number, steps: await shelf.looker.path({ cluster, run: number, from, to }) };
}
