/** A seed -> an audit log in memory: pages and the head after each, as any store would have them. */
import { hash } from "node:crypto";
import type { TreeHead } from "../../../src/enforcement/audit/note.js";
import { signerOf } from "../../../src/enforcement/audit/note.js";
import { CONTROL, sealPage } from "../../../src/enforcement/audit/seal.js";
import { type Finding, type Verdict, Verification } from "../../../src/enforcement/audit/verify.js";
import type { AuditHead, AuditPage } from "../../../src/model/enforcement/audit.js";

export const KEY = Buffer.alloc(32, 7);
export const SIGNER = signerOf(KEY);

export const salt = (number: number): string => hash("sha256", `salt ${number}`, "hex").slice(0, 32);
export const body = (number: number): string => JSON.stringify({ type: "outcome", account: `acc-${number}`, said: "é␛\u2028" });

/** An act that says that an entry is to be erased, as `audit erase` logs it. */
export const erasing = (entry: number): string => JSON.stringify({ type: "erased", entry, reason: "asked for" });

export interface ExampleLog {
  pages: AuditPage[];
  /** After each page. */
  heads: AuditHead[];
  head: AuditHead;
}

/** Pages of so many entries; each third one is `control`. */
export function exampleLog(sizes: readonly number[], bodyOf = body): ExampleLog {
  const pages: AuditPage[] = [];
  const heads: AuditHead[] = [];
  for (const [i, size] of sizes.entries()) {
    const head = heads.at(-1) ?? null;
    const numbers = Array.from({ length: size }, (_, k) => (head?.size ?? 0) + k);
    const stream = i % 3 === 0 ? CONTROL : `outcomes/b-${i}`;
    const append = sealPage({
      head,
      stream,
      at: 1_770_000_000_000 + i,
      bodies: numbers.map(bodyOf),
      salts: numbers.map(salt),
      signer: SIGNER,
    });
    pages.push(append.page);
    heads.push(append.head);
  }
  return { pages, heads, head: heads.at(-1)! };
}

/** As a store that holds these pages in this order is verified. */
export function verdictOn(pages: readonly AuditPage[], head: AuditHead, earlier?: TreeHead): Verdict {
  const verification = new Verification({ vkey: SIGNER.vkey, earlier });
  for (const page of pages) verification.add(page);
  return verification.finish(head.checkpoint, head);
}

export const ranges = (findings: readonly Finding[]): [number, number][] => findings.map(({ from, to }) => [from, to]);
