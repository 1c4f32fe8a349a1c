/** Entries and where the log stands -> the page to append, and where it stands then, signed. */
import { hash } from "node:crypto";
import { PermanentError } from "../../errors.js";
import type { AuditAppend, AuditHead, AuditPage } from "../../model/enforcement/audit.js";
import { openCheckpoint, type Signer, signCheckpoint } from "./note.js";
import { Frontier, isSalt, isUnicode, leafHash, subtrees } from "./tree.js";

export const CONTROL = "control";

/** What became of accounts; nothing else is ever erased. */
export const isErasable = (stream: string): boolean => stream.startsWith("outcomes/");

/** Entries of a page at the most, and characters of a body and of all bodies of a page. */
export const MOST_ENTRIES = 10_000;
export const MOST_BODY = 1 << 20;
export const MOST_BODIES = 16 << 20;

const STREAM = /^[A-Za-z0-9][\w./-]{0,199}$/;

/** Of a log without pages. */
export const NO_PAGES = "0".repeat(64);

export interface Sealing {
  /** Null where nothing was ever appended. */
  head: AuditHead | null;
  stream: string;
  /** Milliseconds since 1970. */
  at: number;
  /** JSON, one or more. */
  bodies: readonly string[];
  /** Hex, 16 bytes of chance for each body: without it who knows a leaf could guess a body that was erased. */
  salts: readonly string[];
  signer: Signer;
}

/**
 * Pure; takes microseconds an entry. Throws a `PermanentError` where an entry or the stream cannot stand in the log, or the head is not one
 * that this key signed.
 */
export function sealPage({ head, stream, at, bodies, salts, signer }: Sealing): AuditAppend {
  refuse(stream, at, bodies, salts);
  const before = head === null ? { size: 0, pages: NO_PAGES } : opened(head, signer);
  const frontier = new Frontier(before.size, head?.frontier ?? []);
  const entries = bodies.map((body, i) => ({ leaf: leafHash(body, salts[i]), salt: salts[i], body }));
  for (const { leaf } of entries) frontier.add(leaf);
  const page: AuditPage = { first: before.size, stream, at, entries };
  const { size } = frontier;
  const checkpoint = signCheckpoint(signer, { size, root: frontier.root(), pages: pagesHash(before.pages, page) });
  const control = stream === CONTROL ? size : (head?.control ?? 0);
  return { page, head: { size, control, frontier: [...frontier.hashes], checkpoint } };
}

/** What checkpoints sign of pages beside their leaves: each one's stream, time and borders, on top of those before it. Hex. */
export function pagesHash(before: string, { first, stream, at, entries }: AuditPage): string {
  return hash("sha256", `${before}\n${first} ${entries.length} ${at} ${stream}\n`, "hex");
}

/** Goes on only from what was signed: a head that was changed would sign itself into the log. */
function opened({ size, frontier, checkpoint }: AuditHead, { vkey }: Signer): { size: number; pages: string } {
  const signed = openCheckpoint(checkpoint, vkey);
  const whole = frontier.length === subtrees(size) && new Frontier(size, frontier).root() === signed.root;
  if (signed.size === size && whole && signed.pages !== null) return { size, pages: signed.pages };
  throw new PermanentError("the audit log's head is not the one that was signed: `cautery audit verify` says what is wrong");
}

function refuse(stream: string, at: number, bodies: readonly string[], salts: readonly string[]): void {
  const wrong = (what: string) => new PermanentError(`this cannot stand in the audit log: ${what}`);
  if (!STREAM.test(stream)) throw wrong(`the stream ${JSON.stringify(stream)}; give letters, digits and . _ / - alone, 200 at the most`);
  if (!Number.isSafeInteger(at)) throw wrong(`the time ${at}; give whole milliseconds`);
  if (bodies.length === 0 || bodies.length > MOST_ENTRIES) throw wrong(`${bodies.length} entries at once; give 1 to ${MOST_ENTRIES}`);
  if (salts.length !== bodies.length || !salts.every(isSalt)) throw wrong("its salts; give one for each entry, of 16 bytes as hex");
  for (const body of bodies)
    if (body.length > MOST_BODY || body.includes("\0") || !isUnicode(body))
      throw wrong(`an entry of ${body.length} characters; give JSON without half surrogate pairs, of ${MOST_BODY} characters at the most`);
  const all = bodies.reduce((sum, { length }) => sum + length, 0);
  if (all > MOST_BODIES) throw wrong(`entries of ${all} characters at once; give ${MOST_BODIES} at the most`);
}
