/**
 * A disposition and what analysts said of these accounts -> the disposition that stands: a person's judgement holds, the weighing is kept
 * beside it.
 */
import type { JudgedAccounts } from "../model/judged-accounts.js";
import type { Disposed } from "./dispose.js";

/** How sure a judged disposition is: analysts err too. */
const JUDGED = 0.99;

/** The last judgement that holds for the cluster counts. */
export function judgedDisposition(disposed: Disposed, accounts: ReadonlySet<string>, judged: JudgedAccounts): Disposed {
  let result = disposed;
  for (const { about, verdict } of judged.holdingFor(accounts)) {
    if (about.type !== "disposition") continue;
    if (verdict === "positive") result = { ...disposed, score: JUDGED, disposition: "fraudulent" };
    else if (verdict === "negative") result = { ...disposed, score: 1 - JUDGED, disposition: "benign" };
    else result = { ...disposed, disposition: "unclear" };
  }
  return result;
}
