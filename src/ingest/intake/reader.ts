/** A body's chunks -> pieces of whole lines in the queue, read no faster than there is room for them. */
import { LineBuffer, type WholeLines } from "../line-buffer.js";
import type { Block } from "../protocol.js";
import type { Body } from "./body.js";
import type { PieceQueue } from "./piece-queue.js";
import type { Room } from "./room.js";

/** Of a long body as much is handed over at once. */
const PIECE_BYTES = 4 * 1024 * 1024;
/** What a piece takes beside its bytes, about. */
const PIECE_ROOM = 256;

export interface Place {
  queue: PieceQueue;
  room: Room;
  /** Those that are being read or wait for their commit, the oldest first. */
  bodies: ReadonlySet<Body>;
}

type Chunks = AsyncIterable<Block> | Iterable<Block>;

/** Resolves when all of it was handed over; throws what the body failed by, or the chunks. */
export async function readBody(chunks: Chunks, body: Body, place: Place): Promise<void> {
  const lines = new Cutter(body, place);
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  try {
    for (;;) {
      await lines.room();
      const { value, done } = await body.unlessFailed(Promise.resolve(iterator.next()));
      if (done) break;
      lines.add(value);
    }
    lines.end();
  } catch (error) {
    lines.drop();
    body.fail(error);
    Promise.resolve(iterator.return?.()).catch(() => {}); // the first error is the one to tell
    throw error;
  }
}

class Cutter {
  readonly #body: Body;
  readonly #place: Place;
  readonly #lines = new LineBuffer();
  #isFirst = true;

  constructor(body: Body, place: Place) {
    this.#body = body;
    this.#place = place;
  }

  /** Resolves when there is room. Where nothing else could make some, the oldest body goes on all the same. */
  async room(): Promise<void> {
    const { room, queue, bodies } = this.#place;
    while (room.isFull) {
      this.#handOver(this.#lines.take());
      const [oldest] = bodies;
      if (queue.isEmpty && oldest === this.#body) return;
      await this.#body.unlessFailed(room.changed());
    }
  }

  add(chunk: Block): void {
    if (chunk instanceof Uint8Array) {
      const before = this.#lines.held;
      this.#lines.add(chunk);
      this.#place.room.take(this.#lines.held - before);
      if (this.#lines.completeBytes >= PIECE_BYTES) this.#handOver(this.#lines.take());
    } else {
      this.#handOver(this.#lines.takeAll());
      this.#queue(chunk, chunk.raw.length + PIECE_ROOM);
    }
  }

  end(): void {
    this.#handOver(this.#lines.takeAll());
  }

  /** What was not handed over needs no room any more. */
  drop(): void {
    this.#place.room.giveBack(this.#lines.held);
  }

  #handOver({ bytes }: WholeLines): void {
    if (bytes.length === 0) return;
    this.#queue(this.#isFirst ? withoutMark(bytes) : bytes, bytes.length + PIECE_ROOM);
    this.#place.room.giveBack(bytes.length);
  }

  #queue(block: Block, size: number): void {
    this.#isFirst = false;
    this.#place.room.take(size);
    this.#place.queue.add({ body: this.#body, block, size });
  }
}

/** Without a byte order mark, where it begins with one. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
