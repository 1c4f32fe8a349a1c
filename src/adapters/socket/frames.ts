/**
 * Messages <-> frames on a stream of bytes: a message is cut into frames of a bounded size, each with its length before it and whether the
 * message goes on.
 */
import { PermanentError } from "../../errors.js";

/** Of what a frame carries. */
export const FRAME_BYTES = 4 << 20;
/** Of a whole message, which is put together in memory. */
const MESSAGE_BYTES = 2 ** 31 - 1;
/** A length (uint32, little-endian), and 1 where the message goes on in the next frame. */
const HEADER_BYTES = 5;

export interface Frame {
  header: Buffer;
  bytes: Buffer;
}

/** Throws a `PermanentError` where it is too large to be put together again. */
export function* framesOf(message: Buffer): Iterable<Frame> {
  if (message.length > MESSAGE_BYTES)
    throw new PermanentError(
      `${message.length} bytes are too much for the socket of a data folder (${MESSAGE_BYTES} at the most): end the cautery that holds the folder, and call again`,
    );
  for (let at = 0; at < message.length; at += FRAME_BYTES) {
    const bytes = message.subarray(at, at + FRAME_BYTES);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(bytes.length);
    header[4] = at + FRAME_BYTES < message.length ? 1 : 0;
    yield { header, bytes };
  }
}

export class FrameReader {
  #chunks: Buffer[] = [];
  #held = 0;
  /** Of the frame whose header was read; null before it was. */
  #frame: { length: number; goesOn: boolean } | null = null;
  #message: Buffer[] = [];
  #size = 0;

  /** The messages that are whole with these bytes. Throws a `PermanentError` for bytes that are no frames: none after them is read. */
  *read(chunk: Buffer): Iterable<Buffer> {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    for (;;) {
      if (this.#frame === null) {
        if (this.#held < HEADER_BYTES) return;
        this.#frame = this.#header(this.#take(HEADER_BYTES));
      }
      const { length, goesOn } = this.#frame;
      if (this.#held < length) return;
      this.#message.push(this.#take(length));
      this.#frame = null;
      if (goesOn) continue;
      const message = this.#message.length === 1 ? this.#message[0] : Buffer.concat(this.#message);
      this.#message = [];
      this.#size = 0;
      yield message;
    }
  }

  #header(bytes: Buffer): { length: number; goesOn: boolean } {
    const length = bytes.readUInt32LE();
    this.#size += length;
    if (length === 0 || length > FRAME_BYTES || bytes[4] > 1 || this.#size > MESSAGE_BYTES)
      throw new PermanentError("what came over the socket is no frame of cautery's: use one version of cautery on one folder");
    return { length, goesOn: bytes[4] === 1 };
  }

  #take(length: number): Buffer {
    const parts: Buffer[] = [];
    let left = length;
    while (left > 0) {
      const [first] = this.#chunks;
      if (first.length <= left) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(left);
      parts.push(first.subarray(0, left));
      left -= Math.min(left, first.length);
    }
    this.#held -= length;
    return parts.length === 1 ? parts[0] : Buffer.concat(parts, length);
  }
}
