/**
 * An edge list -> communities, with components and a first partition by Neo4j Graph Data Science: our own search then starts from these, a
 * lot of whole components at a time.
 */
import { backbone } from "../../cluster/search/backbone.js";
import { FAINT } from "../../cluster/search/detect.js";
import type { Communities, EdgeList } from "../../cluster/search/graph.js";
import { cutIntoLots, type Lots, searchLot } from "../../cluster/search/lots.js";
import type { Neo4jAddress } from "./client.js";
import { leidenInGds } from "./gds-leiden.js";

/** A lot holds so many edges, or one component: what is held at once beside the edges themselves. */
const LOT_EDGES = 500_000;

export interface GdsOptions {
  /** As in `detect`. */
  trim: number;
  faint?: number;
  /** Of Leiden. */
  seed?: number;
}

/** As connected and as canonical as `detect`'s, but not the same: the search begins elsewhere. Errors as of `leidenInGds`. */
export async function detectWithGds(address: Neo4jAddress, edges: EdgeList, options: GdsOptions): Promise<Communities> {
  const lots = await lotsWithGds(address, backbone(edges, options.faint ?? FAINT), { ...options, edgesEach: LOT_EDGES });
  return lots.join((lot) => searchLot(lots.lot(lot)));
}

/** The edges must be a `backbone`. */
export async function lotsWithGds(
  address: Neo4jAddress,
  edges: EdgeList,
  { trim, seed, edgesEach }: GdsOptions & { edgesEach: number },
): Promise<Lots> {
  const { component, community } = await leidenInGds(address, edges, seed);
  return cutIntoLots(edges, { trim, edgesEach, component, from: community });
}
