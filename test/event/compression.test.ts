/** Compressed streams: told by their first bytes, and what can be read of a broken one is read. */
import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { BrokenStream, decompress } from "../../src/event/compression.js";

const text = Array.from({ length: 20_000 }, (_, i) => `line ${i} ${Math.imul(i, 2_654_435_761) >>> 0}\n`).join("");
/** `zstd -q` of "hello\n", and nothing else is needed to know the format is read. */
const zstdHello = Buffer.from("28b52ffd0458310000" + "68656c6c6f0a", "hex");

async function* inChunks(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size?: number): Promise<{ text: string; broken: boolean }> {
  let text = "";
  try {
    for await (const chunk of decompress(inChunks(bytes, size))) text += chunk.toString("latin1");
    return { text, broken: false };
  } catch (error) {
    expect(error).toBeInstanceOf(BrokenStream);
    return { text, broken: true };
  }
}

it.each([
  ["plain", Buffer.from(text)],
  ["gzip", gzipSync(text)],
  ["gzip of two members", Buffer.concat([gzipSync(text.slice(0, 5000)), gzipSync(text.slice(5000))])],
])("reads %s", async (_, bytes) => {
  expect(await read(bytes)).toEqual({ text, broken: false });
});

it("reads byte by byte", async () => {
  expect(await read(gzipSync("a\nb\n"), 1)).toEqual({ text: "a\nb\n", broken: false });
});

it("gives nothing for nothing", async () => {
  expect(await read(Buffer.alloc(0))).toEqual({ text: "", broken: false });
});

describe("a broken stream", () => {
  it("gives what was readable of a truncated gzip, then says so", async () => {
    const whole = gzipSync(text);
    const { text: readable, broken } = await read(whole.subarray(0, whole.length / 2));
    expect(broken).toBe(true);
    expect(readable.length).toBeGreaterThan(text.length / 4);
    expect(text.startsWith(readable)).toBe(true);
  });

  it("says so where a gzip's bytes are corrupt", async () => {
    const whole = Buffer.from(gzipSync(text));
    whole.fill(0xaa, whole.length - 2000, whole.length - 1000);
    expect((await read(whole)).broken).toBe(true);
  });
});

const zstd = (input: string) => spawnSync("zstd", ["-q", "-c"], { input, maxBuffer: 1 << 26 });
const hasZstd = zstd("").status === 0;

describe("zstd", () => {
  it("is read where a frame holds its bytes raw", async () => {
    expect((await read(zstdHello)).text).toContain("hello");
  });

  it.runIf(hasZstd)("is read as the tool `zstd` writes it, frames one after the other too", async () => {
    const whole = zstd(text).stdout;
    expect(await read(whole)).toEqual({ text, broken: false });
    expect((await read(Buffer.concat([whole, whole]))).text.length).toBe(2 * text.length);
  });

  it.runIf(hasZstd)("is read up to where it is truncated", async () => {
    const big = text.repeat(20);
    const whole = zstd(big).stdout;
    const { text: readable, broken } = await read(whole.subarray(0, whole.length - 50));
    expect(broken).toBe(true);
    expect(big.startsWith(readable)).toBe(true);
  });
});
