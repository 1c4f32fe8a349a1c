/** Merging on threads gives what merging here gives. */
import { afterEach, describe, expect, it } from "vitest";
import { type MergedWithDays, mergeWithDays } from "../../src/indicator/merge.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { Digester } from "../../src/ingest/digest.js";
import { MergePool } from "../../src/ingest/merge-pool.js";
import { zoneOf } from "../../src/tools/zone.js";
import { lines, text } from "./worlds.js";

const digester = new Digester(pseudonymiser(Buffer.alloc(32, 1)));

function segments(from: number, to: number): Uint8Array[] {
  const { slice } = digester.digest([Buffer.from(text(lines(from, to)))]);
  return packSegments(slice, new Uint8Array(slice.size).fill(1), 1).map(({ bytes }) => bytes);
}

const ZONE = "America/Sao_Paulo";
const NOTHING = { footprints: [], activity: [] };
const words = (rows: readonly MergedWithDays[]) =>
  rows.map(({ account, bytes, activity }) => [account, ...[bytes, activity].map((each) => Buffer.from(each).toString("hex"))]);

describe("a merge pool", () => {
  let pool: MergePool;
  afterEach(() => pool.close());

  it("merges many parts at once as one after the other", async () => {
    pool = new MergePool(2, 0);
    const before = mergeWithDays({ footprints: new Map(), activity: new Map() }, segments(0, 100), zoneOf(ZONE));
    const activity = before.map(({ account, activity }) => ({ account, bytes: activity }));
    const [footprints, days] = [before, activity].map((rows) => new Map(rows.map(({ account, bytes }) => [account, bytes])));
    const parts = [0, 1, 2, 3, 4].map((part) => [segments(100 * part, 100 * part + 150), segments(7 * part, 7 * part + 30)].flat());
    const expected = parts.map((part) => mergeWithDays({ footprints, activity: days }, part, zoneOf(ZONE)));
    const merged = await Promise.all(parts.map((segments) => pool.merge({ footprints: before, activity, segments }, ZONE)));
    expect(merged.map(words)).toEqual(expected.map(words));
  });

  it("tells what is wrong with a segment, and goes on", async () => {
    pool = new MergePool(2, 0);
    await expect(pool.merge({ ...NOTHING, segments: [new Uint8Array([1, 255])] }, ZONE)).rejects.toThrow();
    expect(await pool.merge({ ...NOTHING, segments: segments(0, 10) }, ZONE)).toHaveLength(10);
  });
});
