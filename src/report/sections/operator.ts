/** One operator's section: who it is and how sure that is, what its accounts did, by what it is known, and what else it could be. */

import type { Block, Section } from "../../contract/report/sections.js";
import type { ReportData } from "../../contract/report.js";
import { chart, facts, numberOf, SHARE_TICKS, table, ticksTo } from "./blocks.js";

/** With charts and all tables; those after them with the least. */
const IN_FULL = 12;

export function operatorSection(data: ReportData, i: number): Section {
  const { operator, name } = data.operators[i];
  const title = name === undefined || name === operator ? operator : `${name} (${operator})`;
  const blocks = i < IN_FULL ? [...whoIsIt(data, i), ...whatItDid(data, i), ...howItIsKnown(data, i)] : whoIsIt(data, i);
  return { id: `operator/${operator}`, title, level: 2, blocks };
}

function whoIsIt({ operators }: ReportData, i: number): Block[] {
  const { operator, capability_rows, model_rows } = operators[i];
  const told = [
    `usage/${operator}`,
    `acted-on/${operator}`,
    ...(capability_rows.some(({ share }) => share !== null) ? [`capability/${operator}`] : []),
    ...(model_rows.some(({ is_new }) => is_new) ? [`new-model/${operator}`] : []),
  ];
  return [
    { is: "judgements", ids: [`attribution/${operator}`, `campaign/${operator}`] },
    facts(...told),
    { is: "statements", of: "assumptions", ids: [`would-change/${operator}`] },
    table("Clusters", `/operators/${i}/cluster_rows`, [
      ["cluster", "cluster", null],
      ["members", "members", "accounts"],
      ["accounts", "active", "accounts"],
      ["exchanges", "exchanges", "exchanges"],
      ["score", "score", "score"],
      ["probability", "probability", "probability"],
      ["relink_median_s", "time to relink", "seconds"],
    ]),
  ];
}

function whatItDid({ operators }: ReportData, i: number): Block[] {
  const { operator, by_day } = operators[i];
  const most = Math.max(0, ...by_day.map(({ exchanges }) => numberOf(exchanges)));
  return [
    chart("activity", `Exchanges of ${operator} by day`, `/operators/${i}/by_day`, { label: "exchanges", ticks: ticksTo(most) }),
    chart("capabilities", `What ${operator} used, beside what is usual`, `/operators/${i}/capability_rows`, {
      label: "part of the exchanges",
      ticks: SHARE_TICKS,
    }),
    table("By day", `/operators/${i}/by_day`, [
      ["day", "day", null],
      ["accounts", "accounts", "accounts"],
      ["exchanges", "exchanges", "exchanges"],
      ["input_tokens", "tokens in", "tokens"],
      ["output_tokens", "tokens out", "tokens"],
    ]),
    table("Capabilities", `/operators/${i}/capability_rows`, [
      ["capability", "capability", null],
      ["exchanges", "exchanges", "exchanges"],
      ["share", "part", "share"],
      ["usual_share", "usual", "share"],
    ]),
    table("Models", `/operators/${i}/model_rows`, [
      ["model", "model", null],
      ["exchanges", "exchanges", "exchanges"],
      ["share", "part", "share"],
      ["share_before", "part before", "share"],
      ["first_day", "first used", null],
    ]),
    table("Countries", `/operators/${i}/country_rows`, [
      ["country", "country", null],
      ["accounts", "accounts", "accounts"],
    ]),
  ];
}

function howItIsKnown({ operators }: ReportData, i: number): Block[] {
  const hasValues = operators[i].infrastructure.some(({ value_within }) => value_within !== undefined);
  const evidence = (title: string, field: string): Block =>
    table(title, `/operators/${i}/${field}`, [
      ["family", "family", null],
      ["kind", "kind", null],
      ...(hasValues ? ([["value", "value", null]] as const) : []),
      ["accounts", "accounts", "accounts"],
      ["bits", "bits", "bits"],
    ]);
  return [
    table("Infrastructure", `/operators/${i}/infrastructure`, [
      ["kind", "kind", null],
      [hasValues ? "value_within" : "value", "value", null],
      ["accounts", "accounts", "accounts"],
      ["bits", "bits", "bits"],
    ]),
    table("Families of prompts, by fingerprint", `/operators/${i}/templates`, [
      ["fingerprint", "fingerprint", null],
      ["accounts", "accounts", "accounts"],
      ["bits", "bits", "bits"],
    ]),
    evidence("Evidence for", "evidence_for"),
    evidence("Evidence against", "evidence_against"),
    table("Hypotheses", `/operators/${i}/hypotheses`, [
      ["operator", "operator", null],
      ["probability", "probability", "probability"],
      ["likelihood", "likelihood", null],
    ]),
  ];
}
