/**
 * Leaves -> the root of their Merkle tree, and proofs that an entry is in it or that a later tree goes on from an earlier (RFC 6962, 2.1;
 * RFC 9162, 2.1). Hashes are hex: node:crypto gives them fastest so.
 */
import { hash } from "node:crypto";

export const SALT_BYTES = 16;

/** Of the tree without a leaf. */
export const EMPTY_ROOT = hash("sha256", "", "hex");

const SALT = /^[0-9a-f]{32}$/;
const HASH = /^[0-9a-f]{64}$/;
const HALF_A_PAIR = /\p{Surrogate}/u;

export const isHash = (text: string): boolean => HASH.test(text);
export const isSalt = (text: string): boolean => SALT.test(text);
/** No two texts have the same UTF-8 where neither holds half a surrogate pair. */
export const isUnicode = (text: string): boolean => !HALF_A_PAIR.test(text);

/** Filled and hashed within one call. */
let scratch = Buffer.alloc(1 << 12);
const pair = Buffer.alloc(65, 1);

/** SHA-256(0x00 || salt || body as UTF-8). Without a salt (hex, of 16 bytes) it is a leaf as RFC 6962 has it. */
export function leafHash(body: string, salt = ""): string {
  const most = 1 + SALT_BYTES + 3 * body.length;
  if (most > scratch.length) scratch = Buffer.alloc(2 * most);
  scratch[0] = 0;
  const salted = 1 + (salt === "" ? 0 : scratch.write(salt, 1, "hex"));
  return hash("sha256", scratch.subarray(0, salted + scratch.write(body, salted, "utf8")), "hex");
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: string, right: string): string {
  pair.write(left, 1, "hex");
  pair.write(right, 33, "hex");
  return hash("sha256", pair, "hex");
}

/** Where a tree ends: the roots of its complete subtrees, the largest first (the compact range of [0, size)). */
export class Frontier {
  readonly #hashes: string[];
  #size: number;

  /** `hashes` must be as many as `size` has bits that are 1. */
  constructor(size = 0, hashes: readonly string[] = []) {
    this.#size = size;
    this.#hashes = [...hashes];
  }

  get size(): number {
    return this.#size;
  }

  get hashes(): readonly string[] {
    return this.#hashes;
  }

  add(leaf: string): void {
    let node = leaf;
    for (let left = this.#size; left % 2 === 1; left = (left - 1) / 2) node = nodeHash(this.#hashes.pop()!, node);
    this.#hashes.push(node);
    this.#size++;
  }

  root(): string {
    return this.#hashes.length === 0 ? EMPTY_ROOT : this.#hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** How many subtrees a frontier of so many leaves has. */
export function subtrees(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

export function rootOf(leaves: Iterable<string>): string {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.add(leaf);
  return frontier.root();
}

/** Leaves [from, to). */
export type Range = readonly [from: number, to: number];

/** What the path of an entry in a tree of `size` leaves is made of, from the leaf up (RFC 6962, 2.1.1): 0 <= `entry` < `size`. */
export function inclusionRanges(entry: number, size: number): Range[] {
  const ranges: Range[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + split(to - from);
    ranges.push(entry < middle ? [middle, to] : [from, middle]);
    if (entry < middle) to = middle;
    else from = middle;
  }
  return ranges.reverse();
}

/** What the proof that a tree of `size` leaves goes on from its first `before` is made of (RFC 6962, 2.1.2): 0 < `before` <= `size`. */
export function consistencyRanges(before: number, size: number): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (before !== to) {
    const middle = from + split(to - from);
    ranges.push(before <= middle ? [middle, to] : [from, middle]);
    if (before <= middle) to = middle;
    else from = middle;
  }
  if (from > 0) ranges.push([from, to]);
  return ranges.reverse();
}

/** The largest power of two below `size`. */
function split(size: number): number {
  let power = 1;
  while (2 * power < size) power *= 2;
  return power;
}

/** Leaves one by one, from the first on -> the roots of ranges that do not overlap: proofs with no more held than they have. */
export class RangeRoots {
  readonly #ranges: readonly Range[];
  readonly #frontiers: readonly Frontier[];
  readonly #inOrder: readonly number[];
  #at = 0;
  #turn = 0;

  constructor(ranges: readonly Range[]) {
    this.#ranges = ranges;
    this.#frontiers = ranges.map(() => new Frontier());
    this.#inOrder = ranges.map((_, i) => i).sort((a, b) => ranges[a][0] - ranges[b][0]);
  }

  add(leaf: string): void {
    const at = this.#at++;
    while (this.#turn < this.#inOrder.length && this.#ranges[this.#inOrder[this.#turn]][1] <= at) this.#turn++;
    const range = this.#inOrder[this.#turn];
    if (range !== undefined && this.#ranges[range][0] <= at) this.#frontiers[range].add(leaf);
  }

  /** In the order of the ranges. */
  roots(): string[] {
    return this.#frontiers.map((frontier) => frontier.root());
  }
}

/** The root that a leaf and its path lead to (RFC 9162, 2.1.3.2); null where the path is not one of that entry in a tree of that size. */
export function rootFromPath(leaf: string, entry: number, size: number, path: readonly string[]): string | null {
  if (!(Number.isSafeInteger(entry) && Number.isSafeInteger(size) && entry >= 0 && entry < size)) return null;
  let at = entry;
  let last = size - 1;
  let root = leaf;
  for (const node of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = nodeHash(node, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      root = nodeHash(root, node);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? root : null;
}

/** Whether the proof shows that the tree with `root` goes on from the one with `rootBefore` (RFC 9162, 2.1.4.2). */
export function isConsistent(
  before: { size: number; root: string },
  now: { size: number; root: string },
  proof: readonly string[],
): boolean {
  if (before.size === 0) return before.root === EMPTY_ROOT && proof.length === 0;
  if (before.size === now.size) return before.root === now.root && proof.length === 0;
  if (!(before.size > 0 && before.size < now.size)) return false;
  let at = before.size - 1;
  let last = now.size - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const [first, ...rest] = at === 0 ? [before.root, ...proof] : proof;
  if (first === undefined) return false;
  let old = first;
  let root = first;
  for (const node of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      old = nodeHash(node, old);
      root = nodeHash(node, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      root = nodeHash(root, node);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && old === before.root && root === now.root;
}

const half = (n: number): number => Math.floor(n / 2);
