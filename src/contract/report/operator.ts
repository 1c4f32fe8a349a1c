/** What a report says of one operator: the accounts of the fraudulent clusters that are likeliest theirs, as of the run. */
import { z } from "zod";
import { analyticConfidence, counted, countedBy, day, id, likelihood, measured, only, probable, time } from "./fields.js";

const usage = {
  exchanges: counted("exchanges", "the sum of `exchanges` over the usage events in the period"),
  input_tokens: counted("tokens", "the sum of `input_tokens` over the usage events in the period"),
  output_tokens: counted("tokens", "the sum of `output_tokens` over the usage events in the period"),
};

const clusterRow = z.object({
  cluster: id,
  /** Its accounts as of the run, and those of them with any event in the period. */
  members: counted("accounts", "the accounts in the cluster as of the run"),
  accounts: counted("accounts", "the accounts of the cluster with any event in the period"),
  ...usage,
  score: measured("score", "the probability that the cluster is one operator's fraudulent accounts, as of the run"),
  probability: probable("the confidence that the cluster is this operator's, as of the run, held within 0.01 and 0.99"),
  likelihood,
  first_seen: time,
  last_seen: time,
  relink_median_s: measured("seconds", "the median time from a suspension in the period to the sign-up that took over"),
});

const dayRow = z.object({
  day,
  accounts: counted("accounts", "the accounts with any event on the day"),
  exchanges: counted("exchanges", "the sum of `exchanges` over the usage events of the day"),
  input_tokens: counted("tokens", "the sum of `input_tokens` over the usage events of the day"),
  output_tokens: counted("tokens", "the sum of `output_tokens` over the usage events of the day"),
});

const capabilityRow = z.object({
  capability: z.string(),
  exchanges: counted("exchanges", "the sum of `exchanges` over the usage events of the capability in the period"),
  share: measured("share", "its part of the exchanges in the period"),
  usual_share: measured("share", "the capability's part of the exchanges of accounts in no fraudulent cluster, in the period"),
});

const modelRow = z.object({
  /** Null where the events did not say, or where an account used more models than are kept by name. */
  model: z.string(),
  exchanges: counted("exchanges", "the sum of `exchanges` over the usage events of the model in the period"),
  share: measured("share", "its part of the exchanges in the period"),
  share_before: measured("share", "its part of the exchanges of the same accounts before the period"),
  /** The first day of the period on which it was used. */
  first_day: day.nullable(),
  /** New: not used by these accounts before the period. */
  is_new: z.boolean(),
});

const shared = { accounts: counted("accounts", "the accounts of the operator's clusters that show it, as of the run") };
/** A value is told where its kind may travel: personal ones are pseudonyms, and within the house alone. */
const value = only("internal", z.string());

const infrastructureRow = z.object({
  kind: z.string(),
  /** Of kinds that name machines and not people, and that ten accounts or more show; the others within the house. */
  value: only("partner", z.string()),
  value_within: only("internal", z.string()),
  ...shared,
  bits: measured("bits", "what the value is worth in binding the cluster that shows it most, as of the run"),
});

const countryRow = z.object({ country: z.string(), accounts: counted("accounts", "the accounts seen from the country, up to the run") });

/** A family of near-identical prompts: its fingerprint, never a text. */
const templateRow = z.object({ fingerprint: only("partner", z.string()), ...shared, bits: measured("bits", "what the family is worth") });

const evidenceRow = z.object({
  family: z.string(),
  kind: z.string(),
  value,
  ...shared,
  bits: measured("bits", "log2 of how much likelier this is if the operator is behind it than if not: the sum over the clusters"),
});

const hypothesisRow = z.object({
  operator: id,
  probability: probable("the confidence in this hypothesis, in the mean over the clusters by accounts, held within 0.01 and 0.99"),
  likelihood,
});

export const operatorReport = z.object({
  /** A dossier's id, `unknown`, or a stranger's lasting name such as `unknown-7`. */
  operator: id,
  /** The dossier's name; the id where there is none. */
  name: only("partner", z.string()),
  probability: probable("the confidence that the clusters are this operator's, in the mean by accounts, held within 0.01 and 0.99"),
  likelihood,
  analytic_confidence: analyticConfidence,
  clusters: z.array(id),
  members: counted("accounts", "the accounts in the clusters as of the run"),
  accounts: counted("accounts", "the accounts with any event in the period"),
  ...usage,
  by_day: z.array(dayRow),
  capabilities: countedBy("exchanges", "the sum of `exchanges` over the usage events of the capability in the period"),
  countries: countedBy("accounts", "the accounts seen from the country in usage, up to the run"),
  suspended: counted("accounts", "the accounts with a status event `suspended` in the period, whoever did it"),
  reinstated: counted("accounts", "the accounts with a status event `reinstated` in the period, whoever did it"),
  relink_median_s: measured("seconds", "the median time from a suspension in the period to the sign-up that took over"),
  /** What the rest is drawn and tabled from: the same figures with more beside them. */
  cluster_rows: z.array(clusterRow),
  capability_rows: z.array(capabilityRow),
  model_rows: z.array(modelRow),
  country_rows: z.array(countryRow),
  infrastructure: z.array(infrastructureRow),
  templates: z.array(templateRow),
  evidence_for: z.array(evidenceRow),
  evidence_against: z.array(evidenceRow),
  hypotheses: z.array(hypothesisRow),
  /** Ids of statements: what would change our mind. */
  would_change: z.array(id),
});
export type OperatorReport = z.infer<typeof operatorReport>;
