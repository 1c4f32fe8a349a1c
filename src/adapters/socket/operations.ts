/** What a client asks of the server of a store, and what comes back; requests are numbered, and answered in any order. */
import type { AuditAppend, AuditHead } from "../../model/enforcement/audit.js";
import type { RunInfo } from "../../model/run.js";
import type { RunCircumstances } from "../../ports/runs.js";
import type { OpenOptions } from "../../ports/store.js";
import type { Told } from "../../threads/told.js";
import type { RunHead, RunPart } from "./run-parts.js";

/** What the synchronous methods answer: it stays as it is while the store is open. */
export interface Welcome {
  parts: number;
  zone: string;
}

/** Values as bytes, each by itself. */
export interface Batch {
  items: Uint8Array[];
  isLast: boolean;
}

export interface Operations {
  /** Before all else. `version`: cautery's. */
  hello(version: string, keyCheck: string, options: OpenOptions): Promise<Welcome>;
  call(method: string, args: unknown[]): Promise<unknown>;
  /** Opens a stream, under a number that the client gives. */
  iterate(stream: number, method: string, args: unknown[]): Promise<void>;
  next(stream: number): Promise<Batch>;
  /** The stream is not read further. */
  drop(stream: number): Promise<void>;
  /** Appends where the head is still this one; false where it has moved. */
  append(head: AuditHead | null, append: AuditAppend): Promise<boolean>;
  /** A piece of a run that will be saved, under a number that the client gives. */
  lay(upload: number, part: RunPart): Promise<void>;
  save(upload: number, head: RunHead, circumstances: Omit<RunCircumstances, "index">): Promise<RunInfo>;
  writeParquet(dir: string): Promise<void>;
}

export interface Request {
  number: number;
  operation: keyof Operations;
  args: unknown[];
}

export type Reply = { number: number; value: unknown } | { number: number; failed: Told };
