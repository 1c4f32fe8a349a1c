/**
 * Pieces of bodies, in the order that they come -> slices of all that wait, one whenever one is asked for: so what comes while a commit is
 * under way goes with the next. A piece is kept until its slice is committed, so that it can be cut anew.
 */
import type { Block } from "../protocol.js";
import { type RawSlice, SLICE_BYTES, type Sliced } from "../raw-slice.js";
import type { Body } from "./body.js";
import type { Room } from "./room.js";

/** Less is not dealt: a commit takes more than a second thread would save. */
const WORTH_BYTES = 4 * 1024 * 1024;

export interface Piece {
  body: Body;
  block: Block;
  /** How much room it takes. */
  size: number;
}

type Next = IteratorResult<RawSlice>;

export class PieceQueue implements Sliced {
  readonly #room: Room;
  readonly #ahead: number;
  #waiting: Piece[] = [];
  /** Cut and not committed. */
  readonly #cut = new Map<RawSlice, Piece[]>();
  #deliver: ((next: Next) => void) | null = null;
  #told: (() => void) | null = null;
  #isClosed = false;

  /** So many slices are cut before the first is committed: what waits is dealt to them, so that all have work. */
  constructor(room: Room, ahead: number) {
    this.#room = room;
    this.#ahead = ahead;
  }

  /** Whether there is nothing that a commit would make room of. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#cut.size === 0;
  }

  /** Its room was taken. */
  add(piece: Piece): void {
    piece.body.handOver();
    this.#waiting.push(piece);
    this.#look();
  }

  /** After what waits, there is nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#look();
  }

  /** Resolves when something waits: true; or when it is closed and nothing does. */
  async waits(): Promise<boolean> {
    while (this.#waiting.length === 0 && !this.#isClosed) await new Promise<void>((resolve) => (this.#told = resolve));
    return this.#waiting.length > 0;
  }

  /** From now on. Whoever asked before gets nothing more. */
  slices(): AsyncIterable<RawSlice> {
    const next = () =>
      new Promise<Next>((resolve) => {
        this.#deliver = resolve;
        this.#look();
      });
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }

  /** The pieces of a slice that is committed, which need no room any more. */
  committed(slice: RawSlice): Piece[] {
    const pieces = this.#cut.get(slice)!;
    this.#cut.delete(slice);
    this.#giveUp(pieces);
    return pieces;
  }

  /** The slice that was to be committed first fails, with its bodies; those cut behind it wait again. */
  fail(failure: unknown): void {
    this.#deliver = null;
    const [first = this.#take(), ...rest] = this.#cut.values();
    this.#cut.clear();
    this.#waiting.unshift(...rest.flat());
    for (const { body } of first) body.fail(failure);
    this.#giveUp(first);
  }

  /** Once this turn of the event loop is over: all that came in it goes together. */
  #look(): void {
    setImmediate(() => {
      this.#told?.();
      this.#told = null;
      if (!this.#deliver) return;
      const pieces = this.#take();
      if (pieces.length > 0) this.#answer({ done: false, value: this.#sliceOf(pieces) });
      else if (this.#isClosed) this.#answer({ done: true, value: undefined });
    });
  }

  #answer(next: Next): void {
    const deliver = this.#deliver!;
    this.#deliver = null;
    deliver(next);
  }

  /** As many of those that wait as belong in the next slice; what belongs to a body that has failed is let go. */
  #take(): Piece[] {
    const dropped = this.#waiting.filter(({ body }) => body.hasFailed);
    const waiting = this.#waiting.filter(({ body }) => !body.hasFailed);
    const share = sizeOf(waiting) / Math.max(1, this.#ahead - this.#cut.size);
    const most = Math.min(SLICE_BYTES, Math.max(WORTH_BYTES, share));
    let bytes = 0;
    let end = 0;
    while (end < waiting.length && bytes < most) bytes += waiting[end++].size;
    this.#waiting = waiting.slice(end);
    this.#giveUp(dropped);
    return waiting.slice(0, end);
  }

  #sliceOf(pieces: Piece[]): RawSlice {
    const blocks = pieces.map(({ block }) => block);
    const slice: RawSlice = { from: 0, to: sizeOf(pieces), input: { blocks }, first: null, lastHash: "", lastLength: 0, broken: null };
    this.#cut.set(slice, pieces);
    return slice;
  }

  #giveUp(pieces: readonly Piece[]): void {
    if (pieces.length > 0) this.#room.giveBack(sizeOf(pieces));
  }
}

const sizeOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { size }) => sum + size, 0);
