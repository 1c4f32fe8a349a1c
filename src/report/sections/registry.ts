/** The sections of a report, in their order: an entry each, made of the data alone. Every format shows these. */

import type { Section, Statement } from "../../contract/report/sections.js";
import type { ReportData } from "../../contract/report.js";
import { chart, facts, numberOf, SHARE_TICKS, table, ticksTo } from "./blocks.js";
import { operatorSection } from "./operator.js";

export interface Telling {
  data: ReportData;
  facts: readonly Statement[];
  assumptions: readonly Statement[];
  requests: readonly Statement[];
  method: readonly Statement[];
}

const SECTIONS: readonly ((telling: Telling) => Section[])[] = [
  summary,
  operators,
  succession,
  enforcement,
  scored,
  corrections,
  notKnown,
  method,
];

export const sectionsOf = (telling: Telling): Section[] => SECTIONS.flatMap((make) => make(telling));

/** The page that stands alone. */
function summary({ data, requests }: Telling): Section[] {
  const days = new Map<string, number>();
  for (const { by_day } of data.operators)
    for (const { day, exchanges } of by_day) days.set(day, Math.max(days.get(day) ?? 0, numberOf(exchanges)));
  return [
    {
      id: "summary",
      title: "Summary",
      level: 1,
      blocks: [
        { is: "judgements", ids: data.key_judgements },
        facts("totals", "change", "corrections", "done", "succession"),
        { is: "statements", of: "requests", ids: requests.map(({ id }) => id) },
        chart("activity", "Exchanges by day and operator", "/operators", {
          label: "exchanges",
          ticks: ticksTo(Math.max(0, ...days.values())),
        }),
      ],
    },
  ];
}

function operators({ data }: Telling): Section[] {
  const overview = table("Operators", "/operators", [
    ["operator", "operator", null],
    ["probability", "probability", "probability"],
    ["likelihood", "likelihood", null],
    ["analytic_confidence", "confidence", null],
    ["accounts", "accounts", "accounts"],
    ["exchanges", "exchanges", "exchanges"],
    ["suspended", "suspended", "accounts"],
    ["relink_median_s", "time to relink", "seconds"],
  ]);
  const head: Section = {
    id: "operators",
    title: "Operators",
    level: 1,
    blocks: [overview, chart("clusters", "Clusters by operator and size", "/operators", null)],
  };
  return [head, ...data.operators.map((_, i) => operatorSection(data, i))];
}

function succession({ data: { succession } }: Telling): Section[] {
  const most = Math.max(0, ...succession.by_day.map(({ suspended }) => numberOf(suspended)));
  return [
    {
      id: "succession",
      title: "Succession",
      level: 1,
      blocks: [
        facts("succession"),
        chart("succession", "Suspensions, and those whose work was taken over", "/succession/by_day", {
          label: "accounts",
          ticks: ticksTo(most),
        }),
        table("By day", "/succession/by_day", [
          ["day", "day", null],
          ["operator", "operator", null],
          ["suspended", "suspended", "accounts"],
          ["taken_over", "taken over", "accounts"],
          ["median_s", "median time", "seconds"],
        ]),
        ...(succession.takeovers === undefined
          ? []
          : [
              table("One by one", "/succession/takeovers", [
                ["at", "suspended at", null],
                ["operator", "operator", null],
                ["suspended", "suspended", null],
                ["successor", "taken over by", null],
                ["seconds", "after", "seconds"],
              ]),
            ]),
      ],
    },
  ];
}

function enforcement(): Section[] {
  return [
    {
      id: "enforcement",
      title: "Enforcement",
      level: 1,
      blocks: [
        facts("done", "appeals", "break-glass"),
        table(
          "Batches",
          "/enforcement/batches",
          [
            ["batch", "batch", null],
            ["measure", "measure", null],
            ["state", "state", null],
            ["accounts", "accounts", "accounts"],
            ["struck", "acted on", "accounts"],
            ["reversed", "restored", "accounts"],
            ["before_a_day", "a day before", "exchanges"],
            ["after_a_day", "a day after", "exchanges"],
            ["displaced", "grew back", "share"],
          ],
          "No batch was decided or carried out in the period.",
        ),
      ],
    },
  ];
}

function scored(): Section[] {
  return [
    {
      id: "scored",
      title: "Earlier judgements",
      level: 1,
      blocks: [
        facts("scored"),
        chart("reliability", "Probability told, and how often it was so", "/scored/reliability", {
          label: "part that was so",
          ticks: SHARE_TICKS,
        }),
        table("By probability", "/scored/reliability", [
          ["from", "from", "probability"],
          ["to", "to", "probability"],
          ["judgements", "judgements", "count"],
          ["mean_probability", "mean", "probability"],
          ["share_true", "were so", "share"],
        ]),
        table(
          "Resolved",
          "/scored/rows",
          [
            ["report", "report", null],
            ["text", "judgement", null],
            ["probability", "probability", "probability"],
            ["resolved", "was so", null],
          ],
          "None is resolved.",
        ),
      ],
    },
  ];
}

function corrections(): Section[] {
  return [
    {
      id: "corrections",
      title: "Corrections",
      level: 1,
      blocks: [
        facts("corrections"),
        table(
          "Of earlier periods",
          "/corrections",
          [
            ["period", "period", null],
            ["operator", "operator", null],
            ["exchanges", "exchanges", "exchanges"],
            ["input_tokens", "tokens in", "tokens"],
            ["output_tokens", "tokens out", "tokens"],
            ["why", "why", null],
          ],
          "Nothing has to be corrected.",
        ),
      ],
    },
  ];
}

function notKnown({ facts: told }: Telling): Section[] {
  const ids = told.filter(({ id }) => id === "undated").map(({ id }) => id);
  return [{ id: "not-known", title: "What is not known", level: 1, blocks: [facts("not-known", ...ids)] }];
}

function method({ method, assumptions }: Telling): Section[] {
  return [
    {
      id: "method",
      title: "Method and limits",
      level: 1,
      blocks: [
        { is: "statements", of: "method", ids: method.map(({ id }) => id) },
        { is: "statements", of: "assumptions", ids: assumptions.filter(({ id }) => !id.includes("/")).map(({ id }) => id) },
      ],
    },
  ];
}
