/**
 * A cluster and its links -> a fingerprint of each part that is written by itself: what has the same is not written again.
 */
import { createHash } from "node:crypto";
import type { Cluster } from "../../../model/cluster.js";
import type { Link } from "../../../model/link.js";

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
