/** Where all state lives: everything that is kept, by concern. */
import type { AuditLog, Plans } from "./audit.js";
import type { EventLog } from "./event-log.js";
import type { Footprints } from "./footprints.js";
import type { Knowledge, Records } from "./knowledge.js";
import type { Locks } from "./locks.js";
import type { RunReader, RunWriter } from "./runs.js";

export interface OpenOptions {
  /** An IANA name. */
  zone?: string;
}

/** Every method may be called again after a crash; a write is whole or not at all. */
export interface GraphStore extends EventLog, Footprints, RunReader, RunWriter, Knowledge, Locks, AuditLog, Plans, Records {
  /**
   * Constraints, indexes, tables: idempotent. Throws a `PermanentError` if the store was written by another version or with another
   * pseudonym key (`keyCheck`), a `UsageError` if it counts days in another zone than `zone`, or there is none of that name; without `zone`
   * it is the store's, and UTC where the store is new.
   */
  open(keyCheck: string, options?: OpenOptions): Promise<void>;
  close(): Promise<void>;
}
