/** A measure that was taken on an account of a plan -> what every statement of it has: its reference, and how far a machine decided it. */
import { createHash } from "node:crypto";
import { PermanentError } from "../../errors.js";
import type { Measure, PlannedAccount } from "../../model/enforcement/plan.js";
import { aboutOf } from "./facts.js";

/** What became of one account. Only what took effect is stated: what was refused, skipped or is unknown restricts nobody yet. */
export interface TakenMeasure {
  account: string;
  measure: Measure;
  /** When it took effect, milliseconds since 1970. */
  at: number;
  /** Whether the account was put on the list by the clustering and not by a person who looked at it. */
  automated: boolean;
  /** When it ends, milliseconds since 1970; null: until lifted. */
  until: number | null;
}

/** As the Transparency Database tells them apart. */
export type Automation = "fully" | "partially" | "not";

/**
 * How far the decision was a machine's: fully where nobody approved what the clustering listed, partially where somebody did, not where a
 * person chose the account (Regulation (EU) 2022/2065, Article 17(3)(c)). That it was found by a machine is another question.
 */
export function automationOf({ automated }: Pick<TakenMeasure, "automated">, approvals: readonly string[]): Automation {
  if (!automated) return "not";
  return approvals.length === 0 ? "fully" : "partially";
}

/**
 * The name of a decision outside: the same for the same plan (by its hash) and account, another for any other, and nobody who does not have
 * the plan learns an account or a batch from it. Letters, digits and a hyphen, as the `puid` of the Transparency Database has to be.
 */
export function referenceOf(hash: string, account: string): string {
  return `sor-${createHash("sha256").update(`${hash}\n${account}`).digest("hex").slice(0, 32)}`;
}

/** What every statement of one decision says alike; times are RFC 3339, UTC. */
export interface Decided {
  reference: string;
  automation: Automation;
  /** What the facts are about, in words. */
  about: readonly string[];
  at: string;
  until: string | null;
}

/** Throws a `PermanentError` for a time that is none, or an end before the beginning. */
export function decidedOf(planned: PlannedAccount, taken: TakenMeasure, by: { hash: string; approvals: readonly string[] }): Decided {
  const { account, at, until } = taken;
  if (![at, until ?? at].every((ms) => ms >= 0 && ms < YEAR_10000) || (until !== null && until < at))
    throw new PermanentError(
      `${JSON.stringify(account)}: from ${at} to ${until} is no time in milliseconds since 1970; check what was handed in`,
    );
  return {
    reference: referenceOf(by.hash, account),
    automation: automationOf(taken, by.approvals),
    about: aboutOf(planned.case),
    at: new Date(at).toISOString(),
    until: until === null ? null : new Date(until).toISOString(),
  };
}

/** From then on a date has more than ten characters. */
const YEAR_10000 = 253_402_300_800_000;
