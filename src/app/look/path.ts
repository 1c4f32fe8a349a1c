/** Two accounts -> the way between them by the kept links of the cluster that both are in. */
import { widestPath } from "../../cluster/identity/widest-path.js";
import { NotFoundError } from "../../errors.js";
import type { Link } from "../../model/link.js";
import type { GraphStore } from "../../ports/store.js";
import type { Shelf } from "./shelf.js";

/** No step where they are in two clusters, or in none. Throws a `NotFoundError` where no event of one was read. */
export async function pathBetween(
  { store, shelf }: { store: GraphStore; shelf: Shelf },
  from: string,
  to: string,
): Promise<{ run: number; steps: readonly Link[] }> {
  const { number } = await shelf.current();
  const clusters = [await store.clusterOf(from, number), await store.clusterOf(to, number)];
  const loose = [from, to].filter((_, i) => clusters[i] === null);
  const seen = new Set((await store.footprintsOf(loose)).map(({ account }) => account));
  const unseen = loose.find((account) => !seen.has(account));
  if (unseen !== undefined) throw new NotFoundError(`no account ${JSON.stringify(unseen)}: no event of it was read, or merged yet`);
  const [cluster] = clusters;
  if (cluster === null || cluster !== clusters[1]) return { run: number, steps: [] };
  return { run: number, steps: widestPath(await shelf.links(cluster, number), from, to) ?? [] };
}
