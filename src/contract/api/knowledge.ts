/** Judgements, operators, runs, people, tokens and the log as the API takes and gives them. */
import { z } from "zod";
import { count, id, pageOf, paging, time, words } from "./common.js";

const VERDICTS = ["positive", "negative", "unsure"] as const;
const struck = z.strictObject({ kind: z.string().min(1).max(200), value: z.string().min(1).max(4_000) });

/** What is judged: a cluster's disposition, its operator, a link of two accounts, or an account's innocence. */
const about = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("disposition"), cluster: id }),
  z.strictObject({ type: z.literal("attribution"), cluster: id, operator: id }),
  z.strictObject({ type: z.literal("link"), a: id, b: id }),
  z.strictObject({ type: z.literal("innocence"), account: id, struck: z.array(struck).max(1_000).optional() }),
]);
export const judgementBody = z.strictObject({ about, verdict: z.enum(VERDICTS), reason: words });
export const withdrawalBody = z.strictObject({ reason: words });
export const judgementItem = z.object({
  judgement: id,
  at: time,
  analyst: z.string(),
  reason: z.string(),
  verdict: z.enum(VERDICTS),
  about: z.looseObject({ type: z.string() }),
  /** It was taken back later. */
  withdrawn: z.boolean(),
});
export const judgementPage = pageOf(judgementItem);
export const judgementQuery = z.object(paging);

export const operatorItem = z.object({
  operator: id,
  name: z.string(),
  aliases: z.array(z.string()),
  indicators: count,
  clusters: count,
  accounts: count,
});
export const operatorPage = pageOf(operatorItem);
const indicator = z.looseObject({ kind: z.string(), value: z.string(), reliability: z.string(), credibility: count });
export const dossier = z.object({
  id,
  name: z.string(),
  aliases: z.array(z.string()),
  indicators: z.array(indicator),
  profile: z.object({ timezone: z.string().nullable(), capabilities: z.record(z.string(), z.number()), models: z.array(z.string()) }),
});
/** As a line of `operators.json` has it, without its id. */
export const dossierBody = z.looseObject({
  name: z.string().min(1).max(4_000).optional(),
  aliases: z.array(z.string().min(1).max(4_000)).max(1_000).optional(),
  indicators: z
    .array(z.looseObject({ kind: z.string(), value: z.union([z.string(), z.number()]) }))
    .max(200_000)
    .optional(),
});
export const importBody = z.union([z.looseObject({ type: z.literal("bundle") }), z.array(z.looseObject({ id })).max(10_000)]);
export const imported = z.object({ operators: z.array(id), skipped: count });
export const shareQuery = z.object({
  operator: z.array(id).max(1_000).optional(),
  marking: z.enum(["clear", "green", "amber", "amber+strict", "red"]).optional(),
  clusters: z.boolean().optional(),
  hash: z.boolean().optional(),
});

const tally = z.object({ clusters: count, accounts: count, exchanges: count });
export const runItem = z.object({
  run: count,
  at: time,
  slices: count,
  accounts: count,
  total: tally,
  by_disposition: z.record(z.string(), tally),
  by_operator: z.record(z.string(), tally),
  changes: z.record(z.string(), count),
});
export const runPage = pageOf(runItem);
export const runQuery = z.object(paging);
export const runAsked = z.object({ state: z.enum(["started", "running"]) });

export const personItem = z.object({ name: z.string(), role: z.string(), key: z.string().nullable() });
export const personPage = z.object({ items: z.array(personItem), next: z.null() });

const ROLES = ["viewer", "analyst", "approver", "admin", "partner"] as const;
export const tokenBody = z.strictObject({
  name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._@ -]{0,99}$/u, "a person's name"),
  role: z.enum(ROLES),
  days: z.number().int().min(1).max(3_650).nullable().optional(),
  marking: z.enum(["clear", "green", "amber", "amber+strict", "red"]).nullable().optional(),
  hash: z.boolean().optional(),
});
export const tokenItem = z.object({
  token: id,
  name: z.string(),
  role: z.enum(ROLES),
  marking: z.string().nullable(),
  hash: z.boolean(),
  created_at: time,
  created_by: z.string(),
  expires_at: time.nullable(),
  used_at: time.nullable(),
  revoked_at: time.nullable(),
});
export const tokenMade = tokenItem.extend({ secret: z.string() });
export const tokenPage = z.object({ items: z.array(tokenItem), next: z.null() });

export const auditEntry = z.object({ entry: count, at: time, stream: z.string(), leaf: z.string(), body: z.unknown() });
export const auditPage = pageOf(auditEntry);
export const auditQuery = z.object({ ...paging, stream: z.string().min(1).max(200).optional() });
export const checkpoint = z.object({ checkpoint: z.string() });

export const quarantineItem = z.object({ source: z.string(), line: count, error: z.string() });
export const quarantinePage = pageOf(quarantineItem);
export const quarantineQuery = z.object(paging);
