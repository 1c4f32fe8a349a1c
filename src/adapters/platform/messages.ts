/** A call -> the bytes of its message; and what state each type of call makes. */
import type { AccountState } from "../../model/plan.js";
import type { CallType, PlatformCall } from "../../ports/platform.js";

/** A restore makes what was there before. */
export const STATE_MADE: Readonly<Record<Exclude<CallType, "account.restore">, AccountState>> = {
  "account.suspend": "suspended",
  "account.rate_limit": "rate_limited",
  "account.verify": "verifying",
  "account.watch": "watched",
};

/** Fields in one order, whatever order they were put in: the same call has the same bytes. */
export function messageOf({ type, timestamp, data }: PlatformCall) {
  const { account, batch, until, reason, expect, version } = data;
  return { type, timestamp, data: { account, batch, until, reason, expect, ...(version === undefined ? {} : { version }) } };
}
