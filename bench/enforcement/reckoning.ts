/**
 * A batch's accounts with their outcomes, and what the platform itself kept of every account -> where the two do not agree, account by
 * account.
 */
import type { Standing } from "./ground.js";

export interface Outcome {
  account: string;
  outcome: string;
  measure: string;
}

/** What the platform kept: effective changes by account and type, and how each account that was ever changed stands. */
export interface Kept {
  changes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  states: Readonly<Record<string, Standing>>;
}

/** The change that a measure is, and the state that it leads to. */
const MADE: Readonly<Record<string, { type: string; state: string }>> = {
  suspend: { type: "account.suspend", state: "suspended" },
  verify: { type: "account.verify", state: "verifying" },
};

/** What has to hold of an account with such an outcome; every other outcome is one that was lost. `others`: somebody else did something. */
const WANTED: Readonly<Record<string, { changes: 0 | 1; others: "may" | "must" }>> = {
  changed: { changes: 1, others: "may" },
  unchanged: { changes: 0, others: "must" },
  skipped: { changes: 0, others: "may" },
};

/** Sentences, none where all agrees. */
export function reckon(outcomes: readonly Outcome[], { changes, states }: Kept): string[] {
  const planned = new Set(outcomes.map(({ account }) => account));
  const strangers = [...new Set([...Object.keys(changes), ...Object.keys(states)])].filter((account) => !planned.has(account));
  const twice = outcomes.length === planned.size ? [] : ["the batch names accounts twice"];
  return [
    ...twice,
    ...outcomes.flatMap((outcome) => wrongOf(outcome, changes[outcome.account] ?? {}, states[outcome.account]) ?? []),
    ...strangers.map((account) => `${account} is not of the plan, and was changed: ${JSON.stringify(changes[account] ?? {})}`),
  ];
}

function wrongOf({ account, outcome, measure }: Outcome, changes: Readonly<Record<string, number>>, stands?: Standing): string | null {
  const wanted = WANTED[outcome];
  const made = MADE[measure];
  if (wanted === undefined || made === undefined) return `${account} is lost: ${measure} is ${outcome}`;
  const right = wanted.changes === 0 ? {} : { [made.type]: 1 };
  if (JSON.stringify(changes) !== JSON.stringify(right)) return `${account} is ${outcome}, and its changes are ${JSON.stringify(changes)}`;
  if (stands?.cause === "meddled") return null;
  if (wanted.others === "must") return `${account} is ${outcome}, and nobody else changed it`;
  const state = stands?.state ?? "active";
  const due = wanted.changes === 0 ? "active" : made.state;
  return state === due ? null : `${account} is ${outcome}, and stands as ${state}`;
}
