/** What people know and keep: dossiers of operators, what analysts judged, and small records of their work. */
import type { Dossier } from "../model/dossier.js";
import type { Judgement } from "../model/judgement.js";

export interface Knowledge {
  /**
   * Each in place of the one of its id. With `over`, the dossiers as they were read: all of them or none, only where those of these ids are
   * still as they are there, or there is none still. Returns whether they were written.
   */
  saveDossiers(dossiers: readonly Dossier[], over?: readonly Dossier[]): Promise<boolean>;
  loadDossiers(): Promise<Dossier[]>;
  appendJudgement(judgement: Judgement): Promise<void>;
  /** By their times. */
  loadJudgements(): Promise<Judgement[]>;
  /** How many there are. */
  countJudgements(): Promise<number>;
  /** All but the first `count`, in the order in which they were kept: clocks of several processes may differ. */
  judgementsSince(count: number): Promise<Judgement[]>;
}

/** A small record of what people and programs keep of their work (tokens, sessions, notes), by kind and id. */
export interface KeptRecord {
  id: string;
  /** Counts its changes, from 1. */
  version: number;
  /** JSON. */
  body: string;
}

export interface Records {
  record(kind: string, id: string): Promise<KeptRecord | null>;
  /** By id, in the order of code points; those after `after`, at most `limit` (1,000 by default). */
  records(kind: string, page?: { after?: string; limit?: number }): Promise<KeptRecord[]>;
  /**
   * Compare and set: written only where the record has this version (0: where there is none). Returns whether it was. A call that was
   * lost on the way may be made again: it then says no, and reading tells whose the record is.
   */
  keepRecord(kind: string, id: string, body: string, version: number): Promise<boolean>;
  /** One that is not there stays so. */
  dropRecord(kind: string, id: string): Promise<void>;
}
