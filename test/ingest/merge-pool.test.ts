/** Merging on threads gives what merging here gives. */
import { afterEach, describe, expect, it } from "vitest";
import { mergePart } from "../../src/indicator/merge.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { Digester } from "../../src/ingest/digest.js";
import { MergePool } from "../../src/ingest/merge-pool.js";
import { lines, text } from "./worlds.js";

const digester = new Digester(pseudonymiser(Buffer.alloc(32, 1)));

function segments(from: number, to: number): Uint8Array[] {
  const { slice } = digester.digest([Buffer.from(text(lines(from, to)))]);
  return packSegments(slice, new Uint8Array(slice.size).fill(1), 1).map(({ bytes }) => bytes);
}

describe("a merge pool", () => {
  let pool: MergePool;
  afterEach(() => pool.close());

  it("merges many parts at once as one after the other", async () => {
    pool = new MergePool(2, 0);
    const before = mergePart(new Map(), segments(0, 100));
    const known = new Map(before.map(({ account, bytes }) => [account, bytes]));
    const parts = [0, 1, 2, 3, 4].map((part) => [segments(100 * part, 100 * part + 150), segments(7 * part, 7 * part + 30)].flat());
    const expected = parts.map((part) => mergePart(known, part));
    const merged = await Promise.all(parts.map((part) => pool.merge(before, part)));
    expect(merged.map((rows) => rows.map(({ account, bytes }) => [account, Buffer.from(bytes).toString("hex")]))).toEqual(
      expected.map((rows) => rows.map(({ account, bytes }) => [account, Buffer.from(bytes).toString("hex")])),
    );
  });

  it("tells what is wrong with a segment, and goes on", async () => {
    pool = new MergePool(2, 0);
    await expect(pool.merge([], [new Uint8Array([1, 255])])).rejects.toThrow();
    expect(await pool.merge([], segments(0, 10))).toHaveLength(10);
  });
});
