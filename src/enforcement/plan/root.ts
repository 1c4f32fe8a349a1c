/** Ids of accounts -> the root of their Merkle tree (RFC 6962, 2.1): SHA-256, leaves marked 0x00 and inner nodes 0x01. */
import { createHash } from "node:crypto";

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** Over the ids' UTF-8 in the order given; hex. */
export function rootOf(ids: readonly string[]): string {
  /** Roots of complete subtrees, the largest first, each with its height. */
  const frontier: { height: number; hash: Buffer }[] = [];
  for (const id of ids) {
    let top = { height: 0, hash: createHash("sha256").update(LEAF).update(id).digest() };
    for (let last = frontier.at(-1); last?.height === top.height; last = frontier.at(-1)) {
      frontier.pop();
      top = { height: top.height + 1, hash: joined(last.hash, top.hash) };
    }
    frontier.push(top);
  }
  const root = frontier.pop()?.hash;
  if (root === undefined) return createHash("sha256").digest("hex");
  return frontier.reduceRight((right, { hash }) => joined(hash, right), root).toString("hex");
}

const joined = (left: Uint8Array, right: Uint8Array) => createHash("sha256").update(NODE).update(left).update(right).digest();
