/** Merging on threads gives what merging here gives. */
import { afterEach, describe, expect, it } from "vitest";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { Digester } from "../../src/ingest/digest.js";
import { mergedPart } from "../../src/ingest/merge-part.js";
import { MergePool } from "../../src/ingest/merge-pool.js";
import type { MergedPart, UnmergedPart } from "../../src/ingest/protocol.js";
import { lines, text } from "./worlds.js";

const digester = new Digester(pseudonymiser(Buffer.alloc(32, 1)));

function segments(from: number, to: number): Uint8Array[] {
  const { slice } = digester.digest([Buffer.from(text(lines(from, to)))]);
  return packSegments(slice, new Uint8Array(slice.size).fill(1), 1).map(({ bytes }) => bytes);
}

const ZONE = "America/Sao_Paulo";
const EMPTY = new Uint8Array();
const NOTHING = { footprints: EMPTY, activity: EMPTY, zone: ZONE };
/** What is given away is copied before. */
const copied = (part: UnmergedPart): UnmergedPart => structuredClone(part);
/** All that a merge says, typed arrays by their numbers. */
const words = (merged: MergedPart) =>
  JSON.stringify(merged, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Uint8Array)].join(" ") : value));

describe("a merge pool", () => {
  let pool: MergePool;
  afterEach(() => pool.close());

  it("merges many parts at once as one after the other", async () => {
    pool = new MergePool(2, 0);
    const before = mergedPart({ ...NOTHING, segments: segments(0, 100) }).changed;
    const parts = [0, 1, 2, 3, 4].map(
      (part): UnmergedPart => ({
        ...before,
        segments: [segments(100 * part, 100 * part + 150), segments(7 * part, 7 * part + 30)].flat(),
        zone: ZONE,
      }),
    );
    const expected = parts.map((part) => words(mergedPart(copied(part))));
    const merged = await Promise.all(parts.map((part) => pool.merge(copied(part))));
    expect(merged.map(words)).toEqual(expected);
  });

  it("gives a part without news in columns, and no page", async () => {
    pool = new MergePool(2, 0);
    const { changed, columns } = mergedPart({ ...NOTHING, segments: segments(0, 100) });
    const again = await pool.merge({ ...copied({ ...NOTHING, ...changed, segments: [] }) });
    expect(words(again)).toBe(words({ changed: { footprints: EMPTY, activity: EMPTY }, columns }));
  });

  it("tells what is wrong with a segment, and goes on", async () => {
    pool = new MergePool(2, 0);
    await expect(pool.merge({ ...NOTHING, segments: [new Uint8Array([1, 255])] })).rejects.toThrow();
    expect((await pool.merge({ ...NOTHING, segments: segments(0, 10) })).columns.accounts).toHaveLength(10);
  });
});
