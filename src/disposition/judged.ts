/** A disposition and what analysts said of these accounts -> the disposition that stands: a person's judgement holds, the weighing is kept beside it. */
import { holdsFor, type Judgement } from "../model/judgement.js";
import type { Disposed } from "./dispose.js";

/** How sure a judged disposition is: analysts err too. */
const JUDGED = 0.99;

/** `standing` are the judgements not withdrawn, oldest first: the last that holds for the cluster counts. */
export function judgedDisposition(disposed: Disposed, accounts: ReadonlySet<string>, standing: readonly Judgement[]): Disposed {
  let result = disposed;
  for (const { about, verdict } of standing) {
    if (about.type !== "disposition" || !holdsFor(accounts, about.accounts)) continue;
    if (verdict === "positive") result = { ...disposed, score: JUDGED, disposition: "fraudulent" };
    else if (verdict === "negative") result = { ...disposed, score: 1 - JUDGED, disposition: "benign" };
    else result = { ...disposed, disposition: "unclear" };
  }
  return result;
}
