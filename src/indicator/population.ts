/** Merged footprints -> the population: all accounts in columns, in an order that depends on what happened and not on ids. The input of every later stage. */

/** Sightings of one kind, by account (CSR): those of account i are at [start[i], start[i + 1]). Values of an account are sorted by value number; `prompt` sightings by time. */
export interface Sightings {
  kind: string;
  /** Length accounts + 1. */
  start: Uint32Array;
  /** Index into `keyHi`, `keyLo`, `text`; numbered in order of first appearance. */
  value: Uint32Array;
  /** First and last time seen, seconds since 1970. */
  first: Uint32Array;
  last: Uint32Array;
  count: Uint32Array;
  /** Of each value: its 64-bit key. */
  keyHi: Uint32Array;
  keyLo: Uint32Array;
  /** The text of value v, as shown to analysts (a token's hex, an address, a simhash's 16 hex digits, else the text). */
  text(v: number): string;
}

export const CAPABILITIES = ["coding", "agentic", "reasoning", "tool_use", "vision", "chat", "data", "other"] as const;

/** One suspension (`until` is the reinstatement, or null), milliseconds since 1970. */
export interface StatusChange {
  at: number;
  status: "suspended" | "reinstated" | "closed";
}

/**
 * Accounts in canonical order: by first event time, last event time, exchanges, then id (code units). Ids only break full ties, so
 * renaming the accounts does not change what is found.
 */
export interface Population {
  size: number;
  account(i: number): string;
  /** The index of an account id, or -1. */
  indexOf(account: string): number;
  /** Milliseconds since 1970; of any event. */
  firstSeen: Float64Array;
  lastSeen: Float64Array;
  /** Milliseconds since 1970; NaN where no sign-up was seen. */
  signupAt: Float64Array;
  events: Uint32Array;
  /** Of usage events. */
  exchanges: Float64Array;
  inputTokens: Float64Array;
  outputTokens: Float64Array;
  /** Exchanges by capability: account i's are at [i * 8, i * 8 + 8), in the order of CAPABILITIES. */
  capability: Float64Array;
  /** Usage events by UTC hour of the week (Monday 00 h is 0): account i's are at [i * 168, …). Saturates at 65,535. */
  hours: Uint16Array;
  /** Usage events by floor(log2(1 + tokens)), 0 to 23, input then output: account i's are at [i * 48, i * 48 + 48). Saturates at 65,535. */
  tokens: Uint16Array;
  /** Sparse: accounts with a status event, each sorted by time. */
  status: ReadonlyMap<number, readonly StatusChange[]>;
  /** By kind name (`attributes.KEY` too); only kinds that were seen. */
  sightings: ReadonlyMap<string, Sightings>;
}
