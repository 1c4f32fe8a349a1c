/**
 * An account's particulars -> whether something keeps it from being acted on: one row a guard, the first that holds speaks. A guard leaves
 * out, protects, or has the account verify itself where others are suspended.
 */

import { foldWords } from "../../indicator/normalise/name.js";
import type { Particulars } from "../../indicator/particulars.js";
import type { AccountState, LeftOut } from "../../model/enforcement/plan.js";
import type { Policy } from "../../model/enforcement/policy.js";
import { isSuspended, type StatusChange } from "../../model/status.js";
import { DAY_MS } from "../../tools/units.js";

/** What guards look at of an account. */
export interface Guarded {
  account: string;
  particulars: Particulars;
  /**
   * The probability that it is one of the hand's fraudulent accounts: the cluster's score times that of its strongest link. Null where
   * nobody asks.
   */
  confidence: number | null;
}

/** What guards hold accounts against. */
export interface Rules {
  allow: ReadonlySet<string>;
  /** Why, by account. */
  exceptions: ReadonlyMap<string, string>;
  /** Folded. */
  verifiedOrganizations: ReadonlySet<string>;
  innocent: ReadonlySet<string>;
  olderDays: number | null;
  minConfidence: number | null;
  /** Milliseconds since 1970: what ages are counted to. */
  asOf: number;
}

export interface Guard {
  name: string;
  /** What becomes of the account. */
  does: "leave-out" | "protect" | "verify";
  /** It also holds when the account is looked at again before it is acted on. */
  again: boolean;
  /** What is said of an account that it holds. */
  says: (guarded: Guarded, rules: Rules) => string;
  holds: (guarded: Guarded, rules: Rules) => boolean;
}

export const GUARDS: readonly Guard[] = [
  {
    name: "closed",
    does: "leave-out",
    again: true,
    says: () => "closed",
    holds: ({ particulars }) => stateOf(particulars.status) === "closed",
  },
  {
    name: "suspended",
    does: "leave-out",
    again: true,
    says: () => "suspended by someone else already",
    holds: ({ particulars }) => isSuspended(particulars.status),
  },
  {
    name: "innocent",
    does: "protect",
    again: true,
    says: () => "judged innocent",
    holds: ({ account }, { innocent }) => innocent.has(account),
  },
  {
    name: "allowed",
    does: "protect",
    again: true,
    says: () => "on the policy's allow list",
    holds: ({ account }, { allow }) => allow.has(account),
  },
  {
    name: "verified-organization",
    does: "protect",
    again: true,
    says: ({ particulars }, rules) => `of a verified organization, ${verifiedOf(particulars, rules)}`,
    holds: ({ particulars }, rules) => verifiedOf(particulars, rules) !== undefined,
  },
  {
    name: "excepted",
    does: "leave-out",
    again: true,
    says: ({ account }, { exceptions }) => `excepted: ${exceptions.get(account)}`,
    holds: ({ account }, { exceptions }) => exceptions.has(account),
  },
  {
    name: "doubtful",
    does: "leave-out",
    again: false,
    says: (_, { minConfidence }) => `less sure than ${minConfidence}`,
    holds: ({ confidence }, { minConfidence }) => minConfidence !== null && confidence !== null && confidence < minConfidence,
  },
  {
    name: "old",
    does: "verify",
    again: false,
    says: (_, { olderDays }) => `older than ${olderDays} days`,
    holds: ({ particulars }, { olderDays, asOf }) => olderDays !== null && asOf - bornAt(particulars) > olderDays * DAY_MS,
  },
];

/** The first guard that holds the account, or undefined. */
export const guardOf = (guarded: Guarded, rules: Rules, guards: readonly Guard[] = GUARDS): Guard | undefined =>
  guards.find(({ holds }) => holds(guarded, rules));

export function rulesOf(
  { policy, exceptions, min_confidence }: { policy: Policy; exceptions: readonly LeftOut[]; min_confidence: number | null },
  { innocent, asOf }: Pick<Rules, "innocent" | "asOf">,
): Rules {
  return {
    allow: new Set(policy.allow),
    exceptions: new Map(exceptions.map(({ account, why }) => [account, why])),
    verifiedOrganizations: new Set(policy.verified_organizations.map((name) => foldWords(name).join(" "))),
    olderDays: policy.protect_older_days,
    minConfidence: min_confidence,
    innocent,
    asOf,
  };
}

/** What its status events come to; as `model/status.ts`, Cautery's own suspensions are told from others' by the actor. */
export function stateOf(changes: readonly StatusChange[]): Extract<AccountState, "active" | "suspended" | "closed"> {
  let state: "active" | "suspended" | "closed" = "active";
  for (const { status } of changes) {
    if (status === "closed") state = "closed";
    else if (status === "reinstated") state = "active";
    else if (state === "active") state = "suspended";
  }
  return state;
}

const bornAt = ({ signupAt, firstSeen }: Particulars): number => signupAt ?? firstSeen;

const verifiedOf = ({ organizations }: Particulars, { verifiedOrganizations }: Rules): string | undefined =>
  organizations.find((name) => verifiedOrganizations.has(name));
