/** The store's audit log -> whether it is whole, proofs of its entries, its checkpoint, and all of it for a third party. */
import { openCheckpoint, verifierKey } from "../enforcement/audit/note.js";
import { type Proof, proofOf } from "../enforcement/audit/proof.js";
import { CONTROL } from "../enforcement/audit/seal.js";
import { consistencyRanges, inclusionRanges, isConsistent, RangeRoots } from "../enforcement/audit/tree.js";
import { findingText, type Verdict, Verification } from "../enforcement/audit/verify.js";
import { PermanentError, UsageError } from "../errors.js";
import type { AuditHead, AuditLeaf, AuditPage } from "../model/enforcement/audit.js";
import type { AuditLog } from "../ports/audit.js";

export interface AuditPorts {
  store: AuditLog;
  /** The pseudonym key, which the log's key follows from. */
  key: Uint8Array;
}

/**
 * Every leaf is computed again, and what the log comes to is held against its checkpoint, and against an `earlier` one where it is given.
 * What is appended meanwhile is not looked at. Throws a `PermanentError` where the earlier checkpoint is none of this log.
 */
export async function verifyAudit({ store, key }: AuditPorts, earlier?: string): Promise<Verdict> {
  const vkey = verifierKey(key);
  const head = await store.auditHead();
  const verification = new Verification({ vkey, earlier: earlier === undefined ? undefined : openCheckpoint(earlier, vkey) });
  if (head === null) {
    for await (const page of store.auditPages()) verification.add(page);
    return verification.finishWithout();
  }
  for await (const page of upTo(store, head)) verification.add(page);
  const stray = await strayPage(store, head);
  if (stray !== null) verification.add(stray);
  else await addLater(store, head, verification);
  return verification.finish(head.checkpoint, head);
}

export interface Exported {
  checkpoint: string;
  vkey: string;
  pages: AsyncIterable<AuditPage>;
}

/** All that a third party needs to verify the log without the store. */
export async function exportAudit({ store, key }: AuditPorts): Promise<Exported> {
  const head = await headOf(store);
  return { checkpoint: head.checkpoint, vkey: verifierKey(key), pages: upTo(store, head) };
}

/** What was exported, without a store. `vkey` is the key that is trusted: by default that of the export itself. */
export async function verifyExport(
  { checkpoint, vkey, pages }: Exported,
  { trusted = vkey, earlier }: { trusted?: string; earlier?: string } = {},
): Promise<Verdict> {
  const verification = new Verification({
    vkey: trusted,
    earlier: earlier === undefined ? undefined : openCheckpoint(earlier, trusted),
  });
  for await (const page of pages) verification.add(page);
  return verification.finish(checkpoint);
}

/** The signed note. Throws a `PermanentError` where nothing was ever logged, or the checkpoint was changed. */
export async function currentCheckpoint({ store, key }: AuditPorts): Promise<string> {
  const { checkpoint } = await headOf(store);
  openCheckpoint(checkpoint, verifierKey(key));
  return checkpoint;
}

/** Throws a `UsageError` where there is no such entry, a `PermanentError` where the log is not whole. */
export async function proveEntry({ store, key }: AuditPorts, entry: number): Promise<Proof> {
  const head = await headOf(store);
  const vkey = verifierKey(key);
  const { size, root } = openCheckpoint(head.checkpoint, vkey);
  if (!(entry < size)) throw new UsageError(`there is no entry ${entry}: the log has entries 0 to ${size - 1}`);
  const path = new RangeRoots(inclusionRanges(entry, size));
  let found: AuditLeaf | null = null;
  let at = 0;
  const all = new RangeRoots([[0, size]]);
  for await (const { entries } of upTo(store, head)) {
    for (const each of entries) {
      if (at++ === entry) found = each;
      path.add(each.leaf);
      all.add(each.leaf);
    }
  }
  if (found === null || all.roots()[0] !== root)
    throw new PermanentError("the log is not the one that its checkpoint signed: `cautery audit verify` says what is wrong");
  return proofOf(entry, found, path.roots(), head.checkpoint, vkey);
}

export interface Consistency {
  consistent: boolean;
  /** Entries of the old checkpoint, and now. */
  before: number;
  now: number;
  /** Hex, as RFC 6962 has it; empty where the log is not consistent. */
  proof: readonly string[];
  /** Sentences: what is wrong, and what to do. */
  wrong: readonly string[];
}

/** Whether the log goes on from what an old checkpoint signed. Throws a `PermanentError` where that is none of this log. */
export async function consistentWith({ store, key }: AuditPorts, old: string): Promise<Consistency> {
  const vkey = verifierKey(key);
  const before = openCheckpoint(old, vkey);
  const head = await store.auditHead();
  const sizes = { before: before.size, now: head?.size ?? 0 };
  const not = (wrong: readonly string[]): Consistency => ({ consistent: false, ...sizes, proof: [], wrong });
  if (head === null)
    return not([`the log is empty, and entries 0 to ${before.size - 1} were signed: restore it from a backup or an export`]);
  const now = openCheckpoint(head.checkpoint, vkey);
  if (now.size < before.size) {
    const mend = "restore it from a backup or an export, and find out who could write to the store";
    return not([`the log was cut off: entries ${now.size} to ${before.size - 1} were signed, and are no longer in it; ${mend}`]);
  }
  const roots = new RangeRoots(before.size === 0 ? [] : consistencyRanges(before.size, now.size));
  const verification = new Verification({ vkey, earlier: before });
  for await (const page of upTo(store, head)) {
    verification.add(page);
    for (const { leaf } of page.entries) roots.add(leaf);
  }
  await addLater(store, head, verification);
  const { whole, findings } = verification.finish(head.checkpoint, head);
  const proof = roots.roots();
  if (!whole || !isConsistent(before, now, proof)) return not(findings.map(findingText));
  return { consistent: true, ...sizes, proof, wrong: [] };
}

/** Takes an entry's body and salt away for good, and keeps its leaf: the log stays whole. What was erased already stays so. */
export async function eraseBody(store: AuditLog, entry: number): Promise<void> {
  for await (const page of store.auditPages({ from: entry })) {
    const at = entry - page.first;
    if (at < 0 || at >= page.entries.length) break;
    const entries = page.entries.map((each, i) => (i === at ? { leaf: each.leaf, salt: null, body: null } : each));
    await store.replaceAuditPage({ ...page, entries });
    return;
  }
  throw new UsageError(`there is no entry ${entry} in the audit log: \`cautery audit export\` writes those there are`);
}

async function headOf(store: AuditLog): Promise<AuditHead> {
  const head = await store.auditHead();
  if (head !== null) return head;
  throw new PermanentError("nothing was logged yet: the first batch, or the first person that is added, begins the audit log");
}

/** The pages that the head tells of: what is appended while they are read comes after. */
async function* upTo(store: AuditLog, { size }: AuditHead): AsyncIterable<AuditPage> {
  for await (const page of store.auditPages()) {
    if (page.first >= size) return;
    yield page;
  }
}

/** What was decided while the log was read. */
async function addLater(store: AuditLog, { size }: AuditHead, verification: Verification): Promise<void> {
  for await (const page of store.auditPages({ stream: CONTROL, from: size })) if (page.first >= size) verification.addLater(page);
}

/** A page beyond the head that nobody appended meanwhile. */
async function strayPage(store: AuditLog, { size }: AuditHead): Promise<AuditPage | null> {
  for await (const page of store.auditPages({ from: size })) {
    const now = await store.auditHead();
    return page.first >= size && now !== null && now.size <= page.first ? page : null;
  }
  return null;
}
