/** A batch as it leaves the house: for programs, and for whoever asks with `--json`. */

export interface BatchCounts {
  changed: number;
  unchanged: number;
  refused: number;
  unknown: number;
  waiting: number;
  skipped: number;
}

export interface BatchRow {
  batch: string;
  hash: string;
  state: string;
  measure: string;
  way: string;
  clusters: string[];
  reason: string;
  /** It is watched only, for so many days; null for one that is meant. */
  shadow_days: number | null;
  planned_by: string[];
  planned_at: string;
  run: number;
  size: number;
  approvals_needed: number;
  approvals: { by: string; at: string; counts: boolean }[];
  started_at: string | null;
  done_at: string | null;
  /** Why it is paused, halted or denied; empty else. */
  why: string;
  /** What `resume` wants: `nothing` or `signature`. */
  resume_needs: string;
  break_glass: { by: string; reason: string; at: string } | null;
  gates: { wave: number; answer: string; why: string; at: string; figures: Record<string, number> }[];
  reversals: { by: string; at: string; reason: string; accounts: number | "all" }[];
  appeals: { appeal: string; account: string; decision: string | null }[];
}

export interface BatchAccountRow {
  account: string;
  outcome: string;
  /** When it became known; null while it waits. */
  at: string | null;
  /** What was asked for: the plan's measure, or what was asked instead. */
  measure: string;
  /** Why it was skipped or refused, or how it was found out. */
  why?: string;
  /** What became of giving it back, and when. */
  restored?: { outcome: string; at: string; why?: string };
}

export interface BatchDetailRow extends BatchRow {
  counts: BatchCounts;
  accounts: BatchAccountRow[];
  /** Accounts that joined the clusters since: not of this batch, and offered as the next plan. */
  newcomers: string[];
  /** Accounts of the plan that are no longer to be acted on, and why. */
  no_longer: { account: string; why: string }[];
  /** The audit log's signed head as of this: kept, it shows later whether the log still holds all of it (`cautery audit consistent`). */
  checkpoint: string;
}

export interface PersonRow {
  name: string;
  role: string;
  /** Ed25519, base64; null for one who signs nothing. */
  key: string | null;
}

export interface AppealRow {
  appeal: string;
  account: string;
  batch: string;
  reason: string;
  at: string;
  decision: { verdict: string; by: string; reason: string; at: string; judgement: string | null } | null;
}
