/** Where all state lives: everything that is kept, by concern. */
import type { EventLog } from "./event-log.js";
import type { Footprints } from "./footprints.js";
import type { Knowledge } from "./knowledge.js";
import type { Locks } from "./locks.js";
import type { RunReader, RunWriter } from "./runs.js";

/** Every method may be called again after a crash; a write is whole or not at all. */
export interface GraphStore extends EventLog, Footprints, RunReader, RunWriter, Knowledge, Locks {
  /** Constraints, indexes, tables: idempotent. Throws a `PermanentError` if the store was written with another pseudonym key (`keyCheck`). */
  open(keyCheck: string): Promise<void>;
  close(): Promise<void>;
}
