/** Batches, what became of their accounts, and appeals -> text for a terminal. */
import type { AppealRow, BatchCounts, BatchDetailRow, BatchRow } from "../../contract/batch.js";
import type { Plan } from "../../model/enforcement/plan.js";
import { formatCount, formatTable } from "./format.js";

/** Accounts told of by name for each reason. */
const EXAMPLES = 3;

export function formatBatches(batches: readonly BatchRow[]): string {
  if (batches.length === 0) return "no batches yet: `cautery suspend CLUSTER --by NAME --reason TEXT` plans one";
  const rows = batches.map(({ batch, state, measure, size, clusters, planned_by, approvals, approvals_needed, break_glass, reason }) => [
    batch,
    state + (break_glass ? " (break-glass)" : ""),
    measure,
    formatCount(size),
    clusters.join(" "),
    planned_by.join(", "),
    `${approvals.filter(({ counts }) => counts).length} of ${approvals_needed}`,
    reason,
  ]);
  return formatTable([["batch", "state", "measure", "accounts", "clusters", "planned by", "approvals", "why"], ...rows], "");
}

export function formatBatch(detail: BatchDetailRow, plan: Plan): string {
  const { batch, state, why, hash, measure, size, reason, planned_by, planned_at, approvals, approvals_needed, gates, reversals, appeals } =
    detail;
  const facts: string[][] = [
    ["state", state + (why ? `: ${why}` : "")],
    ["plan", `${measure}, ${formatCount(size)} accounts of ${detail.clusters.join(", ")}; in ${plan.way}; to ${plan.target}`],
    ["hash", hash],
    ["why", reason],
    ["planned", `${planned_at} by ${planned_by.join(", ")}`],
    [
      "approvals",
      `${approvals.filter(({ counts }) => counts).length} of ${approvals_needed}${approvals.map(({ by, at, counts }) => `; ${by} at ${at}${counts ? "" : " (no longer counts)"}`).join("")}`,
    ],
    ...(detail.break_glass ? [["break-glass", `${detail.break_glass.by} at ${detail.break_glass.at}: ${detail.break_glass.reason}`]] : []),
    ...(detail.started_at ? [["started", detail.started_at]] : []),
    ...(detail.done_at ? [["done", detail.done_at]] : []),
    ...gates.map(({ answer, why, at }) => ["gate", `${answer} at ${at}, ${why}`]),
    ...reversals.map(({ by, at, reason, accounts }) => [
      "reversal",
      `${accounts === "all" ? "all" : formatCount(accounts)} by ${by} at ${at}: ${reason}`,
    ]),
    ...appeals.map(({ appeal, account, decision }) => ["appeal", `${appeal} of ${account}: ${decision ?? "not decided"}`]),
  ];
  const parts = [`${batch}\n${formatTable(facts)}`, `accounts: ${formatCounts(detail.counts)}`, ...becameOf(detail)];
  if (detail.no_longer.length > 0)
    parts.push(`no longer to be acted on (${formatCount(detail.no_longer.length)}):\n${byReason(detail.no_longer)}`);
  if (detail.newcomers.length > 0)
    parts.push(
      `joined the clusters since, and not of this batch (${formatCount(detail.newcomers.length)}): ${some(detail.newcomers)}\n  the next plan: cautery suspend ${detail.clusters.join(" ")} --by NAME --reason TEXT`,
    );
  return parts.join("\n\n");
}

/** Whoever was skipped, refused or not given back, by reason. */
function becameOf({ accounts }: BatchDetailRow): string[] {
  const told = accounts.flatMap(({ account, outcome, why }) =>
    why !== undefined && outcome !== "changed" ? [{ account, why: `${outcome}: ${why}` }] : [],
  );
  const restored = accounts.flatMap(({ account, restored }) =>
    restored
      ? [{ account, why: restored.outcome === "changed" ? "given back" : `not given back: ${restored.why ?? restored.outcome}` }]
      : [],
  );
  return [...(told.length > 0 ? [byReason(told)] : []), ...(restored.length > 0 ? [byReason(restored)] : [])];
}

export function formatState(id: string, state: string, counts: BatchCounts): string {
  return `${id} is ${state}: ${formatCounts(counts)}`;
}

function formatCounts(counts: BatchCounts): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${formatCount(count)} ${outcome}`)
    .join(", ");
}

function byReason(rows: readonly { account: string; why: string }[]): string {
  const groups = new Map<string, string[]>();
  for (const { account, why } of rows) groups.set(why, [...(groups.get(why) ?? []), account]);
  return formatTable(
    [...groups].sort(([, a], [, b]) => b.length - a.length).map(([why, accounts]) => [formatCount(accounts.length), why, some(accounts)]),
  );
}

const some = (accounts: readonly string[]): string => accounts.slice(0, EXAMPLES).join(", ") + (accounts.length > EXAMPLES ? ", ..." : "");

export function formatAppeals(appeals: readonly AppealRow[]): string {
  if (appeals.length === 0) return "no appeals";
  const rows = appeals.map(({ appeal, account, batch, at, decision, reason }) => [
    appeal,
    account,
    batch,
    at,
    decision ? `${decision.verdict} by ${decision.by}` : "not decided",
    reason,
  ]);
  return formatTable([["appeal", "account", "batch", "when", "decision", "what it says"], ...rows], "");
}

export function formatDecision(
  appeal: AppealRow,
  struck: readonly { kind: string; value: string }[],
  alsoFallen: readonly string[],
  waiting: readonly string[],
): string {
  const { appeal: id, account, batch, decision } = appeal;
  if (decision?.verdict !== "uphold") return `${id} is rejected: ${account} stays as it is; it may appeal again`;
  const lines = [
    `${id} is upheld: ${account} is given back, and belongs to no fraudulent cluster from the next clustering on (judgement ${decision.judgement})`,
  ];
  for (const halted of waiting)
    lines.push(`${halted} was halted, and gives it back once an approver signs: cautery resume ${halted} --by NAME --key FILE`);
  if (struck.length > 0) lines.push(`no longer evidence: ${struck.map(({ kind, value }) => `${kind} ${value}`).join(", ")}`);
  if (alsoFallen.length > 0)
    lines.push(
      `without it the case of ${formatCount(alsoFallen.length)} more accounts of ${batch} falls: ${some(alsoFallen)}`,
      `to give these back too: cautery reverse ${batch} --appeal ${id} --by NAME --key FILE --reason TEXT`,
    );
  return lines.join("\n");
}
