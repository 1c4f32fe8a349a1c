/** How many operators, and what they are called -> a report as the model has it: for pages to look at, and for tests of the formats. */
import type { ReportMarking } from "../../src/contract/report/fields.js";
import type { OperatorReport } from "../../src/contract/report/operator.js";
import type { Report, ReportData } from "../../src/contract/report.js";
import { reportOf } from "../../src/report/telling/tell.js";
import { told } from "../../src/report/words/likelihood.js";
import { hash32 } from "../../src/simulate/random.js";

const DAYS = 31;
const MODELS = ["atlas-2", "atlas-3-preview", "atlas-mini"];
const CAPABILITIES = ["coding", "agentic reasoning", "creative writing", "translation", "safety evaluation", "tool use", "vision"];
const COUNTRIES = ["BR", "VN", "ID", "PH", "TR", "NG", "IN", "UA"];

export interface Sample {
  operators: number;
  /** Names are taken in turn. */
  names?: readonly string[];
  seed?: number;
  marking?: ReportMarking;
}

export const LONG_NAMES = [
  "Consortium for Industrial Scale Distillation of Frontier Reasoning Traces, Northern Subsidiary and Associated Resellers (Holding)",
  "op_with-an-identifier-that-nobody-would-type-by-hand-0123456789abcdef0123456789abcdef0123456789abcdef",
];
export const WORLD_NAMES = [
  "مجموعة النسر للتقنية",
  "深度蒸馏科技有限公司",
  "חברת הנשר הגדול",
  "株式会社データ収集",
  "데이터 증류 연구소",
  "Группа «Орёл» 🦅",
  "Ομάδα Άλφα",
];

/** The same for the same arguments. Figures agree with each other: totals are sums, shares are of sums. */
export function sampleReport({ operators: count, names = [], seed = 7, marking = "internal" }: Sample): Report {
  const operators = Array.from({ length: count }, (_, i) => operator(i, names[i % Math.max(1, names.length)], seed));
  const sum = (field: "accounts" | "exchanges" | "input_tokens" | "output_tokens" | "suspended" | "reinstated") =>
    operators.reduce((all, each) => all + Number(each[field]), 0);
  const succession = operators.flatMap(({ operator: id }, i) =>
    [3, 11, 19].map((day) => {
      const suspended = 4 + (hash32(seed, i, day) % 60);
      const taken_over = hash32(seed, day, i) % suspended;
      return { day: dayOf(day), operator: id, suspended, taken_over, median_s: taken_over > 0 ? 300 + (hash32(i, day) % 9000) : null };
    }),
  );
  const bins = count === 0 ? [] : [0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((from, i) => bin(from, i));
  const suspended = succession.reduce((all, each) => all + each.suspended, 0);
  const taken = succession.reduce((all, each) => all + each.taken_over, 0);
  const data: ReportData = {
    form: "cautery-report/1",
    id: "2026-05-01.2026-06-01.all.run-41",
    title: "Distillation campaigns: May 2026",
    period: { from: "2026-05-01T00:00:00Z", to: "2026-06-01T00:00:00Z", zone: "UTC" },
    as_of: { run: 41, at: "2026-06-01T02:10:00Z", ledger: 812 },
    marking: "internal",
    tlp: "TLP:AMBER+STRICT",
    scope: { operator: null, cluster: null },
    late: null,
    days: { first: dayOf(0), last: dayOf(DAYS - 1), count: DAYS },
    totals: {
      clusters: operators.reduce((all, { clusters }) => all + clusters.length, 0),
      accounts: sum("accounts"),
      exchanges: sum("exchanges"),
      input_tokens: sum("input_tokens"),
      output_tokens: sum("output_tokens"),
    },
    operators,
    judgements: operators.flatMap(judgementsOf),
    corrections: count === 0 ? [] : [{ ...correction, operator: operators[0].operator }],
    change: count === 0 ? null : { report: "2026-04-01.2026-05-01.all.run-33", accounts: 41, exchanges: 12_034, exchanges_share: 0.083 },
    succession: {
      suspended,
      taken_over: taken,
      share: suspended > 0 ? taken / suspended : null,
      median_s: count > 0 ? 740 : null,
      by_day: succession,
      takeovers: operators.flatMap(takeoversOf),
    },
    enforcement: {
      suspended: sum("suspended"),
      reinstated: sum("reinstated"),
      reversal_rate: count > 0 ? sum("reinstated") / sum("suspended") : null,
      batches: count === 0 ? [] : [batch],
      appeals: { received: 3, upheld: 1, rejected: 1, open: 1, rate: 0.004, upheld_share: 0.5 },
      break_glass: 0,
    },
    scored: {
      resolved: count === 0 ? 0 : 44,
      open: 3,
      brier: count === 0 ? null : 0.081,
      rows: count === 0 ? [] : [earlier],
      reliability: bins,
    },
    not_known: {
      unclear_clusters: 2,
      unclear_accounts: 31,
      unclear_exchanges: 2_210,
      quarantined_lines: 17,
      without_prompts: 0.12,
      undated_exchanges: 0,
    },
    key_judgements: operators.slice(0, 5).map(({ operator: id }) => `attribution/${id}`),
  };
  return reportOf(data, marking);
}

const correction = {
  period: { from: "2026-04-01T00:00:00Z", to: "2026-05-01T00:00:00Z", zone: "UTC" },
  exchanges: 17,
  input_tokens: 4_100,
  output_tokens: 9_800,
  why: "Events of the period came after its report was made.",
};

const batch = {
  batch: "b-0007",
  measure: "suspend",
  state: "done",
  approved_at: "2026-05-12T09:00:00Z",
  clusters: ["c-0a1b2c3d"],
  accounts: 412,
  struck: 408,
  reversed: 1,
  before_a_day: 9_120,
  after_a_day: 1_930,
  displaced: 0.212,
  is_break_glass: false,
};

const earlier = {
  report: "2026-04-01.2026-05-01.all.run-33",
  judgement: "attribution/op-a",
  text: "We judge that it is very likely that operator op-a is behind the clusters told under op-a there.",
  probability: 0.86,
  resolved: true,
};

function takeoversOf({ operator: id }: OperatorReport, i: number) {
  return Array.from({ length: 5 }, (_, k) => ({
    operator: id,
    suspended: `acct_${hash32(i, k, 1).toString(16)}`,
    successor: `acct_${hash32(i, k, 2).toString(16)}`,
    at: `${dayOf(3 + k)}T08:1${k}:00Z`,
    seconds: 200 + (hash32(i, k) % 5_000),
  }));
}

function dayOf(index: number): string {
  return new Date(Date.UTC(2026, 4, 1 + index)).toISOString().slice(0, 10);
}

function bin(from: number, i: number) {
  const mean = from + 0.04;
  return {
    from,
    to: from + 0.1,
    judgements: 3 + 2 * i,
    mean_probability: mean,
    share_true: Math.min(1, Math.round((mean - 0.06 + (i % 3) * 0.05) * 100) / 100),
  };
}

function judgementsOf(each: OperatorReport): Report["judgements"] {
  return ["attribution", "campaign"].map((what) => ({
    id: `${what}/${each.operator}`,
    text: "",
    confidence_text: "",
    ...told(each.probability),
    analytic_confidence: each.analytic_confidence,
    resolved: null,
    operator: each.operator,
    clusters: each.clusters,
    figures: [],
  }));
}

function operator(i: number, given: string | undefined, seed: number): OperatorReport {
  const size = 12 + Math.floor(2_000 / (i + 1));
  const id = i % 3 === 2 ? `unknown-${i}` : `op-${String.fromCharCode(97 + (i % 26))}${i > 25 ? i : ""}`;
  const probability = [0.97, 0.86, 0.62, 0.5][i % 4];
  const { likelihood } = told(probability);
  const by_day = Array.from({ length: DAYS }, (_, day) => {
    const exchanges = Math.floor(size * (0.6 + 0.4 * Math.sin(day / 4 + i)) * (5 + (hash32(seed, i, day) % 10)));
    const accounts = Math.min(size, 3 + Math.floor(exchanges / 12));
    return { day: dayOf(day), accounts, exchanges, input_tokens: exchanges * 911, output_tokens: exchanges * 1_733 };
  });
  const total = (field: "exchanges" | "input_tokens" | "output_tokens") => by_day.reduce((sum, row) => sum + row[field], 0);
  const exchanges = total("exchanges");
  const parts = CAPABILITIES.map((_, k) => 1 + (hash32(seed, i, 100 + k) % 40));
  const whole = parts.reduce((a, b) => a + b, 0);
  const capability_rows = CAPABILITIES.map((capability, k) => {
    const part = Math.floor((exchanges * parts[k]) / whole);
    return { capability, exchanges: part, share: part / exchanges, usual_share: k === 6 ? null : 1 / (k + 3) };
  });
  const clusters = Array.from({ length: 1 + (i % 4) }, (_, k) => `c-${hash32(seed, i, k).toString(16).padStart(8, "0")}`);
  const cluster_rows = clusters.map((cluster, k) => ({
    cluster,
    members: Math.ceil(size / (k + 1.5)),
    accounts: Math.ceil(size / (k + 2)),
    exchanges: Math.floor(exchanges / clusters.length),
    input_tokens: Math.floor(total("input_tokens") / clusters.length),
    output_tokens: Math.floor(total("output_tokens") / clusters.length),
    score: 0.991,
    probability,
    likelihood,
    first_seen: "2026-03-02T10:00:00Z",
    last_seen: "2026-05-31T23:10:00Z",
    relink_median_s: 720,
  }));
  const country_rows = COUNTRIES.slice(0, 3 + (i % 6)).map((country, k) => ({ country, accounts: Math.ceil(size / (k + 2)) }));
  return {
    operator: id,
    name: given ?? id,
    probability,
    likelihood,
    analytic_confidence: (["high", "moderate", "low"] as const)[i % 3],
    clusters,
    members: size + 40,
    accounts: size,
    exchanges,
    input_tokens: total("input_tokens"),
    output_tokens: total("output_tokens"),
    by_day,
    capabilities: Object.fromEntries(capability_rows.map((row) => [row.capability, row.exchanges])),
    countries: Object.fromEntries(country_rows.map((row) => [row.country, row.accounts])),
    suspended: 20 + i,
    reinstated: 1,
    relink_median_s: 720,
    cluster_rows,
    capability_rows,
    model_rows: MODELS.map((model, k) => ({
      model,
      exchanges: Math.floor(exchanges / (k + 2)),
      share: 1 / (k + 2),
      share_before: k === 1 ? 0 : 1 / (k + 3),
      first_day: k === 1 ? dayOf(9) : dayOf(0),
      is_new: k === 1,
    })),
    country_rows,
    infrastructure: [
      { kind: "asn", value: "AS64500", accounts: size, bits: 3.2 },
      { kind: "ip", value: "203.0.113.0/24", accounts: Math.ceil(size / 2), bits: 9.7 },
    ],
    templates: [{ fingerprint: "9f2c77b1d03a41e8", accounts: Math.ceil(size / 3), bits: 11.4 }],
    evidence_for: [
      { family: "tooling", kind: "device", value: "d4f1a07c", accounts: Math.ceil(size / 2), bits: 14.2 },
      { family: "network", kind: "ip", value: "203.0.113.0/24", accounts: Math.ceil(size / 2), bits: 9.7 },
    ],
    evidence_against: [{ family: "payment", kind: "bin", value: "402100", accounts: 0, bits: -2.4 }],
    hypotheses: [
      { operator: id, probability, likelihood },
      { operator: "unknown", probability: 0.03, likelihood: "very unlikely" },
    ],
    would_change: [],
  };
}
