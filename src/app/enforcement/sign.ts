/** How a use case gets a person's signature: by a key at hand, or as one that was made elsewhere, such as in a browser. */
import type { KeyObject } from "node:crypto";
import type { Signed } from "../../enforcement/acts.js";
import { batchNamed } from "../../enforcement/decide/approve.js";
import { resumptionOf } from "../../enforcement/decide/execute.js";
import { approvalOf } from "../../enforcement/quorum.js";
import { type Claim, signClaim } from "../../enforcement/signed.js";
import type { Clock } from "../../ports/clock.js";
import { Journal, type JournalPorts } from "./journal.js";

/** Told what is to be signed; whether what it gives is a signature of that is looked at by who asked. */
export type Sign = (claim: Claim) => Signed;

export const signWith =
  (by: string, privateKey: KeyObject, clock: Clock): Sign =>
  (claim) =>
    signClaim(claim, by, privateKey, clock.now());

/**
 * What an approval and a resumption of the batch are signatures of: for who signs elsewhere. Throws a `NotFoundError` where there is none.
 */
export async function claimsOf(ports: JournalPorts, id: string): Promise<{ approve: Claim; resume: Claim }> {
  const batch = batchNamed(await new Journal(ports).state(), id);
  return { approve: approvalOf(batch), resume: resumptionOf(batch) };
}
