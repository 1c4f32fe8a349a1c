/** A report's data -> its facts: what was counted, in sentences. */

import type { Statement } from "../../contract/report/sections.js";
import type { ReportData } from "../../contract/report.js";
import type { Teller } from "./teller.js";

type Fact = readonly [id: string, text: () => string];

export function factsOf(data: ReportData, teller: Teller): Statement[] {
  return [...overall(data, teller), ...data.operators.flatMap((_, i) => operatorFacts(data, i, teller)), ...actions(data, teller)].map(
    ([id, text]) => teller.say(id, text),
  );
}

function overall({ days, as_of, totals, change, corrections, not_known }: ReportData, { the, many, has }: Bound): Fact[] {
  const when = days.first === days.last ? `On ${days.first}` : `From ${days.first} to ${days.last}`;
  const facts: Fact[] = [
    [
      "totals",
      () =>
        totals.clusters === 0
          ? `No cluster is fraudulent as of run ${as_of.run}.`
          : `${when}, ${many("/totals/accounts", "accounts")} in ${many("/totals/clusters", "clusters")} that are fraudulent as of run ${as_of.run} ` +
            `made ${many("/totals/exchanges", "exchanges")}, with ${the("/totals/input_tokens")} tokens in and ${the("/totals/output_tokens")} out.`,
    ],
    [
      "change",
      () =>
        change === null
          ? "There is no earlier report of the same scope to compare with."
          : `Against report ${change.report}, the accounts changed by ${the("/change/accounts")} and the exchanges by ${the("/change/exchanges")}` +
            `${change.exchanges_share === null ? "" : ` (${the("/change/exchanges_share")})`}.`,
    ],
    [
      "corrections",
      () =>
        corrections.length === 0
          ? "Nothing that earlier reports told has to be corrected."
          : `What earlier reports told is off by ${corrections
              .map(
                (each, i) =>
                  `${the(`/corrections/${i}/exchanges`)} exchanges of ${each.operator} from ${each.period.from.slice(0, 10)} on (${each.why})`,
              )
              .slice(0, 10)
              .join("; ")}${corrections.length > 10 ? "; and others, which the table has" : ""}.`,
    ],
    [
      "not-known",
      () =>
        `${many("/not_known/unclear_accounts", "accounts")} in ${many("/not_known/unclear_clusters", "clusters")} may be fraudulent or not, and are counted nowhere else in this report; ` +
        `${many("/not_known/quarantined_lines", "lines")} of input could not be read` +
        `${not_known.without_prompts === null ? "" : `; no prompt is known of ${the("/not_known/without_prompts")} of the fraudulent accounts`}.`,
    ],
  ];
  if (has("/not_known/undated_exchanges"))
    facts.push([
      "undated",
      () => `${many("/not_known/undated_exchanges", "exchanges")} are only known by the month and are not in the period.`,
    ]);
  return facts;
}

type Bound = Pick<Teller, "the" | "many" | "has">;

function operatorFacts({ operators }: ReportData, i: number, { the, many }: Bound): Fact[] {
  const report = operators[i];
  const at = `/operators/${i}`;
  const { operator } = report;
  const top = report.capability_rows.toSorted((a, b) => Number(b.share ?? 0) - Number(a.share ?? 0))[0];
  const fresh = report.model_rows.findIndex(({ is_new }) => is_new);
  const facts: Fact[] = [
    [
      `usage/${operator}`,
      () =>
        `${many(`${at}/accounts`, "accounts")} of ${operator} were active, of ${the(`${at}/members`)} in its clusters, and made ${many(`${at}/exchanges`, "exchanges")}.`,
    ],
    [
      `acted-on/${operator}`,
      () =>
        `${many(`${at}/suspended`, "accounts")} of ${operator} were suspended and ${the(`${at}/reinstated`)} reinstated` +
        `${report.relink_median_s === null ? "; no sign-up is known to have followed a suspension within a day" : `; where a sign-up followed a suspension within a day, it took ${the(`${at}/relink_median_s`)} in the median`}.`,
    ],
  ];
  if (top?.share != null) {
    const row = `${at}/capability_rows/${report.capability_rows.indexOf(top)}`;
    facts.push([
      `capability/${operator}`,
      () =>
        `Most of its exchanges were ${top.capability}: ${the(`${row}/share`)}` +
        `${top.usual_share === null ? "" : `, where it is ${the(`${row}/usual_share`)} of other accounts' exchanges`}.`,
    ]);
  }
  if (fresh >= 0)
    facts.push([
      `new-model/${operator}`,
      () =>
        `It moved to ${report.model_rows[fresh].model}, which these accounts had not used before: ${the(`${at}/model_rows/${fresh}/share`)} of its exchanges.`,
    ]);
  return facts;
}

function actions({ succession, enforcement }: ReportData, { the, many, has }: Bound): Fact[] {
  const { appeals } = enforcement;
  return [
    [
      "done",
      () =>
        `${many("/enforcement/suspended", "accounts")} were suspended and ${the("/enforcement/reinstated")} reinstated, whoever did it` +
        `${enforcement.reversal_rate === null ? "" : ` (${the("/enforcement/reversal_rate")})`}.`,
    ],
    [
      "succession",
      () =>
        `The work of ${many("/succession/taken_over", "accounts")} of those suspended was taken over within a day` +
        `${succession.median_s === null ? "" : `, in the median after ${the("/succession/median_s")}`}.`,
    ],
    [
      "appeals",
      () =>
        `${many("/enforcement/appeals/received", "appeals")} came in; ${the("/enforcement/appeals/upheld")} were upheld and ${the("/enforcement/appeals/rejected")} rejected` +
        `${appeals.rate === null ? "" : `; appeals were ${the("/enforcement/appeals/rate")} of the accounts suspended`}.`,
    ],
    [
      "break-glass",
      () =>
        has("/enforcement/break_glass")
          ? `One person alone began a batch ${many("/enforcement/break_glass", "times")}.`
          : "No batch was begun by one person alone.",
    ],
    [
      "scored",
      () =>
        has("/scored/brier")
          ? `Of the judgements of earlier reports ${the("/scored/resolved")} were resolved and ${the("/scored/open")} are open; their Brier score is ${the("/scored/brier")}.`
          : `No judgement of an earlier report is resolved yet; ${the("/scored/open")} are open.`,
    ],
  ];
}
