/** A clustering <-> pieces of it, each of a modest size, and what is left when they are taken out. */
import type { Cluster } from "../../model/cluster.js";
import type { Link } from "../../model/link.js";
import type { ClusterChange, ClusterRun, KeptAnatomy } from "../../model/run.js";

/** Put one after the other in the order that they come in. */
export type RunPart =
  | { clusters: Cluster[] }
  | { links: Link[] }
  | { changes: ClusterChange[] }
  | { anatomies: KeptAnatomy[] }
  | { index: Uint8Array };

export type RunHead = Omit<ClusterRun, "clusters" | "links" | "changes" | "anatomies">;

/** Clusters whose accounts are so many are a piece, or so many clusters; links and changes are small and much alike. */
const ACCOUNTS = 20_000;
const CLUSTERS = 100;
const LINKS = 1_000;
const INDEX_BYTES = 2 << 20;

export function* partsOf({ clusters, links, changes, anatomies = [] }: ClusterRun, index: Uint8Array | undefined): Iterable<RunPart> {
  let accounts = 0;
  let some: Cluster[] = [];
  for (const cluster of clusters) {
    some.push(cluster);
    accounts += cluster.accounts.length;
    if (some.length < CLUSTERS && accounts < ACCOUNTS) continue;
    yield { clusters: some };
    some = [];
    accounts = 0;
  }
  yield { clusters: some };
  for (let at = 0; at < links.length; at += LINKS) yield { links: links.slice(at, at + LINKS) };
  for (let at = 0; at < changes.length; at += LINKS) yield { changes: changes.slice(at, at + LINKS) };
  for (const anatomy of anatomies) yield { anatomies: [anatomy] };
  if (index === undefined) return;
  for (let at = 0; at === 0 || at < index.length; at += INDEX_BYTES) yield { index: index.subarray(at, at + INDEX_BYTES) };
}

/** Pieces -> the clustering. */
export class RunGathered {
  readonly #clusters: Cluster[] = [];
  readonly #links: Link[] = [];
  readonly #changes: ClusterChange[] = [];
  readonly #anatomies: KeptAnatomy[] = [];
  #index: Uint8Array[] | null = null;

  add(part: RunPart): void {
    if ("clusters" in part) this.#clusters.push(...part.clusters);
    else if ("links" in part) this.#links.push(...part.links);
    else if ("changes" in part) this.#changes.push(...part.changes);
    else if ("anatomies" in part) this.#anatomies.push(...part.anatomies);
    else {
      this.#index ??= [];
      this.#index.push(part.index);
    }
  }

  whole(head: RunHead): { run: ClusterRun; index: Uint8Array | undefined } {
    const run = {
      ...head,
      clusters: this.#clusters,
      links: this.#links,
      changes: this.#changes,
      ...(this.#anatomies.length > 0 ? { anatomies: this.#anatomies } : {}),
    };
    return { run, index: this.#index === null ? undefined : Buffer.concat(this.#index) };
  }
}
