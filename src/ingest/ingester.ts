/** Inputs -> the store: digests slices on threads, asks which event ids are new, commits in order; what is in memory is a function of what is committed. */
import type { Input } from "../event/input.js";
import type { GraphStore, SliceCounts } from "../ports.js";

export interface IngesterOptions {
  /** The pseudonym key (32 bytes): see `adapters/key-file.ts`. */
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
   */
  apply(input: Input, upTo?: number): Promise<SliceCounts>;
  close(): Promise<void>;
}

export function openIngester(_store: GraphStore, _options: IngesterOptions): Ingester {
  throw new Error("not yet");
}
