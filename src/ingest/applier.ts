/** A source's slices -> commits: digested ahead on threads, judged and committed in order. A stale commit has memory catch up first. */
import type { PartBytes } from "../indicator/slice/segment.js";
import type { SliceCounts } from "../model/slice-counts.js";
import type { SliceCommit, SourceMark } from "../ports/event-log.js";
import type { GraphStore } from "../ports/store.js";
import type { Digest } from "./digest.js";
import type { DigestPool, HeldSlice } from "./digest-pool.js";
import { judge } from "./judge.js";
import type { KnownIds } from "./known-ids.js";
import { nextMark, type RawSlice, type Sliced } from "./raw-slice.js";
import type { Taken } from "./taken.js";

/** A slice between being read and being committed. */
interface Flight {
  raw: RawSlice;
  digested: Promise<HeldSlice>;
  /** Once it is digested. */
  slice: HeldSlice | null;
  /** Once it is known which of its events count, given all that is before. */
  taken: Taken | null;
  packed: Promise<PartBytes[]>;
}

/** A slice that stands in the store. */
export interface Committed {
  raw: RawSlice;
  digest: Digest;
  taken: Taken;
  counts: SliceCounts;
}

export interface ApplierSettings {
  store: GraphStore;
  pool: DigestPool;
  known: KnownIds;
  /** The source's name. */
  source: string;
  onCommit: (committed: Committed) => void;
  /** Slices between being read and being committed, at the most; enough to keep all threads busy if left out. */
  ahead?: number;
  /** Whether a slice may follow any mark of the source, since it was not cut from one. */
  afterAnyMark?: boolean;
}

export class Applier {
  readonly #store: GraphStore;
  readonly #pool: DigestPool;
  readonly #known: KnownIds;
  readonly #source: string;
  readonly #onCommit: (committed: Committed) => void;
  readonly #ahead: number;
  readonly #afterAnyMark: boolean;
  readonly #flights: Flight[] = [];
  /** Whoever touches the known ids or a flight's `taken` waits for this. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ store, pool, known, source, onCommit, ahead = pool.size * 2 + 2, afterAnyMark = false }: ApplierSettings) {
    this.#store = store;
    this.#pool = pool;
    this.#known = known;
    this.#source = source;
    this.#onCommit = onCommit;
    this.#ahead = ahead;
    this.#afterAnyMark = afterAnyMark;
  }

  /**
   * True when all behind the mark is applied; false where the mark has moved, and it must be read again. Where it throws, a commit may be
   * under way whose ids are released here though they may count: the known ids must not be used again.
   */
  async apply(source: Sliced, mark: SourceMark | null): Promise<boolean> {
    await this.#known.catchUp();
    const slices = source.slices(mark)[Symbol.asyncIterator]();
    let before = mark;
    let next: Promise<IteratorResult<RawSlice>> | null = null;
    let ended = false;
    let committing: Promise<SourceMark | null> | null = null;
    try {
      while (!ended || this.#flights.length > 0) {
        if (!ended && this.#flights.length < this.#ahead) next ??= slices.next();
        if (this.#flights.length > 0) committing ??= this.#commitFirst(before);
        const event = await Promise.race(
          [next?.then((result) => ({ result })), committing?.then((after) => ({ after }))].filter((promise) => promise !== undefined),
        );
        if ("result" in event!) {
          next = null;
          if (event.result.done) ended = true;
          else this.#take(event.result.value);
        } else {
          committing = null;
          if (!event!.after) return false;
          before = event!.after;
        }
      }
      return true;
    } finally {
      next?.catch(() => {}); // nobody waits for it any more
      committing?.catch(() => {});
      const dropped = this.#flights.splice(0);
      for (const { digested } of dropped) digested.then((slice) => slice.release()).catch(() => {});
      await this.#inTurn(() => this.#unjudge(dropped));
    }
  }

  #take(raw: RawSlice): void {
    const flight: Flight = { raw, digested: this.#pool.digest(raw.input), slice: null, taken: null, packed: Promise.resolve([]) };
    this.#flights.push(flight);
    flight.digested
      .then((slice) => {
        flight.slice = slice;
        return this.#inTurn(() => this.#judgeDigested());
      })
      .catch(() => {}); // the commit meets the same error
  }

  #inTurn<T>(step: () => Promise<T> | T): Promise<T> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Judges, in order, the slices that are digested; so that packing one overlaps with committing another. */
  async #judgeDigested(): Promise<void> {
    for (const flight of this.#flights) {
      if (!flight.slice) return;
      flight.taken ??= await this.#judge(flight, flight.slice);
    }
  }

  async #judge(flight: Flight, slice: HeldSlice): Promise<Taken> {
    const taken = await judge(slice.digest.ids, this.#known);
    flight.packed = flight.packed.then(() => slice.pack(taken.fresh));
    flight.packed.catch(() => {}); // the commit meets the same error
    return taken;
  }

  /** The mark after the first flight, or null where the source's mark has moved under it. */
  async #commitFirst(before: SourceMark | null): Promise<SourceMark | null> {
    const flight = this.#flights[0];
    const slice = await flight.digested;
    for (;;) {
      await this.#inTurn(() => this.#judgeDigested());
      const taken = flight.taken!;
      const commit = this.#commitOf(flight.raw, slice, taken, await flight.packed, before);
      if ((await this.#store.commit(commit)) === "committed") {
        await this.#inTurn(() => {
          this.#known.accept(taken);
          this.#flights.shift();
        });
        slice.release();
        this.#onCommit({ raw: flight.raw, digest: slice.digest, taken, counts: commit.counts });
        return commit.after;
      }
      const mark = await this.#store.mark(this.#source);
      if (mark?.next !== before?.next && !this.#afterAnyMark) return null;
      before = mark;
      await this.#inTurn(() => this.#recover());
    }
  }

  /** Another process committed: what is in memory follows, and whatever was judged is judged again. */
  async #recover(): Promise<void> {
    this.#unjudge(this.#flights);
    await this.#known.catchUp();
  }

  #unjudge(flights: readonly Flight[]): void {
    for (const flight of flights) {
      if (flight.taken) this.#known.release(flight.taken);
      flight.taken = null;
    }
  }

  #commitOf(raw: RawSlice, { digest }: HeldSlice, taken: Taken, segments: PartBytes[], before: SourceMark | null): SliceCommit {
    const refusals = raw.broken ? [...digest.refusals, { line: digest.lines + 1, ...raw.broken }] : digest.refusals;
    const lines = digest.lines + (raw.broken ? 1 : 0);
    const accepted = taken.ids.length / 12;
    const line = before?.lines ?? 0;
    return {
      ledger: this.#known.ledger,
      before,
      after: nextMark(this.#source, before, raw, lines),
      segments,
      ids: taken.ids,
      idsFrom: taken.from,
      idsTo: taken.to,
      counts: {
        events: digest.ids.length / 3 + refusals.length,
        accepted,
        duplicates: digest.ids.length / 3 - accepted,
        quarantined: refusals.length,
        droppedFields: digest.droppedFields,
        ignoredFields: digest.ignoredFields,
        lines,
      },
      quarantined: refusals.map((refusal) => ({ source: this.#source, line: line + refusal.line, error: refusal.error, raw: refusal.raw })),
    };
  }
}
