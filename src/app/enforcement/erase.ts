/** An entry of the audit log about one account -> its body taken away for good, its leaf kept: the log stays whole. */
import { outcomesStream } from "../../enforcement/acts.js";
import { isErasable } from "../../enforcement/audit/seal.js";
import { stands } from "../../enforcement/decide/plan.js";
import { isClosed } from "../../enforcement/transitions.js";
import { PermanentError } from "../../errors.js";
import { eraseBody } from "../audit.js";
import { Journal, type JournalPorts } from "./journal.js";

/**
 * What became of one account in a batch that is over; that it was erased, and why, is an entry itself. Throws a `PermanentError` for an
 * act, which what comes after it rests on, for an outcome that a batch still goes by, and, unless it is to be `forGood`, for one that its
 * reversal would go by: without it that batch gives the account back no more.
 */
export async function eraseOutcome(ports: JournalPorts, entry: number, reason: string, { forGood = false } = {}): Promise<void> {
  const journal = new Journal(ports);
  const { batches } = await journal.state();
  for await (const { first, stream, entries } of ports.store.auditPages({ from: entry })) {
    if (entry < first || entry >= first + entries.length) break; // there is none of this number: said below
    const batch = [...batches.values()].find(({ id, generation }) => outcomesStream(id, generation) === stream);
    if (batch === undefined && !isErasable(stream))
      throw new PermanentError(`entry ${entry} is an act, which what comes after rests on: only what became of an account can be erased`);
    if (batch !== undefined && !isClosed(batch.state))
      throw new PermanentError(`entry ${entry} is of ${batch.id}, which is ${batch.state}: reverse it or let it end first`);
    if (batch !== undefined && !forGood && stands(batch, ports.clock.now()))
      throw new PermanentError(
        `entry ${entry} is what ${batch.id} would give its account back by: reverse that first, or give --for-good, and it is given back no more`,
      );
    break;
  }
  // first that it is to be: a body that is gone without an entry that says why would be one that somebody else took
  await journal.decide(() => [{ type: "erased", entry, reason }]);
  await eraseBody(ports.store, entry);
}
