/** What was found of operators -> the report's judgements: who is behind which clusters, with the probability; the texts are told later. */

import type { OperatorReport } from "../../contract/report/operator.js";
import type { ReportJudgement } from "../../contract/report.js";
import { confidenceOf } from "../words/confidence.js";
import { told } from "../words/likelihood.js";
import type { Said } from "./material.js";
import { type Group, groundOf } from "./operators.js";
import { resolution } from "./resolve.js";

/** Key judgements on the first page. */
const KEY = 5;

/**
 * Two of each operator: that it is behind its clusters, and that these are one hand's fraudulent accounts. `resolved`: whether analysts
 * have said of most of the accounts that it is so, or not so.
 */
export function judgementsOf(
  operators: readonly OperatorReport[],
  groups: readonly Group[],
): { judgements: ReportJudgement[]; key: string[] } {
  const of = new Map(groups.map((group) => [group.operator, group]));
  const judgements = operators.flatMap((report) => {
    const group = of.get(report.operator)!;
    const members = group.clusters.reduce((sum, each) => sum + each.members, 0);
    const score = group.clusters.reduce((sum, each) => sum + each.score * each.members, 0) / members;
    const resolved = (about: keyof Said) =>
      resolution(
        group.clusters.map(({ said }) => said[about]),
        members,
      );
    const common = { operator: report.operator, clusters: report.clusters, text: "", confidence_text: "", figures: [] };
    return [
      {
        ...common,
        id: `attribution/${report.operator}`,
        ...told(report.probability),
        analytic_confidence: report.analytic_confidence,
        resolved: resolved("attribution"),
      },
      {
        ...common,
        id: `campaign/${report.operator}`,
        ...told(score),
        analytic_confidence: confidenceOf({ ...groundOf(group), next: 1 - score }),
        resolved: resolved("campaign"),
      },
    ];
  });
  return { judgements, key: operators.slice(0, KEY).map(({ operator }) => `attribution/${operator}`) };
}
