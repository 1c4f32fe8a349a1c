/** A plan and its hash -> what a person reads before agreeing to it: what, whom, whom not and why, what it touches, and what to do next. */
import { planSummary } from "../../contract/plan-summary.js";
import { stagesOf, wavesOf } from "../../enforcement/plan/order.js";
import { isFragile, type LeftOut, type Measure, type Plan, type PlannedAccount } from "../../model/enforcement/plan.js";
import { gather } from "../../tools/gather.js";
import { formatCount, formatShare, formatTable } from "./format.js";

/** Accounts named beside a count. */
const EXAMPLES = 3;

const DONE: Readonly<Record<Measure, string>> = {
  suspend: "suspended",
  "rate-limit": "rate-limited",
  verify: "asked to verify",
  watch: "watched",
};

const INSTEAD: Readonly<Record<NonNullable<PlannedAccount["instead"]>, string>> = {
  contested: "asked to verify: fraudulent by an analyst's word, against the weighing",
  fragile: "asked to verify: the case falls with a single value",
  old: "asked to verify: as old as the policy protects",
  sample: "asked to verify: a sample of the strong ones, by which the gate tells a bad plan",
  tracer: "only watched: tracers",
};

export function formatPlan(plan: Plan, hash: string): string {
  const { batch, approvals_needed, measures } = planSummary(plan, hash);
  const { accounts, target, reason, days, shadow_days } = plan;
  return [
    [
      `${batch}: ${accountsText(accounts.count)} to be acted on${shadow_days === null ? "" : `, in shadow for ${formatCount(shadow_days)} days`}`,
      formatTable([
        ["hash", hash],
        ["reason", reason],
        ["goes to", target],
        ["measure", `${plan.measure}, ${days === null ? "until lifted" : `for ${formatCount(days)} days`}`],
        ["way", wayText(plan)],
      ]),
    ].join("\n"),
    section(
      "Clusters",
      plan.clusters.map(({ cluster, size, score, disposition, operator, confidence, lineage }) => [
        cluster,
        accountsText(size),
        disposition,
        `score ${formatShare(score, 2)}`,
        operator === null ? "" : `${operator} ${formatShare(confidence, 2)}`,
        lineage.length > 0 ? `was ${lineage.join(", ")}` : "",
      ]),
    ),
    section(
      "Accounts are",
      Object.entries(measures)
        .filter(([, count]) => count > 0)
        .map(([measure, count]) => [DONE[measure as Measure], formatCount(count)]),
    ),
    section("Other than the rest", insteadRows(accounts.items)),
    section("Fragile cases lean on", leaningRows(accounts.items)),
    section(`Left out: ${formatCount(plan.left_out.length)}`, reasonRows(plan.left_out)),
    section(`Protected: ${formatCount(plan.protected.length)}`, reasonRows(plan.protected)),
    section("What it touches", radiusRows(plan)),
    section("In this order", waveRows(plan, hash)),
    section(
      "What the operator will notice",
      plan.noticed.map((line) => [line]),
    ),
    nextText(batch, hash, approvals_needed),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function wayText({ way, window_minutes, rate }: Plan): string {
  const speed = `${formatCount(rate)} calls a second at the most`;
  if (way === "stages") return `stages, ${speed}`;
  return window_minutes > 0
    ? `a strike within ${formatCount(window_minutes)} minutes, ${speed}`
    : `a strike as fast as it may be, ${speed}`;
}

function insteadRows(items: readonly PlannedAccount[]): string[][] {
  const byReason = new Map<string, string[]>();
  for (const { account, instead } of items) if (instead !== null) gather(byReason, INSTEAD[instead], account);
  return mostFirst(byReason);
}

function leaningRows(items: readonly PlannedAccount[]): string[][] {
  const byValue = new Map<string, string[]>();
  for (const { account, case: own } of items) {
    if (!isFragile(own)) continue;
    const { leans_on } = own;
    gather(
      byValue,
      leans_on === null ? "no link: in the cluster by profile or judgement alone" : `${leans_on.kind} ${leans_on.value}`,
      account,
    );
  }
  const rows = mostFirst(byValue);
  return rows.length <= 2 * EXAMPLES ? rows : [...rows.slice(0, 2 * EXAMPLES), [`and ${formatCount(rows.length - 2 * EXAMPLES)} more`]];
}

function reasonRows(rows: readonly LeftOut[]): string[][] {
  const byReason = new Map<string, string[]>();
  for (const { account, why } of rows) gather(byReason, why, account);
  const all = mostFirst(byReason);
  return all.length <= 2 * EXAMPLES
    ? all
    : [...all.slice(0, 2 * EXAMPLES), [`and for ${formatCount(all.length - 2 * EXAMPLES)} more reasons`]];
}

function mostFirst(groups: ReadonlyMap<string, readonly string[]>): string[][] {
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([what, accounts]) => [
      what,
      formatCount(accounts.length),
      `${accounts.slice(0, EXAMPLES).join(", ")}${accounts.length > EXAMPLES ? ", …" : ""}`,
    ]);
}

function radiusRows({ blast_radius: radius }: Plan): string[][] {
  return [
    ["accounts", formatCount(radius.accounts)],
    ["with an organization", `${formatCount(radius.accounts_with_organization)}, of ${formatCount(radius.organizations)}`],
    ["paying, and not prepaid or virtual", formatCount(radius.paying)],
    ["exchanges a day", formatCount(Math.round(radius.exchanges_a_day))],
    ["tokens a day", formatCount(Math.round(radius.tokens_a_day))],
  ];
}

/** A stage without an error among its accounts shows no more than that errors are rarer than the rate beside it. */
function waveRows(plan: Plan, hash: string): string[][] {
  const waves = wavesOf(plan, hash);
  const meant = waves.filter(({ measure }) => measure === plan.measure).reduce((sum, { accounts }) => sum + accounts.length, 0);
  const rates = new Map(stagesOf(plan, meant).map(({ name }, i) => [name, plan.least_error_rates[i]]));
  return waves.map(({ name, accounts, measure }) => {
    const rate = rates.get(name);
    return [
      name,
      accountsText(accounts.length),
      DONE[measure],
      rate === undefined ? "" : `shows error rates from ${(100 * rate).toFixed(2)} % on`,
    ];
  });
}

function nextText(batch: string, hash: string, approvals: number): string {
  return [
    `Nothing is changed yet: ${formatCount(approvals)} ${approvals === 1 ? "person has" : "persons have"} to approve it, each with a key of their own, and not who planned it`,
    formatTable([
      [`cautery approve ${batch} --hash ${hash} --by NAME --key FILE`],
      [`cautery deny ${batch} --by NAME --key FILE --reason TEXT`],
      [`cautery execute ${batch} --wait`],
    ]),
  ].join("\n");
}

const accountsText = (count: number): string => `${formatCount(count)} ${count === 1 ? "account" : "accounts"}`;

function section(title: string, rows: readonly string[][]): string {
  return rows.length > 0 ? `${title}\n${formatTable(rows)}` : /\d$/.test(title) ? title : "";
}
