/** What is asked of the platform that owns the accounts, and what it answers (docs/enforcement.md has the protocol). */
import type { AccountState } from "./plan.js";

export const CALL_TYPES = ["account.suspend", "account.rate_limit", "account.verify", "account.watch", "account.restore"] as const;
export type CallType = (typeof CALL_TYPES)[number];

/** Calls and looks under way at once, of all batches: the platform meets no more connections, and no call waits for one. */
export const CALLS_AT_ONCE = 64;

/** One change to one account: the same id has the same bytes, however often it is sent. */
export interface PlatformCall {
  /** The idempotency key. */
  id: string;
  type: CallType;
  /** RFC 3339: the same for every try. */
  timestamp: string;
  data: {
    account: string;
    batch: string;
    /** RFC 3339, or null: until lifted. */
    until: string | null;
    reason: string;
    /** The state that the account should be in before. */
    expect: string;
    /** Of a restore: what it takes back, and no more. */
    version?: string;
  };
}

export type PlatformAnswer =
  | { is: "answered"; before: AccountState; after: AccountState; changed: boolean; version: string }
  /** Not sent anywhere: a dry run. */
  | { is: "dry" }
  /** No such account. */
  | { is: "missing" }
  /** The id came with other content, or the version no longer stands. */
  | { is: "conflict"; why: string }
  /** The platform is gone for good. */
  | { is: "gone" }
  /** Too fast, or not now; `afterMs` where it says when. */
  | { is: "later"; afterMs: number | null }
  /** It may have been done or not: timed out, cut off, failed, or answered with what is no answer. */
  | { is: "unclear"; why: string }
  /** Refused for good. */
  | { is: "refused"; why: string };

/** What an account is now, as read back. */
export interface AccountStanding {
  account: string;
  state: AccountState;
  version: string;
  /** The id of the last message that was applied to it. */
  id: string | null;
}
