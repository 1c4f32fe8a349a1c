/** Earlier reports' judgements and what came of them -> their score (Brier 1950), and how far their probabilities could be believed. */
import type { Report } from "../../contract/report.js";
import { rounded } from "../../tools/rounded.js";
import type { MaterialScored } from "./material.js";

/** The bands of the terms: what a term promises is what is measured. */
const BINS: readonly [number, number][] = [
  [0.01, 0.05],
  [0.05, 0.2],
  [0.2, 0.45],
  [0.45, 0.55],
  [0.55, 0.8],
  [0.8, 0.95],
  [0.95, 1],
];

export function scoredOf(all: readonly MaterialScored[]): Report["scored"] {
  const resolved = all.flatMap((each) => (each.resolved === null ? [] : [{ ...each, resolved: each.resolved }]));
  const loss = resolved.reduce((sum, { probability, resolved }) => sum + (probability - Number(resolved)) ** 2, 0);
  return {
    resolved: resolved.length,
    open: all.length - resolved.length,
    brier: resolved.length === 0 ? null : rounded(loss / resolved.length),
    rows: resolved.map(({ report, judgement, probability, resolved }) => ({
      report,
      judgement,
      text: textOf(judgement),
      probability,
      resolved,
    })),
    reliability: BINS.map(([from, to]) => {
      const own = resolved.filter(({ probability }) => probability >= from && probability < to);
      return {
        from,
        to,
        judgements: own.length,
        mean_probability: own.length === 0 ? null : rounded(own.reduce((sum, { probability }) => sum + probability, 0) / own.length),
        share_true: own.length === 0 ? null : rounded(own.filter(({ resolved }) => resolved).length / own.length),
      };
    }),
  };
}

/** Without any figure of the earlier report, which may have been told under another marking. */
function textOf(judgement: string): string {
  const operator = judgement.slice(judgement.indexOf("/") + 1);
  return judgement.startsWith("attribution/")
    ? `${operator} was behind the clusters that were told under it`
    : `the clusters told under ${operator} were one hand's fraudulent accounts`;
}
