/**
 * An account's id -> the cluster that it belongs to now, with its evidence: as the last clustering has it, as it was placed since, or as it
 * would be placed now.
 */
import { PermanentError } from "../errors.js";
import { loadFootprint } from "../ingest/load.js";
import type { Cluster } from "../model/cluster.js";
import type { Link } from "../model/link.js";
import type { PlacementTie } from "../model/placement.js";
import { decodeIndex } from "../placement/placement-index.js";
import { Placer } from "../placement/placer.js";
import type { Clock } from "../ports/clock.js";
import type { PlacementRegistry } from "../ports/services/placements.js";
import type { GraphStore } from "../ports/store.js";
import { ofOneRun } from "./clusters.js";

/** What an account resolves to. */
export interface Resolved {
  account: string;
  cluster: Cluster | null;
  /**
   * Milliseconds since 1970 where the last clustering did not know the account, or left it alone; else null, and the clustering has it so.
   */
  placedAt: number | null;
  /** Where it is in no cluster: accounts that it makes a new group with. */
  together: readonly string[];
  /** The weight of the strongest tie into the cluster or the group; null where no tie of two accounts carries it. */
  bits: number | null;
  /** The strongest ties; where it belongs nowhere, to the nearest accounts. */
  ties: readonly PlacementTie[];
}

export interface ResolvePorts {
  store: GraphStore & Partial<PlacementRegistry>;
  clock: Clock;
}

const TIES_SHOWN = 3;

/** Null where no event of the account was read. Throws a `PermanentError` where there is no clustering yet. */
export async function resolveAccount({ store, clock }: ResolvePorts, account: string): Promise<Resolved | null> {
  return await ofOneRun(store, async (number) => {
    const own = await store.clusterOf(account, number);
    if (own === null) return await placed({ store, clock }, account, number);
    const cluster = await store.cluster(own, number);
    const links = await store.tiesOf(account, number);
    return cluster === null ? null : member(account, cluster, links); // none where a later run came, and this one was dropped: asked again
  });
}

async function placed({ store, clock }: ResolvePorts, account: string, number: number): Promise<Resolved | null> {
  const placement = (await store.placement?.(account)) ?? (await placeNow(account, store, clock));
  if (placement === null) return null;
  const { at, together, bits, ties } = placement;
  const cluster = placement.cluster === null ? null : await store.cluster(placement.cluster, number);
  return { account, cluster, placedAt: at, together, bits, ties };
}

function member(account: string, cluster: Cluster, links: readonly Link[]): Resolved {
  const ties = [...links]
    .sort((x, y) => y.weight - x.weight)
    .map(({ a, b, weight, evidence }) => ({
      account: a === account ? b : a,
      cluster: cluster.id,
      bits: weight,
      evidence: [...evidence].sort((x, y) => y.bits - x.bits),
    }));
  return { account, cluster, placedAt: null, together: [], bits: ties[0]?.bits ?? null, ties: ties.slice(0, TIES_SHOWN) };
}

async function placeNow(account: string, store: GraphStore, clock: Clock) {
  const footprint = await loadFootprint(store, account);
  if (footprint === null) return null;
  const index = await store.loadIndex();
  if (index === null)
    throw new PermanentError(`${account} came after the clusters, which were found by an earlier version: cluster again, then resolve it`);
  const placer = new Placer(decodeIndex(index.bytes));
  placer.add(account, footprint);
  const footprintsOf = (accounts: readonly string[]) => store.footprintsOf(accounts);
  const [placement] = await placer.place([account], { footprintsOf, judgements: await store.loadJudgements(), at: clock.now() });
  return placement;
}
