/** Batches, approvals and appeals as the API takes and gives them: names are those of `batch --json` and `suspend --json`. */
import { z } from "zod";
import { count, id, pageOf, paging, share, time, words } from "./common.js";

export const MEASURES = ["suspend", "rate-limit", "verify", "watch"] as const;
const WAYS = ["stages", "strike"] as const;
export const batchId = z.string().regex(/^b-[0-9a-f]{16}$/, "a batch's id: b- and 16 hex digits");
export const appealId = z.string().regex(/^a-[0-9a-f]{12}$/, "an appeal's id: a- and 12 hex digits");
const hash = z.string().regex(/^[0-9a-f]{64}$/, "the plan's hash: 64 hex digits");

/** A signature made where the key is: `statement` is the canonical JSON that was signed (docs/api.md says of what). */
export const signed = z.strictObject({
  by: z.string().min(1).max(100),
  /** Raw Ed25519 public key, base64. */
  key: z.string().length(44),
  statement: z.string().min(1).max(10_000),
  /** Ed25519, base64. */
  signature: z.string().length(88),
});

export const planBody = z.strictObject({
  clusters: z.array(id).min(1).max(1_000),
  reason: words,
  measure: z.enum(MEASURES).optional(),
  days: z.number().positive().max(36_500).nullable().optional(),
  exceptions: z
    .array(z.strictObject({ account: id, why: z.string().min(1).max(1_000) }))
    .max(100_000)
    .optional(),
  min_confidence: share.nullable().optional(),
  way: z.enum(WAYS).optional(),
  window_minutes: z.number().min(0).max(10_080).optional(),
  rate: z.number().positive().max(10_000).optional(),
  shadow_days: z.number().positive().max(365).nullable().optional(),
  tracers: count.max(10_000).optional(),
});

const leftOut = z.object({ account: id, why: z.string() });
export const planned = z.looseObject({
  batch: batchId,
  hash,
  accounts: count,
  left_out: count,
  left_out_accounts: z.array(leftOut),
  protected: count,
  protected_accounts: z.array(leftOut),
  fragile: count,
  fragile_accounts: z.array(id),
  approvals_needed: count,
  cluster: id,
  clusters: z.array(id),
});

/** A batch in a list. */
export const batchItem = z.looseObject({
  batch: batchId,
  hash,
  state: z.string(),
  measure: z.string(),
  way: z.string(),
  clusters: z.array(id),
  reason: z.string(),
  planned_by: z.array(z.string()),
  planned_at: time,
  run: count,
  size: count,
  approvals_needed: count,
  approvals: z.array(z.object({ by: z.string(), at: time, counts: z.boolean() })),
});
export const batchPage = pageOf(batchItem);
export const batchQuery = z.object({ ...paging, state: z.string().min(1).max(20).optional() });

const claim = z.object({ act: z.string(), about: z.record(z.string(), z.unknown()) });
export const batchDetail = batchItem.extend({
  counts: z.object({ changed: count, unchanged: count, refused: count, unknown: count, waiting: count, skipped: count }),
  accounts: z.array(z.looseObject({ account: id, outcome: z.string(), at: time.nullable(), measure: z.string() })),
  newcomers: z.array(id),
  no_longer: z.array(leftOut),
  checkpoint: z.string(),
  /** What a signature is of: see docs/api.md. */
  to_sign: z.object({ approve: claim, resume: claim }),
});

export const approveBody = z.strictObject({ hash, signed });
export const approved = z.object({ batch: batchId, hash, state: z.string(), approvals: count, approvals_needed: count });
export const denyBody = z.strictObject({ reason: words, signed });
export const executeBody = z.strictObject({ break_glass: z.strictObject({ reason: words, signed }).optional() });
export const resumeBody = z.strictObject({ signed: signed.optional() });
export const reverseBody = z.strictObject({ accounts: z.array(id).min(1).max(60_000).optional(), reason: words, signed });
export const haltBody = z.strictObject({ reason: words.optional() });
export const halted = z.object({ halted: z.literal(true), reason: z.string() });
export const standing = z.object({ batch: batchId, state: z.string() });

export const appealBody = z.strictObject({ account: id, reason: words });
export const appealItem = z.object({
  appeal: appealId,
  account: id,
  batch: batchId,
  reason: z.string(),
  at: time,
  decision: z.object({ verdict: z.string(), by: z.string(), reason: z.string(), at: time, judgement: z.string().nullable() }).nullable(),
});
export const appealPage = pageOf(appealItem);
export const decideBody = z.strictObject({ verdict: z.enum(["uphold", "reject"]), reason: words, signed });
export const decided = appealItem.extend({
  struck: z.array(z.object({ kind: z.string(), value: z.string() })),
  also_fallen: z.array(id),
});
