/** What the log of what was done is made of: entries in pages, and where it stands after each. */

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
