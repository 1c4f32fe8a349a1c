/** The log of what was done, by whom and why: pages of entries under one Merkle tree, appended and never changed, and plans beside it. */

import { PermanentError } from "../errors.js";
import type { AuditAppend, AuditHead, AuditPage } from "../model/enforcement/audit.js";

export type { AuditAppend, AuditHead, AuditPage } from "../model/enforcement/audit.js";

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

/** For stores: throws a `PermanentError` where a page is not the one that comes next. */
export function refuseOther(head: AuditHead | null, { page, head: after }: AuditAppend): void {
  const size = head?.size ?? 0;
  if (page.first === size && after.size === size + page.entries.length && page.entries.length > 0) return;
  throw new PermanentError(
    `a page of entry ${page.first} on cannot be appended: entry ${size} comes next; make it of the head that is handed in`,
  );
}

/** Plans by their hash, as the bytes that it is of. */
export interface Plans {
  /** One that is there stays. */
  savePlan(hash: string, bytes: Uint8Array): Promise<void>;
  loadPlan(hash: string): Promise<Uint8Array | null>;
}
