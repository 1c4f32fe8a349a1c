/** A batch, or some of its accounts, that is to be taken back -> the act that says so, or why not. */
import { PermanentError, UsageError } from "../../errors.js";
import { byCodeUnit } from "../../tools/order.js";
import type { Act, Signed } from "../acts.js";
import { rootOf } from "../plan/root.js";
import { deciding, stateAt } from "../quorum.js";
import type { Claim } from "../signed.js";
import type { Batch, State } from "../state.js";
import { transition } from "../transitions.js";
import { batchNamed } from "./approve.js";

export interface ReversalAsked {
  batch: string;
  /** Null: all of it. */
  accounts: readonly string[] | null;
  reason: string;
}

/** `accounts` is the Merkle root of their ids, however many they are; null: all. */
export const reversalOf = ({ id, hash, generation }: Batch, { accounts, reason }: ReversalAsked): Claim => ({
  act: "reverse",
  about: { batch: id, hash, generation, accounts: accounts && rootOf(eachOnce(accounts)), reason },
});

/** Characters of ids, as JSON, that an entry of the log takes beside reason and signature; and entries that are appended at once. */
const MOST_IDS = 900_000;
const MOST_PARTS = 15;

/** The same in so many reversals as it takes for each to fit into an entry of the log. Throws a `UsageError` where that are too many. */
export function partsOf(asked: ReversalAsked): ReversalAsked[] {
  if (asked.accounts === null) return [asked];
  if (asked.accounts.length === 0) throw new UsageError("a reversal of nobody: name an account, or leave --account out to take all back");
  const parts: string[][] = [];
  let room = 0;
  for (const account of eachOnce(asked.accounts)) {
    const takes = JSON.stringify(account).length + 1;
    if (takes > room) {
      parts.push([]);
      room = MOST_IDS;
    }
    parts.at(-1)!.push(account);
    room -= takes;
  }
  if (parts.length > MOST_PARTS)
    throw new UsageError(
      `${asked.accounts.length} accounts are too many to name at once: take the batch back whole (without --account), or ${parts[0].length} at a time`,
    );
  return parts.map((accounts) => ({ ...asked, accounts }));
}

const eachOnce = (accounts: readonly string[]): string[] => [...new Set(accounts)].sort(byCodeUnit);

/** To undo is easier than to do: one approver, whoever approved it or planned it. */
export function reverse(state: State, asked: ReversalAsked, signed: Signed, now: number): Act[] {
  const batch = batchNamed(state, asked.batch);
  deciding(state, reversalOf(batch, asked), signed, now);
  const { batch: id, accounts, reason } = asked;
  if (batch.state === "executing") throw new PermanentError(`${id} is executing: \`cautery pause ${id}\` first`);
  if (transition(batch.state, "reversal") === null)
    throw new PermanentError(`${id} is ${stateAt(state, batch, now)}: nothing of it was done`);
  return [{ type: "reversal", batch: id, accounts: accounts && eachOnce(accounts), reason, signed, appeal: null }];
}
