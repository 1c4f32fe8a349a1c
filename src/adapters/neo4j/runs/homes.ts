/**
 * Where every account was and is -> pages, a bucket of accounts each, of the buckets in which somebody moved; and a page -> one account's
 * cluster.
 */
import { partOf } from "../../../indicator/slice/segment.js";
import type { Moves } from "../../../model/moves.js";
import { pack, unpack } from "../pack.js";

/** Fixed for good: pages are found by it. With a million accounts in clusters a page names 250 of them. */
const BUCKETS = 4096;

export const bucketOf = (account: string): number => partOf(account, BUCKETS);

export interface HomePage {
  bucket: number;
  data: string;
}

/** A page holds all accounts of its bucket that are in a cluster, or none. */
export function homePages({ then, now }: Pick<Moves, "then" | "now">): HomePage[] {
  const changed = new Set<number>();
  for (const [account, cluster] of now) if (then.get(account) !== cluster) changed.add(bucketOf(account));
  for (const account of then.keys()) if (!now.has(account)) changed.add(bucketOf(account));
  if (changed.size === 0) return [];
  const pages = new Map([...changed].sort((a, b) => a - b).map((bucket) => [bucket, [] as [string, string][]]));
  for (const entry of now) pages.get(bucketOf(entry[0]))?.push(entry);
  return [...pages].map(([bucket, entries]) => ({ bucket, data: pack(entries) }));
}

export function homeIn(data: unknown, account: string): string | null {
  return (unpack(data) as [string, string][]).find(([each]) => each === account)?.[1] ?? null;
}
