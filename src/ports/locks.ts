/** Locks over processes. */

export interface Locks {
  /** A lock over processes, held for so long at most: false where another holds it and it has not expired. */
  acquire(lock: string, holder: string, ttlMs: number): Promise<boolean>;
  release(lock: string, holder: string): Promise<void>;
}
