/**
 * A run -> each cluster's links, and a fingerprint of each part of it that is written by itself: what has the same is not written again.
 */
import { createHash } from "node:crypto";
import type { Cluster } from "../../../model/cluster.js";
import type { Link } from "../../../model/link.js";
import type { ClusterRun } from "../../../model/run.js";

export interface Fingerprints {
  details: string;
  members: string;
  links: string;
}

/** Characters that are hashed at a time. */
const PIECE = 1 << 16;

export function fingerprintsOf({ accounts, ...details }: Cluster, links: readonly Link[]): Fingerprints {
  return { details: fingerprint([details]), members: fingerprint(accounts), links: fingerprint(links) };
}

/** 128 bits of SHA-256 over the items as JSON, a line each. */
function fingerprint(items: readonly unknown[]): string {
  const hash = createHash("sha256");
  let piece = "";
  for (const item of items) {
    piece += `${JSON.stringify(item)}\n`;
    if (piece.length > PIECE) {
      hash.update(piece);
      piece = "";
    }
  }
  return hash.update(piece).digest("hex").slice(0, 32);
}

/** The links of each cluster of the run, in their order. A link of accounts that are in no one cluster is nobody's. */
export function linksByCluster({ clusters, links }: Pick<ClusterRun, "clusters" | "links">): (cluster: number) => Link[] {
  const home = new Map<string, number>();
  for (const [c, { accounts }] of clusters.entries()) for (const account of accounts) home.set(account, c);
  const clusterOf = Int32Array.from(links, ({ a, b }) => {
    const c = home.get(a);
    return c !== undefined && c === home.get(b) ? c : -1;
  });
  const start = new Uint32Array(clusters.length + 1);
  for (const c of clusterOf) if (c >= 0) start[c + 1]++;
  for (let c = 0; c < clusters.length; c++) start[c + 1] += start[c];
  const next = start.slice();
  const order = new Uint32Array(links.length);
  for (let i = 0; i < links.length; i++) if (clusterOf[i] >= 0) order[next[clusterOf[i]]++] = i;
  return (c) => Array.from(order.subarray(start[c], start[c + 1]), (i) => links[i]);
}
