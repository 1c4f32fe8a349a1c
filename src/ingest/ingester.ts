/**
 * Inputs -> the store: digests slices on threads, asks which event ids are new, commits in order; what is in memory is a function of what
 * is committed.
 */
import { availableParallelism } from "node:os";
import { messageOf, PermanentError } from "../errors.js";
import type { Input } from "../event/input.js";
import type { SliceCounts } from "../model/slice-counts.js";
import type { SourceMark } from "../ports/event-log.js";
import type { GraphStore } from "../ports/store.js";
import { Applier, type Committed } from "./applier.js";
import { DigestPool } from "./digest-pool.js";
import { openFile } from "./file-source.js";
import { KnownIds } from "./known-ids.js";
import type { Source } from "./raw-slice.js";
import { openStream } from "./stream-source.js";

export interface IngesterOptions {
  /** The pseudonym key (32 bytes): see `adapters/files/key-file.ts`. */
  key: Uint8Array;
  /** Digesting threads; as many as cores by default. */
  threads?: number;
  /** Told after each commit: the counts of that slice. */
  onCommit?: (counts: SliceCounts) => void;
}

/** One a process and store: holds the known event ids and the threads. Calls of `apply` run one after the other. */
export interface Ingester {
  /**
   * Applies an input from the store's mark onwards (to byte `upTo` of a plain file, where given); returns what this call added.
   * Running it again with the same bytes adds nothing; a file that grew continues; another file under the same name is a source of its own.
   *
   * Where it throws, the ingester is spent: a commit may still land, and what it holds in memory is then behind the store. Every call from
   * then on throws a `PermanentError`, also one that waited for its turn; another ingester begins with what the store has.
   */
  apply(input: Input, upTo?: number): Promise<SliceCounts>;
  close(): Promise<void>;
}

/** The store must be open. */
export function openIngester(store: GraphStore, { key, threads = availableParallelism(), onCommit }: IngesterOptions): Ingester {
  const pool = new DigestPool(threads, { key, parts: store.parts() });
  const known = new KnownIds(store);
  let last: Promise<unknown> = Promise.resolve();
  let spent: { by: unknown } | null = null;
  return {
    apply(input, upTo) {
      const applied = last.then(() => {
        if (spent === null) return applyInput(input, upTo);
        throw new PermanentError(`this ingester is spent, close it and open another: it failed before (${messageOf(spent.by)})`, {
          cause: spent.by,
        });
      });
      last = applied.catch((error: unknown) => {
        spent ??= { by: error }; // whoever called hears of it
      });
      return applied;
    },
    close: () => pool.close(),
  };

  async function applyInput(input: Input, upTo?: number): Promise<SliceCounts> {
    const source = input.encoding === "plain" ? await openFile(input.path, upTo) : openStream(input.path);
    const total = noCounts();
    try {
      const { name, mark } = await findSource(store, input, source);
      const applied = ({ counts }: Committed) => {
        addCounts(total, counts);
        onCommit?.(counts);
      };
      const applier = new Applier({ store, pool, known, source: name, onCommit: applied });
      // Where another process applied to this source meanwhile, go on from where it is now
      for (let from = mark; !(await applier.apply(source, from)); ) from = await store.mark(name);
      return total;
    } finally {
      await source.close();
    }
  }
}

/** The first of `name`, `name#2`, … that is this source, or is free. A stream is a source of its own each time. */
async function findSource(store: GraphStore, input: Input, source: Source): Promise<{ name: string; mark: SourceMark | null }> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? input.source : `${input.source}#${number}`;
    const mark = await store.mark(name);
    if (mark === null || (input.encoding !== "stream" && (await source.matches(mark)))) return { name, mark };
  }
}

export function noCounts(): SliceCounts {
  return { events: 0, accepted: 0, duplicates: 0, quarantined: 0, droppedFields: 0, ignoredFields: 0, lines: 0 };
}

export function addCounts(to: SliceCounts, counts: SliceCounts): void {
  for (const name of Object.keys(to) as (keyof SliceCounts)[]) to[name] += counts[name];
}
