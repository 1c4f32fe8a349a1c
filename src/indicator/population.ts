/**
 * Merged footprints -> the population: all accounts in columns, in an order that depends on what happened and not on ids. The input of
 * every later stage.
 */

import type { StatusChange } from "../model/status.js";

/**
 * Sightings of one kind, by account (CSR): those of account i are at [start[i], start[i + 1]). Values of an account are sorted by value
 * number; `prompt` sightings by time.
 */
export interface Sightings {
  kind: string;
  /** Length accounts + 1. */
  start: Uint32Array;
  /** Index into `keyHi`, `keyLo`, `text`; numbered in order of first appearance. */
  value: Uint32Array;
  /** First and last time seen, seconds since 1970, and how often; null where no later stage asks it of this kind (`Kind.asked`). */
  first: Uint32Array | null;
  last: Uint32Array | null;
  /** As narrow as its greatest number allows. */
  count: Uint8Array | Uint16Array | Uint32Array | null;
  /** Of each value: its 64-bit key. */
  keyHi: Uint32Array;
  keyLo: Uint32Array;
  /** The text of value v, as shown to analysts (a token's hex, an address, a simhash's 16 hex digits, else the text). */
  text(v: number): string;
}

export const CAPABILITIES = ["coding", "agentic", "reasoning", "tool_use", "vision", "chat", "data", "other"] as const;

/**
 * Accounts in canonical order: by first event time, last event time, exchanges, then id (code units). Ids only break full ties, so
 * renaming the accounts does not change what is found.
 */
export interface Population {
  size: number;
  account(i: number): string;
  /** The index of an account id, or -1. */
  indexOf(account: string): number;
  /** Milliseconds since 1970; of any event but what Cautery had done to the account itself. */
  firstSeen: Float64Array;
  lastSeen: Float64Array;
  /** Milliseconds since 1970; NaN where no sign-up was seen. */
  signupAt: Float64Array;
  /** The same ones. */
  events: Uint32Array;
  /** Of usage events. */
  exchanges: Float64Array;
  /** Exchanges by capability: as many an account as there are CAPABILITIES, in their order. */
  capability: Float64Array;
  /** Usage events by UTC hour of the day: account i's are at [i * 24, i * 24 + 24). An hour of one weekday counts 65,535 at the most. */
  hours: Uint32Array;
  /**
   * Sparse: accounts with a status event, each sorted by time, then status. What is evidence of them, and what is only a cause:
   * `model/status.ts`.
   */
  status: ReadonlyMap<number, readonly StatusChange[]>;
  /**
   * By kind name (`attributes.KEY` too); only kinds that were seen. `attributes` has what accounts have of keys that few have, where there
   * are too many.
   */
  sightings: ReadonlyMap<string, Sightings>;
  /** How many attribute keys these are. */
  otherAttributeKeys: number;
}
