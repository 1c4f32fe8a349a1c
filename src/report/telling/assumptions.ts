/** A report's data -> what its judgements rest on, what would change our mind, what is asked of the reader, and how all of it was made. */

import type { OperatorReport } from "../../contract/report/operator.js";
import type { Statement } from "../../contract/report/sections.js";
import type { ReportData } from "../../contract/report.js";
import { CONFIDENCE_RULE } from "../words/confidence.js";
import type { Teller } from "./teller.js";

export function assumptionsOf({ operators }: ReportData, teller: Teller): Statement[] {
  const general: Statement[] = [
    plain(
      "one-hand",
      "Accounts of one cluster are taken to be of one hand, and each cluster to be of the operator that it is likeliest of.",
    ),
    plain("dossiers", "What dossiers say of operators is taken to hold as far as its reliability and credibility go."),
    plain("platform", "Status events are taken to tell all that was done to an account, and sign-ups to be told as they happened."),
  ];
  return [...general, ...operators.map((report, i) => wouldChange(report, i, teller))];
}

function wouldChange({ operator, evidence_for, hypotheses }: OperatorReport, i: number, teller: Teller): Statement {
  const next = hypotheses.find((each) => each.operator !== operator);
  return teller.say(`would-change/${operator}`, () => {
    const other = next === undefined ? "no other hypothesis was weighed" : `the next hypothesis is ${next.operator}`;
    if (evidence_for.length === 0)
      return `For ${operator} no dossier speaks: one that names what these clusters show would change our mind; ${other}.`;
    const [first] = evidence_for;
    return (
      `What speaks most for ${operator} is ${first.kind}, with ${teller.the(`/operators/${i}/evidence_for/0/bits`)} bits: that it was planted, sold or ` +
      `shared would change our mind; ${other}.`
    );
  });
}

export function requestsOf(data: ReportData, teller: Teller): Statement[] {
  const { operators, enforcement } = data;
  const doubtful = operators.filter(({ analytic_confidence, operator }) => analytic_confidence === "low" && operator !== "unknown");
  const asked: (Statement | null)[] = [
    teller.has("/enforcement/appeals/open")
      ? teller.say("decide-appeals", () => `Decide what is open: ${teller.many("/enforcement/appeals/open", "appeals")}.`)
      : null,
    doubtful.length > 0
      ? plain(
          "judge-operators",
          `Say whether the clusters of ${named(doubtful.map(({ operator }) => operator))} are theirs, or what else is known of them.`,
        )
      : null,
    teller.has("/not_known/unclear_clusters")
      ? teller.say("judge-unclear", () => `Look at what is unclear: ${teller.many("/not_known/unclear_clusters", "clusters")}.`)
      : null,
    operators.length > 0 && enforcement.batches.length === 0
      ? plain("plan", "Say whether the accounts told of here are to be suspended: no batch was planned or carried out in the period.")
      : null,
  ];
  const all = asked.filter((each) => each !== null);
  return all.length > 0 ? all : [plain("nothing", "Nothing is asked of the reader.")];
}

const MOST_NAMED = 5;
function named(operators: readonly string[]): string {
  const first = operators.slice(0, MOST_NAMED);
  return operators.length > MOST_NAMED ? `${first.join(", ")} and others` : first.join(", ");
}

export function methodOf({ period, as_of, marking, late }: ReportData): Statement[] {
  return [
    plain(
      "figures",
      `All figures are of the accounts in clusters that are fraudulent as of run ${as_of.run}, and of days in ${period.zone}, from ${period.from} up to ` +
        `${period.to}, which is not in it. Each has its query in report.json.`,
    ),
    plain(
      "never-changes",
      "A report never changes. What comes late, or is found out later, is a correction in the next one; all periods and corrections add up to the whole.",
    ),
    plain(
      "words",
      "Likelihood is told by the terms of ICD 203: almost no chance (from 0.01), very unlikely (from 0.05), unlikely (from 0.20), roughly even chance " +
        "(from 0.45), likely (from 0.55), very likely (from 0.80), almost certain (from 0.95, to 0.99); each up to where the next begins.",
    ),
    plain("analytic-confidence", CONFIDENCE_RULE),
    plain("bits", "Evidence is in bits: log2 of how much likelier it is under one explanation than under the other."),
    plain(
      "marking",
      marking === "public"
        ? "Counts under 10 are told as <10, and what follows from them is left out."
        : "What may not go out under this marking is left out.",
    ),
    ...(late === null ? [] : [plain("late", `This report was due ${late.due} and was made later.`)]),
  ];
}

const plain = (id: string, text: string): Statement => ({ id, text, figures: [] });
