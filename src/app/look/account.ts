/** An account's id -> all that is known of it: where it belongs, what ties it there, what it was seen with. */
import { NotFoundError } from "../../errors.js";
import { populationOfRows } from "../../indicator/build.js";
import { type Particulars, ParticularsReader } from "../../indicator/particulars.js";
import type { Population, Sightings } from "../../indicator/population.js";
import { loadFootprint } from "../../ingest/load.js";
import type { Link } from "../../model/link.js";
import type { PlacementRegistry } from "../../ports/services/placements.js";
import type { GraphStore } from "../../ports/store.js";
import { byCodeUnit } from "../../tools/order.js";
import type { ClusterDetails } from "./held-run.js";
import type { Shelf } from "./shelf.js";

export interface Sighting {
  kind: string;
  value: string;
  /** Milliseconds since 1970, and how often; null where it is not held of this kind. */
  first: number | null;
  last: number | null;
  count: number | null;
}

export interface AccountSeen {
  account: string;
  run: number;
  cluster: ClusterDetails | null;
  particulars: Particulars;
  /** The strongest first. */
  ties: readonly Link[];
  sightings: readonly Sighting[];
  placedAt: number | null;
}

/** Throws a `NotFoundError` where no event of it was read. */
export async function lookAtAccount(
  { store, shelf }: { store: GraphStore & Partial<PlacementRegistry>; shelf: Shelf },
  account: string,
): Promise<AccountSeen> {
  const held = await shelf.run();
  const { number } = held;
  const bytes = (await store.footprintsOf([account]))[0]?.bytes ?? (await loadFootprint(store, account));
  if (bytes === null) throw new NotFoundError(`no account ${JSON.stringify(account)}: no event of it was read`);
  const own = held.clusterOf(account);
  const placement = own === null ? ((await store.placement?.(account)) ?? null) : null;
  const where = own ?? placement?.cluster ?? null;
  return {
    account,
    run: number,
    cluster: where === null ? null : held.details(where),
    particulars: new ParticularsReader().read(bytes),
    ties: [...(await shelf.ties(account))].sort((x, y) => y.weight - x.weight),
    sightings: sightingsOf(populationOfRows([{ account, bytes }])),
    placedAt: placement?.at ?? null,
  };
}

function sightingsOf(population: Population): Sighting[] {
  return [...population.sightings.values()]
    .flatMap((sightings) => Array.from(sightings.value, (_, i) => sightingAt(sightings, i)))
    .sort((x, y) => byCodeUnit(x.kind, y.kind) || (y.count ?? 0) - (x.count ?? 0) || byCodeUnit(x.value, y.value));
}

const sightingAt = ({ kind, value, first, last, count, text }: Sightings, i: number): Sighting => ({
  kind,
  value: text(value[i]),
  first: first === null ? null : first[i] * 1_000,
  last: last === null ? null : last[i] * 1_000,
  count: count === null ? null : count[i],
});
