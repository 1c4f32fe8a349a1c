/** Clusters and their members -> rows as the API gives them. */
import type { ClusterDetails } from "../../app/look/held-run.js";
import type { ClusterPage } from "../../app/look/list-clusters.js";
import type { Member } from "../../app/look/member-columns.js";

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function itemRow(summary: ClusterPage["items"][number]) {
  const { id: cluster, size, score, disposition, firstSeen, lastSeen, exchanges, likeliest, stranger, changedIn, growth } = summary;
  return {
    cluster,
    size,
    score,
    disposition,
    first_seen: iso(firstSeen),
    last_seen: iso(lastSeen),
    exchanges,
    likeliest,
    stranger,
    changed_in: changedIn,
    growth,
  };
}

type Families = Readonly<Record<string, string>>;

/** `families` by kind, as the run has them. */
export const evidenceRows = (evidence: ClusterDetails["evidence"], families: Families = {}) =>
  evidence.map((row) => ({ ...row, family: families[row.kind] ?? null }));

interface Beside {
  run: number;
  growth: number;
  families: Families | undefined;
}

export function detailRow(cluster: ClusterDetails, { run, growth, families }: Beside) {
  const { id, size, score, disposition, firstSeen, lastSeen, exchanges, attribution, stranger, evidence, explanations, cases, parts } =
    cluster;
  return {
    cluster: id,
    run,
    size,
    score,
    disposition,
    first_seen: iso(firstSeen),
    last_seen: iso(lastSeen),
    exchanges,
    attribution: disposition === "fraudulent" ? attribution : [],
    stranger: stranger ?? null,
    evidence: evidenceRows(evidence, families),
    explanations,
    cases: cases ?? [],
    parts: (parts ?? []).map((part) => ({ accounts: part.accounts.length, attribution: part.attribution })),
    relink_ms: cluster.relinkMs,
    growth,
  };
}

export const memberRow = ({ account, firstSeen, lastSeen, signupAt, exchanges, tokens, status }: Member) => ({
  account,
  first_seen: isoOrNull(firstSeen),
  last_seen: isoOrNull(lastSeen),
  signup_at: isoOrNull(signupAt),
  exchanges,
  tokens,
  status,
});

const COLUMNS = ["account", "first_seen", "last_seen", "signup_at", "exchanges", "tokens", "status"] as const;

/** RFC 4180, with a heading; what a spreadsheet would take for a formula gets an apostrophe before it. */
export function membersCsv(members: readonly Member[]): string {
  const rows = members.map((member) => {
    const row = memberRow(member);
    return COLUMNS.map((name) => cell(row[name] ?? "")).join(",");
  });
  return [COLUMNS.join(","), ...rows, ""].join("\r\n");
}

function cell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
