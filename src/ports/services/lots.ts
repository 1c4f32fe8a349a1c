/** One clustering's graph in lots, for all workers. */

/**
 * The graph of one clustering (`run`), cut into lots that any worker may search. A job only names a lot: whether it is searched, and by
 * whom, is told here. What a clustering that died has left is dropped by the next.
 */
export interface LotStore {
  layLot(run: string, lot: number, bytes: Uint8Array): Promise<void>;
  /** Whether the lot has no result and is now this holder's, for so long; not where another holds it, or where the run is over. */
  claimLot(run: string, lot: number, holder: string, ttlMs: number): Promise<boolean>;
  /** Null where it is gone. */
  readLot(run: string, lot: number): Promise<Uint8Array | null>;
  /** The first result stands; of a lot that is gone, nothing is kept. */
  saveLotResult(run: string, lot: number, result: Uint8Array): Promise<void>;
  lots(run: string): Promise<{ lot: number; searched: boolean }[]>;
  lotResults(run: string): AsyncIterable<{ lot: number; result: Uint8Array }>;
  dropLots(run: string): Promise<void>;
  /** Of all runs but this. */
  dropOtherLots(run: string): Promise<void>;
}
