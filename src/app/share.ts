/** Operators' ids -> a STIX 2.1 bundle for others: their dossiers and, where asked, the clusters attributed to them. */
import { sharedAt } from "../attribution/dossiers/markings.js";
import { type Bundle, share } from "../attribution/stix/share.js";
import { NotFoundError } from "../errors.js";
import type { Pseudonymise } from "../indicator/normalise/pseudonym.js";
import type { Cluster } from "../model/cluster.js";
import type { Dossier, Marking } from "../model/dossier.js";
import type { Clock } from "../ports/clock.js";
import type { GraphStore } from "../ports/store.js";
import { DAY_MS } from "../tools/units.js";

/** A cluster goes with the operator that it is more likely than not of. */
const LIKELY = 0.5;

export interface SharePorts {
  store: GraphStore;
  clock: Clock;
  /** Makes pseudonyms of accounts, and of values where `hash` is asked. */
  pseudonymise: Pseudonymise;
}

export interface ShareOptions {
  /** Their ids; all of them where none is named. */
  operators?: readonly string[];
  /** The clusters that are likelier theirs than not go with them. */
  withClusters?: boolean;
  /** Who shares it. */
  producer?: string;
  /** How far it may travel; what came in under a stronger marking stays at home. */
  marking?: Marking;
  /** After which nothing of it holds; or, in milliseconds since 1970, when. */
  expiresDays?: number;
  expiresAt?: number;
  /** Values as keyed hashes: only who has the key can look for them. */
  hash?: boolean;
}

export interface Shared {
  /** STIX 2.1, to be written as JSON. */
  bundle: Bundle;
  dossiers: readonly Dossier[];
  clusters: readonly Cluster[];
}

/** Throws a `PermanentError` where an id is nobody's. */
export async function shareOperators(
  { store, clock, pseudonymise }: SharePorts,
  {
    operators = [],
    withClusters = true,
    producer = "Cautery",
    marking = "amber",
    expiresDays = 180,
    hash = false,
    ...more
  }: ShareOptions = {},
): Promise<Shared> {
  const at = clock.now();
  const { expiresAt = at + expiresDays * DAY_MS } = more;
  const dossiers = (await chosen(store, operators)).flatMap((dossier) => sharedAt(marking, dossier) ?? []);
  const clusters = withClusters ? await attributedTo(store, new Set(dossiers.map(({ id }) => id))) : [];
  return {
    bundle: share(dossiers, clusters, { producer, marking, at, expiresAt, pseudonymise, hash }),
    dossiers,
    clusters,
  };
}

async function chosen(store: GraphStore, ids: readonly string[]): Promise<Dossier[]> {
  const all = await store.loadDossiers();
  const strange = ids.filter((id) => !all.some((dossier) => dossier.id === id));
  if (strange.length > 0) throw new NotFoundError(`no operator ${strange.join(", ")}: \`cautery operators list\` shows those there are`);
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
