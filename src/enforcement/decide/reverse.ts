/** A batch, or some of its accounts, that is to be taken back -> the act that says so, or why not. */
import { PermanentError } from "../../errors.js";
import type { Act, Signed } from "../acts.js";
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

export const reversalOf = ({ id, hash, generation }: Batch, { accounts, reason }: ReversalAsked): Claim => ({
  act: "reverse",
  about: { batch: id, hash, generation, accounts, reason },
});

/** To undo is easier than to do: one approver, whoever approved it or planned it. */
export function reverse(state: State, asked: ReversalAsked, signed: Signed, now: number): Act[] {
  const batch = batchNamed(state, asked.batch);
  deciding(state, reversalOf(batch, asked), signed, now);
  return reversing(state, asked, signed, null, now);
}

/** The same by an upheld appeal, whose own signature serves. */
export function reversing(
  state: State,
  { batch: id, accounts, reason }: ReversalAsked,
  signed: Signed,
  appeal: string | null,
  now: number,
): Act[] {
  const batch = batchNamed(state, id);
  if (batch.state === "executing") throw new PermanentError(`${id} is executing: \`cautery pause ${id}\` first`);
  if (transition(batch.state, "reversal") === null)
    throw new PermanentError(`${id} is ${stateAt(state, batch, now)}: nothing of it was done`);
  return [{ type: "reversal", batch: id, accounts: accounts === null ? null : [...accounts].sort(), reason, signed, appeal }];
}
