/** An account, why two are one hand's, paths between two, and what a search finds, as the API gives them. */
import { z } from "zod";
import { count, id, share, time } from "./common.js";

const row = z.object({ kind: z.string(), value: z.string(), bits: z.number() });

export const accountDetail = z.object({
  account: id,
  run: count,
  cluster: id.nullable(),
  disposition: z.string().nullable(),
  first_seen: time,
  last_seen: time,
  signup_at: time.nullable(),
  exchanges: count,
  tokens: count,
  status: z.array(z.object({ at: time, status: z.string(), actor: z.string().nullable(), reason: z.string().nullable() })),
  organizations: z.array(z.string()),
  payment_kinds: z.array(z.string()),
  verified_at: time.nullable(),
  /** The strongest first, at most 200. */
  ties: z.array(z.object({ account: id, bits: z.number(), probability: share, evidence: z.array(row) })),
  ties_total: count,
  /** What it was seen with; of what is personal, the pseudonym. */
  sightings: z.array(
    z.object({ kind: z.string(), value: z.string(), first_seen: time.nullable(), last_seen: time.nullable(), count: count.nullable() }),
  ),
  /** Where it came after the clusters were found: where it would belong. */
  placed_at: time.nullable(),
});

export const pairExplained = z.object({
  a: id,
  b: id,
  run: count,
  linked: z.boolean(),
  bits: z.number().nullable(),
  probability: share.nullable(),
  evidence: z.array(row),
  clusters: z.array(id.nullable()),
});

export const pathFound = z.object({
  from: id,
  to: id,
  run: count,
  /** From one to the other by the strongest links; empty where there is no way. */
  steps: z.array(z.object({ a: id, b: id, bits: z.number(), evidence: z.array(row) })),
  /** The weakest link of the way: what it is worth. */
  weakest_bits: z.number().nullable(),
});

export const searchQuery = z.object({ q: z.string().min(1).max(400), limit: z.number().int().min(1).max(100).optional() });
export const searchResult = z.object({
  run: count,
  items: z.array(
    z.discriminatedUnion("type", [
      z.object({ type: z.literal("account"), account: id, cluster: id.nullable() }),
      z.object({ type: z.literal("cluster"), cluster: id, size: count, score: share, disposition: z.string() }),
      z.object({ type: z.literal("operator"), operator: id, name: z.string() }),
      z.object({ type: z.literal("indicator"), kind: z.string(), value: z.string(), cluster: id, accounts: count, bits: z.number() }),
    ]),
  ),
});
