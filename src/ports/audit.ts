/** The log of what was done, by whom and why: pages of entries under one Merkle tree, appended and never changed, and plans beside it. */

/** Where the log stands: what is needed to append to it and to see whether it is whole. */
export interface AuditHead {
  /** Entries so far. */
  size: number;
  /** The size after the last page of the stream `control`: unchanged where nothing was decided since. */
  control: number;
  /** Roots of the tree's complete subtrees, the largest first, hex: from these the root follows (RFC 6962, 2.1). */
  frontier: readonly string[];
  /** The signed tree head: a C2SP checkpoint (tlog-checkpoint) as a signed note. */
  checkpoint: string;
}

/** An entry; `salt` and `body` are null where the body was erased, and its leaf stands. */
export interface AuditLeaf {
  /** SHA-256 of the leaf, hex. */
  leaf: string;
  /** Hex. */
  salt: string | null;
  /** JSON. */
  body: string | null;
}

/** Entries in a row of one stream: `control` (what was decided) or `outcomes/BATCH` (what became of each account). */
export interface AuditPage {
  /** The number of its first entry, from 0. */
  first: number;
  stream: string;
  /** Milliseconds since 1970. */
  at: number;
  entries: readonly AuditLeaf[];
}

export interface AuditAppend {
  page: AuditPage;
  /** The head after it. */
  head: AuditHead;
}

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
  /** Puts a page in place of the one with the same first entry, which has the same leaves: to erase bodies. */
  replaceAuditPage(page: AuditPage): Promise<void>;
}

/** Plans by their hash, as the bytes that it is of. */
export interface Plans {
  /** One that is there stays. */
  savePlan(hash: string, bytes: Uint8Array): Promise<void>;
  loadPlan(hash: string): Promise<Uint8Array | null>;
}
