/** The log of what was done, by whom and why: pages of entries under one Merkle tree, appended and never changed, and plans beside it. */

import type { AuditAppend, AuditHead, AuditPage } from "../model/audit.js";

export type { AuditAppend, AuditHead, AuditLeaf, AuditPage } from "../model/audit.js";

export interface AuditLog {
  /** Null where nothing was ever appended. */
  auditHead(): Promise<AuditHead | null>;
  /**
   * In one transaction, and one at a time over all processes: what `write` makes of the head as it stands is appended; null appends
   * nothing. `write` may be called again. Returns what was appended.
   */
  appendAudit(write: (head: AuditHead | null) => AuditAppend | null): Promise<AuditAppend | null>;
  /** In the log's order: pages with an entry of number `from` or later, of one stream, of this time or later. */
  auditPages(query?: { from?: number; stream?: string; since?: number }): AsyncIterable<AuditPage>;
  /**
   * Erases, of the page with the same first entry, what this one has no body of; what was erased stays so. Throws a `PermanentError` where
   * that page has other leaves.
   */
  replaceAuditPage(page: AuditPage): Promise<void>;
}

/** Plans by their hash, as the bytes that it is of. */
export interface Plans {
  /** One that is there stays. */
  savePlan(hash: string, bytes: Uint8Array): Promise<void>;
  loadPlan(hash: string): Promise<Uint8Array | null>;
}
