/** How a use case gets a person's signature: by a key at hand, or as one that was made elsewhere, such as in a browser. */
import type { KeyObject } from "node:crypto";
import type { Signed } from "../../enforcement/acts.js";
import { type Claim, signClaim } from "../../enforcement/signed.js";
import type { Clock } from "../../ports/clock.js";

/** Told what is to be signed; whether what it gives is a signature of that is looked at by who asked. */
export type Sign = (claim: Claim) => Signed;

export const signWith =
  (by: string, privateKey: KeyObject, clock: Clock): Sign =>
  (claim) =>
    signClaim(claim, by, privateKey, clock.now());
