/** What was done and what came of it: suspensions, who took over, appeals, displacement; and how earlier judgements turned out. */
import { z } from "zod";
import { accountId, counted, day, id, measured, only, time } from "./fields.js";

/** Days with a suspension, and who took over after those of the day. */
const successionDay = z.object({
  day,
  operator: id,
  suspended: counted("accounts", "the accounts suspended on the day"),
  taken_over: counted("accounts", "those of them whose work an account took over that signed up later"),
  median_s: measured("seconds", "the median time from these suspensions to the sign-up that took over"),
});

/** One account whose work another took over. */
const takeover = z.object({
  operator: id,
  suspended: accountId(),
  successor: accountId(),
  at: time,
  seconds: measured("seconds", "from the suspension to the sign-up that took over"),
});

export const successionReport = z.object({
  suspended: counted("accounts", "the accounts with a status event `suspended` in the period"),
  taken_over: counted("accounts", "those of them whose work an account took over that signed up later"),
  share: measured("share", "those taken over, of the accounts suspended"),
  median_s: measured("seconds", "the median time from a suspension in the period to the sign-up that took over"),
  by_day: z.array(successionDay),
  takeovers: only("internal", z.array(takeover)),
});

const batchRow = z.object({
  batch: id,
  measure: z.string(),
  state: z.string(),
  approved_at: time.nullable(),
  clusters: z.array(id),
  accounts: counted("accounts", "the accounts on the batch's plan"),
  struck: counted("accounts", "those of them whose measure took effect in the period"),
  reversed: counted("accounts", "those of them that were restored by a reversal in the period"),
  before_a_day: measured("exchanges", "exchanges a day of those struck, in the mean over up to 7 days before"),
  after_a_day: measured("exchanges", "exchanges a day of accounts that came since and took over, in the mean over up to 7 days after"),
  displaced: measured("share", "the exchanges a day that grew back, of those before"),
  is_break_glass: z.boolean(),
});

export const enforcementReport = z.object({
  suspended: counted("accounts", "the accounts with a status event `suspended` in the period, whoever did it"),
  reinstated: counted("accounts", "the accounts with a status event `reinstated` in the period, whoever did it"),
  reversal_rate: measured("share", "the accounts reinstated in the period, of those suspended in it"),
  batches: z.array(batchRow),
  appeals: z.object({
    received: counted("count", "the appeals that came in in the period"),
    upheld: counted("count", "the appeals that were upheld in the period"),
    rejected: counted("count", "the appeals that were rejected in the period"),
    open: counted("count", "the appeals that were open at the period's end"),
    rate: measured("share", "the appeals received, of the accounts suspended in the period"),
    upheld_share: measured("share", "the appeals upheld, of those decided in the period"),
  }),
  break_glass: counted("count", "the batches that one person approved alone in the period"),
});

const scoredRow = z.object({
  report: id,
  judgement: id,
  text: z.string(),
  probability: measured("probability", "as the earlier report gave it"),
  resolved: z.boolean(),
});

/** Of judgements whose probability is in [from, to). */
const reliabilityBin = z.object({
  from: z.number(),
  to: z.number(),
  judgements: counted("count", "the judgements of the bin that were resolved"),
  mean_probability: measured("probability", "their mean probability"),
  share_true: measured("share", "those of them that turned out to be so"),
});

export const scoredReport = z.object({
  resolved: counted("count", "the judgements of earlier reports that an analyst's judgement has resolved since"),
  open: counted("count", "the judgements of earlier reports that nothing has resolved"),
  brier: measured("score", "the mean of (probability - outcome) squared over those resolved: 0 is best (Brier 1950)"),
  rows: z.array(scoredRow),
  reliability: z.array(reliabilityBin),
});
