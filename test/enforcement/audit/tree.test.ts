/** Merkle trees: the vectors of Certificate Transparency, and everything else against the RFC's recursive definitions. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  consistencyRanges,
  EMPTY_ROOT,
  Frontier,
  inclusionRanges,
  isConsistent,
  isUnicode,
  leafHash,
  nodeHash,
  type Range,
  RangeRoots,
  rootFromPath,
  rootOf,
  subtrees,
} from "../../../src/enforcement/audit/tree.js";

/** RFC 6962, 2.1, word by word. */
const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const bytes = (hex: string) => Buffer.from(hex, "hex");
const split = (n: number) => 2 ** Math.floor(Math.log2(n - 1));
function mth(leaves: readonly string[]): string {
  if (leaves.length === 0) return sha256().toString("hex");
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  return sha256(Buffer.of(1), bytes(mth(leaves.slice(0, k))), bytes(mth(leaves.slice(k)))).toString("hex");
}
function path(m: number, leaves: readonly string[]): string[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return m < k ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))] : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}
function subproof(m: number, leaves: readonly string[], whole: boolean): string[] {
  if (m === leaves.length) return whole ? [] : [mth(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(`${i}`));
const roots = (ranges: readonly Range[], leaves: readonly string[]) => {
  const found = new RangeRoots(ranges);
  for (const leaf of leaves) found.add(leaf);
  return found.roots();
};
const flipped = (hex: string, bit: number) => {
  const changed = bytes(hex);
  changed[bit >> 3] ^= 1 << (bit & 7);
  return changed.toString("hex");
};

/** The leaves of Certificate Transparency's own tests, and their roots one by one. */
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
/** All of their bytes are ASCII. */
const ctLeaf = (hex: string) => leafHash(bytes(hex).toString("utf8"));

describe("a Merkle tree", () => {
  it("has the root that RFC 6962 gives the empty one", () => {
    expect(EMPTY_ROOT).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect([new Frontier().root(), rootOf([]), mth([])]).toEqual([EMPTY_ROOT, EMPTY_ROOT, EMPTY_ROOT]);
  });

  it("has the roots of Certificate Transparency's test vectors", () => {
    expect(LEAVES.map((_, i) => rootOf(LEAVES.slice(0, i + 1).map(ctLeaf)))).toEqual(ROOTS);
  });

  it("has their paths and consistency proofs", () => {
    const leaves = LEAVES.map(ctLeaf);
    expect(roots(inclusionRanges(0, 8), leaves)).toEqual([
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    expect(roots(consistencyRanges(6, 8), leaves)).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    expect(roots(consistencyRanges(1, 1), leaves)).toEqual([]);
  });

  it("salts a leaf between the prefix and the body", () => {
    const salt = "000102030405060708090a0b0c0d0e0f";
    expect(leafHash("{é}", salt)).toBe(sha256(Buffer.of(0), bytes(salt), Buffer.from("{é}")).toString("hex"));
    const long = "é".repeat(10_000);
    expect(leafHash(long, salt)).toBe(sha256(Buffer.of(0), bytes(salt), Buffer.from(long)).toString("hex"));
    expect(nodeHash(ROOTS[0], ROOTS[1])).toBe(sha256(Buffer.of(1), bytes(ROOTS[0]), bytes(ROOTS[1])).toString("hex"));
  });

  it("knows texts that no UTF-8 can hold", () => {
    expect(["é", "😀", ""].map(isUnicode)).toEqual([true, true, true]);
    expect(["\ud800", "a\udc00b"].map(isUnicode)).toEqual([false, false]);
  });

  it("has the root of the recursive definition at any size, from its frontier on", () => {
    const leaves = leavesOf(130);
    const frontier = new Frontier();
    for (const [i, leaf] of leaves.entries()) {
      frontier.add(leaf);
      expect(frontier.root()).toBe(mth(leaves.slice(0, i + 1)));
      expect(frontier.hashes).toHaveLength(subtrees(i + 1));
      const resumed = new Frontier(frontier.size, frontier.hashes);
      resumed.add(leaf);
      expect(resumed.root()).toBe(mth([...leaves.slice(0, i + 1), leaf]));
    }
  });
});

describe("an inclusion proof", () => {
  it("is the recursive definition's, and leads from the leaf to the root", () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = leavesOf(size);
      for (let entry = 0; entry < size; entry++) {
        const proof = roots(inclusionRanges(entry, size), leaves);
        expect(proof).toEqual(path(entry, leaves));
        expect(rootFromPath(leaves[entry], entry, size, proof)).toBe(mth(leaves));
      }
    }
  });

  it("holds for no other leaf, entry, size or path", () => {
    const cases = fc
      .integer({ min: 2, max: 70 })
      .chain((size) =>
        fc.record({ size: fc.constant(size), entry: fc.nat(size - 1), other: fc.nat(size + 3), bit: fc.nat(255), node: fc.nat() }),
      );
    fc.assert(
      fc.property(cases, ({ size, entry, other, bit, node }) => {
        const leaves = leavesOf(size);
        const root = mth(leaves);
        const proof = path(entry, leaves);
        expect(rootFromPath(flipped(leaves[entry], bit), entry, size, proof)).not.toBe(root);
        if (other !== entry) expect(rootFromPath(leaves[entry], other, size, proof)).not.toBe(root);
        const changed = proof.map((hash, i) => (i === node % proof.length ? flipped(hash, bit) : hash));
        expect(rootFromPath(leaves[entry], entry, size, changed)).not.toBe(root);
        expect(rootFromPath(leaves[entry], entry, size, proof.slice(1))).not.toBe(root);
        expect(rootFromPath(leaves[entry], entry, size, [...proof, root])).not.toBe(root);
      }),
    );
  });

  it("of a million entries has at most 1 kB", () => {
    expect(inclusionRanges(0, 1_000_000)).toHaveLength(20);
    expect(JSON.stringify(inclusionRanges(0, 1_000_000).map(() => "A".repeat(44))).length).toBeLessThanOrEqual(1024);
  });
});

describe("a consistency proof", () => {
  it("is the recursive definition's, and shows that one tree goes on from the other", () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = leavesOf(size);
      for (let before = 1; before <= size; before++) {
        const proof = roots(consistencyRanges(before, size), leaves);
        expect(proof).toEqual(subproof(before, leaves, true));
        expect(isConsistent({ size: before, root: mth(leaves.slice(0, before)) }, { size, root: mth(leaves) }, proof)).toBe(true);
      }
    }
    expect(isConsistent({ size: 0, root: EMPTY_ROOT }, { size: 3, root: mth(leavesOf(3)) }, [])).toBe(true);
  });

  it("shows it of no tree whose first entries are others", () => {
    const cases = fc
      .integer({ min: 1, max: 70 })
      .chain((size) => fc.record({ size: fc.constant(size), before: fc.integer({ min: 1, max: size }), bit: fc.nat(255), node: fc.nat() }));
    fc.assert(
      fc.property(cases, ({ size, before, bit, node }) => {
        const leaves = leavesOf(size);
        const now = { size, root: mth(leaves) };
        const then = { size: before, root: mth(leaves.slice(0, before)) };
        const proof = subproof(before, leaves, true);
        expect(isConsistent({ ...then, root: flipped(then.root, bit) }, now, proof)).toBe(false);
        expect(isConsistent(then, { ...now, root: flipped(now.root, bit) }, proof)).toBe(false);
        expect(isConsistent(then, now, [...proof, now.root])).toBe(false);
        expect(isConsistent(now, then, proof)).toBe(before === size);
        if (proof.length === 0) return;
        const changed = proof.map((hash, i) => (i === node % proof.length ? flipped(hash, bit) : hash));
        expect(isConsistent(then, now, changed)).toBe(false);
        expect(isConsistent(then, now, proof.slice(1))).toBe(false);
      }),
    );
  });
});
