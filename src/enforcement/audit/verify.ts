/**
 * The log's pages in order, and a checkpoint -> what is wrong with them, or nothing: every leaf is computed again. Holds a tree's edge and
 * some findings, however long the log is.
 */
import { messageOf } from "../../errors.js";
import type { AuditHead, AuditLeaf, AuditPage } from "../../model/enforcement/audit.js";
import { openCheckpoint, type TreeHead } from "./note.js";
import { CONTROL, isErasable, NO_PAGES, pagesHash } from "./seal.js";
import { Frontier, isHash, isSalt, isUnicode, leafHash, subtrees } from "./tree.js";

/** Of entries [from, to): what is wrong, and what to do. */
export interface Finding {
  from: number;
  to: number;
  wrong: string;
  mend: string;
}

export interface Verdict {
  whole: boolean;
  /** What was read of each. */
  entries: number;
  pages: number;
  /** Entries whose bodies were erased: of these only the leaf is known. */
  erased: number;
  /** Of what was read, hex. */
  root: string;
  /** The first ones. */
  findings: readonly Finding[];
  /** How many more there are. */
  more: number;
}

const MOST_FINDINGS = 100;

const RESTORE = "restore them from a backup or an export, and find out who could write to the store";
const COMPARE = "compare with a backup or an export to see what was changed, restore it, and find out who could write to the store";

export interface Against {
  /** The verifier key that checkpoints have to be signed by. */
  vkey: string;
  /** What an earlier checkpoint signed: the log has to go on from it. */
  earlier?: TreeHead;
}

export class Verification {
  readonly #against: Against;
  readonly #frontier = new Frontier();
  readonly #findings: Finding[] = [];
  #more = 0;
  #pages = NO_PAGES;
  #pageCount = 0;
  #control = 0;
  #erased = 0;
  /** Entries without a body, and those of which an act says that they were erased. */
  readonly #gone: number[] = [];
  readonly #toErase = new Set<number>();
  /** The number that comes next, by the store's own numbers. */
  #next = 0;
  /** Pages do not go on from each other: this is told, and that nothing agrees then is not. */
  #broken = false;
  /** What the first entries come to, as many as the earlier checkpoint signed; `pages` is null where a page does not end there. */
  #then: TreeHead | null = null;

  constructor(against: Against) {
    this.#against = against;
    this.#reached();
  }

  /** The next page, in the order of the log. */
  add(page: AuditPage): void {
    const { first, entries, stream } = page;
    const next = this.#next;
    if (first > next) this.#find(next, first, "are missing: pages or entries were deleted, or put elsewhere", RESTORE);
    if (first < next)
      this.#find(first, first + entries.length, "are there twice: pages or entries were inserted, or put elsewhere", COMPARE);
    this.#broken ||= first !== next;
    for (const [i, entry] of entries.entries()) {
      if (isBare(entry)) this.#missing(first + i, stream);
      else this.#checkLeaf(entry, first + i, stream);
      this.#frontier.add(isHash(entry.leaf) ? entry.leaf : "0".repeat(64));
      this.#reached();
    }
    this.#next = first + entries.length;
    this.#pages = pagesHash(this.#pages, page);
    this.#pageCount++;
    if (stream === CONTROL) this.#control = this.#next;
    if (this.#then?.size === this.#frontier.size) this.#then.pages = this.#pages;
  }

  /** A page that was appended while the others were read: what it says was erased may lack its body in these already. */
  addLater({ stream, entries }: AuditPage): void {
    for (const entry of entries) if (isRight(entry)) this.#noteErasure(entry, stream);
  }

  /** `head`: where the store says that the log stands; left out where there is only its checkpoint. */
  finish(checkpoint: string, head?: AuditHead): Verdict {
    const { size } = this.#frontier;
    try {
      this.#compare(openCheckpoint(checkpoint, this.#against.vkey), head);
    } catch (error) {
      this.#find(
        0,
        size,
        `cannot be held against the checkpoint: ${messageOf(error)}`,
        "restore the checkpoint from a backup or an export",
      );
    }
    return this.#ended();
  }

  /** For a store that has no head. */
  finishWithout(): Verdict {
    const { size } = this.#frontier;
    if (size > 0) this.#find(0, size, "are there, and no checkpoint: the log's head was deleted", RESTORE);
    return this.#ended();
  }

  #ended(): Verdict {
    this.#compareEarlier();
    for (const number of this.#gone)
      if (!this.#toErase.has(number))
        this.#find(number, number + 1, "have no body, and no entry says that it was erased: it was taken away", RESTORE);
    const findings = [...this.#findings].sort((a, b) => a.from - b.from);
    const { size: entries } = this.#frontier;
    const counts = { entries, pages: this.#pageCount, erased: this.#erased, root: this.#frontier.root() };
    return { whole: findings.length === 0, ...counts, findings, more: this.#more };
  }

  #checkLeaf(entry: AuditLeaf, number: number, stream: string): void {
    if (isRight(entry)) this.#noteErasure(entry, stream);
    else this.#find(number, number + 1, "do not have the leaf that they were logged with: body, salt or leaf was changed", RESTORE);
  }

  /** What later acts rest on is never erased by Cautery: a halt without its body would be one that never was. */
  #missing(number: number, stream: string): void {
    this.#erased++;
    if (isErasable(stream)) this.#gone.push(number);
    else this.#find(number, number + 1, "are acts, and their bodies were taken away", RESTORE);
  }

  #noteErasure({ body }: AuditLeaf, stream: string): void {
    if (stream !== CONTROL || body === null || !body.includes('"erased"')) return;
    const entry = erasedBy(body);
    if (entry !== null) this.#toErase.add(entry);
  }

  #compare(signed: TreeHead, head: AuditHead | undefined): void {
    const next = this.#next;
    if (next < signed.size) this.#find(next, signed.size, "are missing: the log was cut off after the checkpoint was signed", RESTORE);
    else if (next > signed.size)
      this.#find(signed.size, next, "are not signed by the checkpoint: they were inserted, or the head is an older one", COMPARE);
    else if (this.#broken) return;
    else if (this.#frontier.root() !== signed.root) {
      const { from, to } = this.#differing(signed, head);
      const wrong = "are not those that the checkpoint signed: entries among them were changed with their leaves, or swapped";
      this.#find(from, to, wrong, COMPARE);
    } else if (signed.pages !== null && signed.pages !== this.#pages)
      this.#find(0, next, "are right, but the streams, times or borders of pages are not those that the checkpoint signed", COMPARE);
    if (head !== undefined) this.#compareHead(head);
  }

  #compareHead(head: AuditHead): void {
    const { size } = this.#frontier;
    const { frontier, control } = head;
    if (this.#findings.length > 0) return; // it cannot agree then, and says nothing more
    if (head.size === size && frontier.join() === this.#frontier.hashes.join() && control === this.#control) return;
    this.#find(0, size, "are right, but the head beside its checkpoint was changed", "restore the head from a backup");
  }

  /** Where the head's subtrees are those that were signed, the entries of those that differ. */
  #differing(signed: TreeHead, head: AuditHead | undefined): { from: number; to: number } {
    const { size, hashes } = this.#frontier;
    const frontier = head?.frontier ?? [];
    const all = { from: 0, to: size };
    if (frontier.length !== subtrees(size) || !frontier.every(isHash) || new Frontier(size, frontier).root() !== signed.root) return all;
    const bounds = [0];
    for (let rest = size; rest > 0; rest = size - bounds.at(-1)!) bounds.push(bounds.at(-1)! + 2 ** Math.floor(Math.log2(rest)));
    const wrong = hashes.flatMap((hash, i) => (hash === frontier[i] ? [] : [i]));
    return { from: bounds[wrong[0]], to: bounds[wrong.at(-1)! + 1] };
  }

  #reached(): void {
    const { size } = this.#frontier;
    if (this.#against.earlier?.size === size && !this.#broken)
      this.#then ??= { size, root: this.#frontier.root(), pages: size === 0 ? NO_PAGES : null };
  }

  #compareEarlier(): void {
    const { earlier } = this.#against;
    if (earlier === undefined) return;
    if (this.#next < earlier.size)
      this.#find(this.#next, earlier.size, "are missing: the log was cut off since the earlier checkpoint", RESTORE);
    else if (this.#then === null) return;
    else if (this.#then.root !== earlier.root)
      this.#find(0, earlier.size, "are not those that the earlier checkpoint signed: the log was written anew since", COMPARE);
    else if (earlier.pages !== null && this.#then.pages !== earlier.pages)
      this.#find(0, earlier.size, "have other streams, times or borders of pages than the earlier checkpoint signed", COMPARE);
  }

  /** The same of the next entry is one finding. */
  #find(from: number, to: number, wrong: string, mend: string): void {
    const last = this.#findings.at(-1);
    if (last?.to === from && last.wrong === wrong) last.to = to;
    else if (this.#findings.length < MOST_FINDINGS) this.#findings.push({ from, to, wrong, mend });
    else this.#more++;
  }
}

const isBare = ({ leaf, salt, body }: AuditLeaf): boolean => salt === null && body === null && isHash(leaf);

const isRight = ({ leaf, salt, body }: AuditLeaf): boolean =>
  salt !== null && body !== null && isSalt(salt) && leafHash(body, salt) === leaf && isUnicode(body);

/** The entry that an act says is to be erased; null where it says something else. */
function erasedBy(body: string): number | null {
  try {
    const { type, entry } = JSON.parse(body) as { type?: unknown; entry?: unknown };
    return type === "erased" && typeof entry === "number" ? entry : null;
  } catch {
    return null; // no JSON: no act of ours
  }
}

/** As a sentence. */
export function findingText({ from, to, wrong, mend }: Finding): string {
  const what = to - from === 1 ? `entry ${from}` : `entries ${from} to ${to - 1}`;
  return `${from === to ? "the log's entries" : what}: ${wrong}; ${mend}`;
}
