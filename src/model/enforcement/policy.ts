/** What a team allows itself when it acts on accounts: who has to approve how much, how fast it goes, and what stops it. */
import { z } from "zod";
import { PermanentError } from "../../errors.js";

const share = z.number().min(0).max(1);
const count = z.number().int().nonnegative();

const expected = z
  .strictObject({ good: z.number().gt(0).lt(1), bad: z.number().gt(0).lt(1) })
  .refine(({ good, bad }) => good < bad, "good has to be less than bad");

/** Every field has its default: `{}` is a policy. Unknown fields are refused, since a mistyped limit is none. */
const policy = z.strictObject({
  /** Persons who approve, by size: the last row whose `above` the plan's accounts exceed counts. */
  quorum: z
    .array(z.strictObject({ above: count, approvals: z.number().int().min(1).max(9) }))
    .min(1)
    .max(9)
    .default([
      { above: 0, approvals: 1 },
      { above: 1_000, approvals: 2 },
    ]),
  /** Approvals more where a plan has accounts on it that are protected and were asked for all the same. */
  quorum_protected: count.max(9).default(1),
  /** `people add` and `remove` want an administrator's signature, the first administrator's own entry excepted. */
  people_signed: z.boolean().default(false),
  /** After so long an approval no longer counts. */
  approval_hours: z.number().positive().max(168).default(24),
  /** A plan that nobody approved is no longer open after so long. */
  plan_days: z.number().positive().max(365).default(14),
  /** Accounts at the most: a plan, a day (UTC, over all batches), and by one person alone (break-glass). */
  plan_cap: count.default(200_000),
  day_cap: count.default(250_000),
  break_glass_cap: count.max(100).default(100),
  /** A plan goes on while it shrinks by no more than this. */
  shrink: share.default(0.05),
  /** Shares of a plan's accounts that are acted on before the rest, each followed by a gate. */
  stages: z.array(share.gt(0)).max(9).default([0.01, 0.1]),
  /**
   * What a gate weighs: the share to be expected where the plan is `good` and where it is `bad`. It stops at the odds of 99 to 1 for bad
   * (a sequential test; Wald 1945), goes on where good is likelier, and asks a person between.
   */
  gate: z
    .strictObject({
      /** Calls refused or unknown. */
      errors: expected.default({ good: 0.01, bad: 0.2 }),
      /** Accounts that were asked to verify themselves and did. */
      verified: expected.default({ good: 0.02, bad: 0.2 }),
      /** Upheld appeals among the accounts acted on. */
      appeals: expected.default({ good: 0.0005, bad: 0.02 }),
    })
    .prefault({}),
  /**
   * For the strong accounts of each part of a cluster a plan in stages asks this share, rounded up, `least` and `most` at the least and the
   * most but for no more than half of it, to verify themselves, where the others are suspended after: half of them drawn from the part, and
   * half those of the whole cluster whose conduct fits it least. Who can is no part of a campaign, and the plan stops before anybody is
   * suspended. So it asks whoever is tied to fewer than `ties` others. Nobody where `most` is 0.
   */
  sample: z
    .strictObject({ share: share.default(0.2), least: count.default(10), most: count.default(30), ties: count.default(3) })
    .prefault({}),
  /** How long one account is tried before its outcome is read back for good. */
  try_minutes: z.number().positive().max(1_440).default(60),
  /** What is done in place of a suspension to a cluster that only an analyst calls fraudulent, against its own weighing. */
  contested: z.enum(["verify", "suspend"]).default("verify"),
  /** Accounts never acted on: ids. */
  allow: z.array(z.string().min(1).max(200)).max(1_000_000).default([]),
  /** Accounts whose organisation is verified: names as events have them. */
  verified_organizations: z.array(z.string().min(1).max(200)).max(100_000).default([]),
  /** Accounts older than so many days are asked to verify themselves, not suspended; null where age protects nobody. */
  protect_older_days: z.number().positive().nullable().default(null),
  /** The clause of the terms that a statement of reasons names, and where to appeal. */
  clause: z
    .string()
    .min(1)
    .max(500)
    .default("Operating accounts in a coordinated way to get around the limits of the service is not allowed."),
  appeal_to: z
    .string()
    .min(1)
    .max(500)
    .default("Reply to this message to appeal; a person who took no part in the decision will look at it."),
});

export type Policy = z.infer<typeof policy>;

/** For what comes from outside, such as a file's JSON. */
export function checkPolicy(given: unknown, where = "the policy"): Policy {
  const result = policy.safeParse(given);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new PermanentError(`${where}: ${z.core.toDotPath(path) || "the whole"}: ${message}`, { cause: result.error });
}

/** How many persons have to approve a plan of so many accounts. */
export function approvalsNeeded({ quorum, quorum_protected }: Policy, accounts: number, hasProtected: boolean): number {
  const rows = [...quorum].sort((a, b) => a.above - b.above).filter(({ above }) => accounts > above);
  return (rows.at(-1)?.approvals ?? 1) + (hasProtected ? quorum_protected : 0);
}
