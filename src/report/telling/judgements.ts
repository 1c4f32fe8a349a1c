/**
 * A report's judgements -> the same with their sentences: one with the likelihood, and one with the analytic confidence; never both in
 * one.
 */
import type { ReportData, ReportJudgement } from "../../contract/report.js";
import { confidenceText } from "../words/confidence.js";
import { clause } from "../words/likelihood.js";
import type { Teller } from "./teller.js";

const STRANGER = /^unknown-\d+$/;

export function toldJudgements({ operators, judgements }: ReportData, teller: Teller): ReportJudgement[] {
  return judgements.map((judgement) => {
    const { operator, likelihood, analytic_confidence, resolved } = judgement;
    const place = operators.findIndex((each) => each.operator === operator);
    const { text, figures } = teller.say(judgement.id, () => {
      const its = `the clusters told under ${operator} here, which have ${teller.many(`/operators/${place}/members`, "accounts")}`;
      return judgement.id.startsWith("attribution/")
        ? `We judge that ${clause(likelihood)} that ${whoever(operator)} is behind ${its}.`
        : `We judge that ${clause(likelihood)} that ${its}, are one hand's fraudulent accounts.`;
    });
    const families = [...new Set(operators[place].evidence_for.map(({ family }) => family))];
    return { ...judgement, text, figures, confidence_text: confidenceText(analytic_confidence, families, resolved === true) };
  });
}

/** Whoever is behind clusters, as a sentence names them. */
function whoever(operator: string): string {
  if (operator === "unknown") return "somebody in none of our dossiers";
  return STRANGER.test(operator) ? `somebody without a dossier, called ${operator},` : `operator ${operator}`;
}
