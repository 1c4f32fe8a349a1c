/** Operators' ids -> a STIX 2.1 bundle for others: their dossiers and, where asked, the clusters attributed to them. */
import { type ShareOptions, share } from "../attribution/stix/share.js";
import { PermanentError } from "../errors.js";
import type { Cluster } from "../model/cluster.js";
import type { Dossier } from "../model/dossier.js";
import type { GraphStore } from "../ports/store.js";

/** A cluster goes with the operator that it is more likely than not of. */
const LIKELY = 0.5;

export interface Shared {
  bundle: ReturnType<typeof share>;
  dossiers: readonly Dossier[];
  clusters: readonly Cluster[];
}

/** All operators where none is named. Throws a `PermanentError` where an id is nobody's. */
export async function shareOperators(
  store: GraphStore,
  { operators, withClusters, ...options }: ShareOptions & { operators: readonly string[]; withClusters: boolean },
): Promise<Shared> {
  const dossiers = await chosen(store, operators);
  const clusters = withClusters ? await attributedTo(store, new Set(dossiers.map(({ id }) => id))) : [];
  return { bundle: share(dossiers, clusters, options), dossiers, clusters };
}

async function chosen(store: GraphStore, ids: readonly string[]): Promise<Dossier[]> {
  const all = await store.loadDossiers();
  const strange = ids.filter((id) => !all.some((dossier) => dossier.id === id));
  if (strange.length > 0) throw new PermanentError(`no operator ${strange.join(", ")}: \`cautery operators list\` shows those there are`);
  return ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
}

async function attributedTo(store: GraphStore, operators: ReadonlySet<string>): Promise<Cluster[]> {
  const clusters: Cluster[] = [];
  for await (const cluster of store.allClusters()) {
    const [first] = cluster.attribution;
    const goes = cluster.disposition === "fraudulent" && first !== undefined && first.confidence >= LIKELY;
    if (goes && operators.has(first.operator)) clusters.push(cluster);
  }
  return clusters;
}
