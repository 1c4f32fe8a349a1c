/**
 * An attribution report as `report.json` has it: the one model that every format is made of. Its stable part is `period` to `corrections`;
 * beside it what these rest on, told apart as facts, judgements and assumptions. docs/reports.md explains it.
 */
import { z } from "zod";
import { enforcementReport, scoredReport, successionReport } from "./report/enforcement.js";
import { analyticConfidence, band, counted, day, id, likelihood, MARKINGS, measured, probable, time } from "./report/fields.js";
import { operatorReport } from "./report/operator.js";
import { figure, query, section, statement } from "./report/sections.js";

/** [from, to), on midnights of the zone. */
export const period = z.object({ from: time, to: time, zone: z.string() });

export const judgement = z.object({
  id,
  /** A sentence with its likelihood; and one with the analytic confidence and what that rests on. Never both in one. */
  text: z.string(),
  confidence_text: z.string(),
  probability: probable("how probable it is, as of the run"),
  likelihood,
  /** [least, below): the probabilities that the term stands for. */
  band,
  analytic_confidence: analyticConfidence,
  /** Whether it turned out to be so; null while nobody can tell. */
  resolved: z.boolean().nullable(),
  operator: id,
  /** Clusters that it is about. */
  clusters: z.array(id),
  figures: z.array(id),
});
export type ReportJudgement = z.infer<typeof judgement>;

const correction = z.object({
  period,
  operator: id,
  exchanges: counted("exchanges", "exchanges of the earlier period as of this run, less those told for it before"),
  input_tokens: counted("tokens", "input tokens of the earlier period as of this run, less those told for it before"),
  output_tokens: counted("tokens", "output tokens of the earlier period as of this run, less those told for it before"),
  why: z.string(),
});

/** The accounts that are in no fraudulent cluster and may yet be, and what could not be read. */
const notKnown = z.object({
  unclear_clusters: counted("clusters", "the clusters that are `unclear` as of the run"),
  unclear_accounts: counted("accounts", "the accounts in clusters that are `unclear` as of the run"),
  unclear_exchanges: counted("exchanges", "all exchanges of the accounts in clusters that are `unclear`, as of the run"),
  quarantined_lines: counted("count", "the lines of input that could not be read, of all time up to the run"),
  without_prompts: measured("share", "the part of the accounts that no prompt is known of, as of the run"),
  undated_exchanges: counted("exchanges", "exchanges that are only known by the month, and in no period that cuts the month"),
});

export const report = z.object({
  form: z.literal("cautery-report/1"),
  /** Named by its period, its scope and its run. */
  id,
  title: z.string(),
  period,
  as_of: z.object({ run: z.number().int().positive(), at: time, ledger: z.number().int().nonnegative() }),
  marking: z.enum(MARKINGS),
  /** By the Traffic Light Protocol 2.0, such as `TLP:GREEN`. */
  tlp: z.string(),
  /** Null where it is of all. */
  scope: z.object({ operator: id.nullable(), cluster: id.nullable() }),
  /** When it was due, where it was made later than its schedule says. */
  late: z.object({ due: time }).nullable(),
  /** The first and the last day, in the zone. */
  days: z.object({ first: day, last: day, count: z.number().int().positive() }),
  totals: z.object({
    clusters: counted("clusters", "the clusters that are `fraudulent` as of the run"),
    accounts: counted("accounts", "their accounts with any event in the period"),
    exchanges: counted("exchanges", "the sum of `exchanges` over their usage events in the period"),
    input_tokens: counted("tokens", "the sum of `input_tokens` over their usage events in the period"),
    output_tokens: counted("tokens", "the sum of `output_tokens` over their usage events in the period"),
  }),
  operators: z.array(operatorReport),
  judgements: z.array(judgement),
  corrections: z.array(correction),
  /** Against the last report of the same scope before this period; null where there is none. */
  change: z
    .object({
      report: id,
      accounts: measured("accounts", "accounts less those of the report before"),
      exchanges: measured("exchanges", "exchanges less those of the report before"),
      exchanges_share: measured("share", "exchanges less those of the report before, of those of the report before"),
    })
    .nullable(),
  succession: successionReport,
  enforcement: enforcementReport,
  scored: scoredReport,
  not_known: notKnown,
  /** Ids of the judgements that come first. */
  key_judgements: z.array(id),
  /** What was counted; what the counting rests on; what is asked of the reader; how it was made and where its limits are. */
  facts: z.array(statement),
  assumptions: z.array(statement),
  requests: z.array(statement),
  method: z.array(statement),
  sections: z.array(section),
  figures: z.array(figure),
  queries: z.array(query),
});
export type Report = z.infer<typeof report>;

/** What is counted; the rest tells it. */
export type ReportData = Omit<Report, "facts" | "assumptions" | "requests" | "method" | "sections" | "figures" | "queries">;
