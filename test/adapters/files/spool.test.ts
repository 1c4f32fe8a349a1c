/** A stream of events -> its spool: what was read is on the disk and may be applied within a fraction of a second, in whole lines. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Cut, spool } from "../../../src/adapters/files/spool.js";

/** Where Linux lists a process's open files. */
const HANDLES = "/proc/self/fd";

describe("a spooled stream", () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "cautery-spool-"));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const start = (options: { cutBytes?: number; cutMs?: number } = {}) => {
    const stream = new PassThrough();
    const cuts: Cut[] = [];
    const done = spool(stream, { dir, cutMs: 5, ...options, onCut: async (cut) => void cuts.push(cut) });
    return { stream, cuts, done };
  };
  const sizes = (cuts: readonly Cut[]) => cuts.map(({ size }) => size);

  it("is announced before anything is read, so that nothing is lost with its producer", async () => {
    const { stream, cuts, done } = start();
    await expect.poll(() => cuts.length).toBe(1);
    expect(cuts[0]).toMatchObject({ size: 0, final: false });
    stream.end();
    await done;
  });

  it("is cut after whole lines while it goes on", async () => {
    const { stream, cuts, done } = start();
    stream.write('{"a":1}\n{"b"');
    await expect.poll(() => sizes(cuts)).toEqual([0, 8]);
    stream.write(":2}\n");
    await expect.poll(() => sizes(cuts)).toEqual([0, 8, 16]);
    expect(cuts.every(({ final }) => !final)).toBe(true);
    stream.end();
    await done;
  });

  it("is cut every quarter of a second, and no sooner", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const { stream, cuts, done } = start({ cutMs: undefined });
      // Not by `expect.poll`, which moves a fake clock.
      const until = async (met: () => boolean | Promise<boolean>) => {
        while (!(await met())) await new Promise(setImmediate);
      };
      const write = async (size: number) => {
        stream.write("{}\n");
        await until(async () => (await stat(cuts[0].path)).size === size);
      };
      await until(() => cuts.length === 1);
      await write(3);
      vi.advanceTimersByTime(249);
      await write(6);
      vi.advanceTimersByTime(1);
      await until(() => cuts.length === 2);
      expect(sizes(cuts)).toEqual([0, 6]);
      stream.end();
      await done;
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes on to the disk while the store is slow to be told, and is then announced at once", async () => {
    const stream = new PassThrough();
    const told: Cut[] = [];
    let answer = () => {};
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const onCut = async (cut: Cut) => {
      told.push(cut);
      if (told.length === 2) await slow;
    };
    const done = spool(stream, { dir, cutBytes: 3, cutMs: 60_000, onCut });
    for (let i = 1; i <= 5; i++) {
      stream.write("{}\n");
      await expect.poll(async () => told.length > 0 && (await stat(told[0].path)).size).toBe(3 * i);
    }
    expect(sizes(told)).toEqual([0, 3]);
    answer();
    await expect.poll(() => sizes(told)).toEqual([0, 3, 15]);
    stream.end();
    await done;
  });

  it("is on the disk, byte for byte, when it is announced to its end", async () => {
    const { stream, cuts, done } = start({ cutBytes: 10, cutMs: 60_000 });
    for (let i = 0; i < 100; i++) stream.write(`line ${i} é\n`);
    stream.end("no newline at the end");
    await done;
    const last = cuts[cuts.length - 1];
    const text = readFileSync(last.path, "utf8");
    expect(text).toBe(`${Array.from({ length: 100 }, (_, i) => `line ${i} é\n`).join("")}no newline at the end`);
    expect(last).toMatchObject({ final: true, size: Buffer.byteLength(text) });
    expect(sizes(cuts)).toEqual([...sizes(cuts)].sort((a, b) => a - b));
    expect(cuts.length, "cut by size on the way").toBeGreaterThanOrEqual(3);
  });

  it("that is compressed has no lines to cut at: it is announced at its end", async () => {
    const { stream, cuts, done } = start();
    const bytes = gzipSync("a\nb\n");
    stream.write(bytes.subarray(0, 12));
    stream.end(bytes.subarray(12));
    await done;
    expect(cuts.map(({ size, final }) => [size, final])).toEqual([
      [0, false],
      [bytes.length, true],
    ]);
  });

  it("is for its owner's eyes only: it holds what people gave, raw", async () => {
    const { stream, cuts, done } = start();
    stream.end("{}\n");
    await done;
    expect((await stat(cuts[0].path)).mode & 0o077).toBe(0);
  });

  it("fails where it cannot be announced, and not silently", async () => {
    const stream = new PassThrough();
    const failing = spool(stream, {
      dir,
      cutMs: 5,
      onCut: async ({ size }) => {
        if (size > 0) throw new Error("the store is away");
      },
    });
    stream.end("{}\n");
    await expect(failing).rejects.toThrow("the store is away");
  });

  it("that cannot be announced at all leaves neither a file nor its handle behind", async () => {
    const own = await mkdtemp(join(dir, "away-"));
    const held = () => handles().filter((path) => path.startsWith(own));
    const during: string[] = [];
    const failing = spool(new PassThrough(), {
      dir: own,
      onCut: async () => {
        during.push(...held());
        throw new Error("the store is away");
      },
    });
    await expect(failing).rejects.toThrow("the store is away");
    expect(during.length).toBe(existsSync(HANDLES) ? 1 : 0);
    expect(held()).toEqual([]);
    expect(readdirSync(own)).toEqual([]);
  });

  it("that could be announced only once keeps its file: what is in it may be applied", async () => {
    const own = await mkdtemp(join(dir, "later-"));
    const stream = new PassThrough();
    const failing = spool(stream, {
      dir: own,
      onCut: async ({ size }) => {
        if (size > 0) throw new Error("the store is away");
      },
    });
    stream.end("{}\n");
    await expect(failing).rejects.toThrow("the store is away");
    expect(readdirSync(own).length).toBe(1);
  });
});

/** The files that this process holds open, where the system tells. */
function handles(): string[] {
  if (!existsSync(HANDLES)) return [];
  return readdirSync(HANDLES).flatMap((name) => {
    try {
      return [readlinkSync(join(HANDLES, name))];
    } catch {
      return []; // closed while it was looked at
    }
  });
}
