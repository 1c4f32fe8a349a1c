/**
 * What the platform answered to the tries of one call so far -> what to do next: send (again), read back, wait, or the outcome. What is
 * unclear is read back, never guessed.
 */
import { createHash } from "node:crypto";
import type { AccountState } from "../model/enforcement/plan.js";
import type { AccountStanding, CallType, PlatformAnswer } from "../model/enforcement/platform.js";
import type { Deed, OutcomeEntry } from "./acts.js";

export type Settled = Pick<OutcomeEntry, "outcome" | "before" | "after" | "version" | "why">;

type Standing = AccountStanding | null | { is: "unclear" | "later" | "gone" };

/** What was learned of a call: by sending it, or by reading the account back, with what holds if that does not show it to be ours. */
export type Learned = { by: "send"; answer: PlatformAnswer } | { by: "look"; standing: Standing; otherwise: Settled | null };

export interface Delivery {
  id: string;
  /** The state that the deed leads to; null for a restore, which leads back to what was. */
  target: AccountState | null;
}

/** `otherwise`: the outcome where reading back does not show that it was our own doing. */
export type NextStep =
  | { do: "send" }
  | { do: "look"; otherwise: Settled | null }
  | { do: "wait"; afterMs: number | null; failed: boolean }
  | { do: "stop" }
  | { do: "settle"; settled: Settled };

export const CALL_OF: Readonly<Record<Deed, CallType>> = {
  suspend: "account.suspend",
  "rate-limit": "account.rate_limit",
  verify: "account.verify",
  watch: "account.watch",
  restore: "account.restore",
};

export const STATE_OF: Readonly<Record<Exclude<Deed, "restore">, AccountState>> = {
  suspend: "suspended",
  "rate-limit": "rate_limited",
  verify: "verifying",
  watch: "watched",
};

/** The same for every try of one deed to one account, and of no other. */
export function messageId(batch: string, generation: number, deed: Deed, account: string, version = ""): string {
  return `msg_${createHash("sha256")
    .update(JSON.stringify([batch, generation, deed, account, version]))
    .digest("hex")
    .slice(0, 32)}`;
}

/** `isLast`: no time is left for another try. */
export function nextStep(delivery: Delivery, learned: Learned, isLast: boolean): NextStep {
  return learned.by === "send" ? afterSending(learned.answer, isLast) : afterLooking(delivery, learned, isLast);
}

/** A process that died, or an answer that was lost, may have had its effect unseen: so `unchanged` and a conflict are read back too. */
function afterSending(answer: PlatformAnswer, isLast: boolean): NextStep {
  switch (answer.is) {
    case "answered": {
      const { before, after, changed, version } = answer;
      if (!changed) return { do: "look", otherwise: { outcome: "unchanged", before, after, version } };
      return settle({ outcome: "changed", before, after, version });
    }
    case "dry":
      return settle({ outcome: "skipped", why: "a dry run: no platform is named (CAUTERY_PLATFORM_URL)" });
    case "missing":
      return settle({ outcome: "refused", why: "the platform has no such account" });
    case "conflict":
      return { do: "look", otherwise: { outcome: "refused", why: answer.why } };
    case "refused":
      return settle({ outcome: "refused", why: answer.why });
    case "gone":
      return { do: "stop" };
    case "later":
      return isLast ? { do: "look", otherwise: null } : { do: "wait", afterMs: answer.afterMs, failed: false };
    case "unclear":
      return { do: "look", otherwise: null };
  }
}

function afterLooking({ id, target }: Delivery, { standing, otherwise }: Extract<Learned, { by: "look" }>, isLast: boolean): NextStep {
  if (standing === null) return settle({ outcome: "refused", why: "the platform has no such account" });
  if ("is" in standing) {
    if (standing.is === "gone") return { do: "stop" };
    if (isLast) return settle({ outcome: "unknown", why: "the platform does not say what became of it" });
    return { do: "wait", afterMs: null, failed: standing.is === "unclear" };
  }
  const { state, version } = standing;
  if (standing.id === id) return settle({ outcome: "changed", after: state, version, why: "read back" });
  if (otherwise !== null) return settle(otherwise);
  if (!isLast) return { do: "send" };
  if (state === target) return settle({ outcome: "unchanged", after: state, version, why: "read back" });
  return settle({ outcome: "unknown", after: state, version, why: "read back: not done so far, and a late try may still do it" });
}

const settle = (settled: Settled): NextStep => ({ do: "settle", settled });
