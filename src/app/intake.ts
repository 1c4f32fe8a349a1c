/** Bodies of event lines, many at once -> the store: what comes together is committed together, and each is answered once it is durable. */
import { availableParallelism } from "node:os";
import { TransientError } from "../errors.js";
import { Applier, type Committed } from "../ingest/applier.js";
import { DigestPool } from "../ingest/digest-pool.js";
import { Body } from "../ingest/intake/body.js";
import { PieceQueue } from "../ingest/intake/piece-queue.js";
import { readBody } from "../ingest/intake/reader.js";
import { Room } from "../ingest/intake/room.js";
import { KnownIds } from "../ingest/known-ids.js";
import type { RefusedLine } from "../model/quarantine.js";
import type { IntakeCounts } from "../model/slice-counts.js";
import type { IngestPorts } from "./ingest.js";

/** What all bodies are called in the quarantine, where lines are counted on from body to body. */
const SOURCE = "http";
/** Of all bodies together: who would bring more is not read on before there is room. */
const IN_FLIGHT_BYTES = 64 * 1024 * 1024;
/** One slice is committed while another is digested; more would make each smaller. */
const AHEAD = 2;

/** Chunks of NDJSON, cut anywhere; and lines that were refused before, each of which begins a line of its own. */
export type IntakeBody = AsyncIterable<Uint8Array | RefusedLine> | Iterable<Uint8Array | RefusedLine>;

export interface Intake {
  /**
   * Resolves when all of the body is durable. Where it rejects, some of it may be there all the same: who sends it again has that counted
   * as duplicates. Chunks must not be changed once they are given.
   */
  take(body: IntakeBody, options?: { signal?: AbortSignal }): Promise<IntakeCounts>;
  /** Bodies that were read to their end are committed and answered before; others fail with a `TransientError`, as do new ones. */
  close(): Promise<void>;
}

export interface IntakeOptions {
  /** Threads that read events; as many as there are cores if left out. */
  threads?: number;
  /** Bytes of bodies in memory, at the most. */
  inFlightBytes?: number;
  /** Told whenever events became durable that were not there before. */
  onNews?: () => void;
}

/** The store must be open. Other processes, and other intakes, may commit to it at the same time. */
export function openIntake(
  { store, key }: IngestPorts,
  { threads = availableParallelism(), inFlightBytes = IN_FLIGHT_BYTES, onNews = () => {} }: IntakeOptions = {},
): Intake {
  const pool = new DigestPool(threads, { key, parts: store.parts() });
  const room = new Room(inFlightBytes);
  const queue = new PieceQueue(room, AHEAD);
  const bodies = new Set<Body>();
  const closing = () => new TransientError("this server is about to end and reads no more events; send them again");
  let isClosed = false;
  const applied = applyAll();

  return {
    async take(chunks, { signal } = {}) {
      signal?.throwIfAborted();
      if (isClosed) throw closing();
      const body = new Body();
      const abort = () => body.fail(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
      bodies.add(body);
      try {
        await readBody(chunks, body, { queue, room, bodies });
        return await body.committed();
      } finally {
        signal?.removeEventListener("abort", abort);
        bodies.delete(body);
        room.wake(); // another is the oldest now
      }
    },
    async close() {
      isClosed = true;
      for (const body of bodies) if (!body.isRead) body.fail(closing());
      queue.close();
      await applied;
      await pool.close();
    },
  };

  /** Until it is closed. After a failure what is known of event ids is read from the store again. */
  async function applyAll(): Promise<void> {
    while (await queue.waits()) {
      const known = new KnownIds(store);
      const applier = new Applier({ store, pool, known, source: SOURCE, onCommit: answer, ahead: AHEAD, afterAnyMark: true });
      await store
        .mark(SOURCE)
        .then((mark) => applier.apply(queue, mark))
        .catch((error: unknown) => queue.fail(error)); // its bodies' senders hear of it
    }
  }

  function answer({ raw, digest, taken }: Committed): void {
    let before = { lines: 0, taken: 0, refusals: 0 };
    for (const [i, { body }] of queue.committed(raw).entries()) {
      body.commit(before, digest.ends[i], digest, taken);
      before = digest.ends[i];
    }
    if (taken.ids.length > 0) onNews();
  }
}
