/**
 * A stream of bytes, plain or gzip or zstd -> its decompressed bytes. Where it breaks, what was readable is given first, and then the
 * reason is thrown.
 */
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";

export type Compression = "plain" | "gzip" | "zstd";

/** The stream ended early or is corrupt: all that could be read was given before. */
export class BrokenStream extends Error {}

/** Small pieces in, so that little is lost where a piece turns out to be corrupt. */
const PIECE_BYTES = 16 * 1024;

export function sniff(first: Uint8Array): Compression {
  if (first.length >= 2 && first[0] === 0x1f && first[1] === 0x8b) return "gzip";
  const [a, b, c, d] = first;
  if (b === 0xb5 && a === 0x28 && c === 0x2f && d === 0xfd) return "zstd";
  if (a >= 0x50 && a <= 0x5f && b === 0x2a && c === 0x4d && d === 0x18) return "zstd"; // a skippable frame
  return "plain";
}

/** Decompresses by what the first bytes say. */
export async function* decompress(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = bytes[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  while (first.length < 4) {
    const { value, done } = await source.next();
    if (done) break;
    first = Buffer.concat([first, value]);
  }
  const all = chain(first, source);
  const kind = sniff(first);
  yield* kind === "gzip" ? gunzip(all) : kind === "zstd" ? unzstd(all) : all;
}

async function* chain(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* pieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
}

/** Several members one after the other too. */
async function* gunzip(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 128 * 1024 });
  let out: Buffer[] = [];
  let error: Error | null = null;
  gunzip.on("data", (chunk: Buffer) => out.push(chunk));
  gunzip.on("error", (cause) => {
    error = cause;
  });
  const settled = (step: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      gunzip.once("close", resolve);
      step(() => {
        gunzip.off("close", resolve);
        resolve();
      });
    });
  for await (const piece of pieces(bytes)) {
    await settled((done) => gunzip.write(piece, done));
    yield* out.splice(0);
    if (error) break;
  }
  if (!error) await settled((done) => gunzip.once("end", done) && gunzip.end());
  yield* out;
  out = [];
  if (error) throw new BrokenStream(`gzip: ${(error as Error).message}`, { cause: error });
}

async function* unzstd(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const out: Buffer[] = [];
  const decompressor = new Decompress((chunk) => {
    out.push(Buffer.from(chunk)); // the library may use its memory again
  });
  const push = (piece: Uint8Array, final: boolean): Error | null => {
    try {
      decompressor.push(piece, final);
      return null;
    } catch (error) {
      return error as Error;
    }
  };
  for await (const piece of pieces(bytes)) {
    const error = push(piece, false);
    yield* out.splice(0);
    if (error) throw new BrokenStream(`zstd: ${error.message}`, { cause: error });
  }
  const error = push(new Uint8Array(0), true);
  yield* out;
  if (error) throw new BrokenStream(`zstd: ${error.message}`, { cause: error });
}
