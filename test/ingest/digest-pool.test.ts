/** Slices on threads: each stays where it was digested until it is released, and a thread that dies leaves nobody waiting. */
import { afterEach, describe, expect, it } from "vitest";
import { DigestPool } from "../../src/ingest/digest-pool.js";
import { KEY, lines, text } from "./worlds.js";

describe("a digest pool", () => {
  let pool: DigestPool;
  afterEach(() => pool.close());

  const bytes = (from: number, to: number) => ({ bytes: new Uint8Array(Buffer.from(text(lines(from, to)))) });

  it("packs of each slice what counts, in whatever order it is asked", async () => {
    pool = new DigestPool(2, { key: KEY, parts: 1 });
    const slices = await Promise.all([10, 20, 30].map((size) => pool.digest(bytes(0, size))));
    expect(slices.map(({ digest }) => digest.ids.length / 3)).toEqual([10, 20, 30]);
    for (const slice of slices.toReversed()) {
      const [{ bytes: all }] = await slice.pack(new Uint8Array(slice.digest.ids.length / 3).fill(1));
      expect(all.length).toBeGreaterThan(0);
      slice.release();
    }
  });

  it("fails every slice where its threads cannot start, and leaves none waiting", async () => {
    pool = new DigestPool(1, { key: null as unknown as Uint8Array, parts: 1 });
    for (let slice = 0; slice < 3; slice++) await expect(pool.digest(bytes(0, 1))).rejects.toThrow();
  });

  it("tells of a slice that cannot be read, and goes on", async () => {
    pool = new DigestPool(1, { key: KEY, parts: 1 });
    await expect(pool.digest({ path: "/no/such/file", from: 0, to: 1 })).rejects.toThrow(/no such file/);
    expect((await pool.digest(bytes(0, 3))).digest.ids.length / 3).toBe(3);
  });
});
