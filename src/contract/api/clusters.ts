/** Clusters, their members, explanations, timelines and lineage as the API gives them; names are those of `clusters.ndjson`. */
import { z } from "zod";
import { count, id, pageOf, paging, share, time } from "./common.js";
import { STATES } from "./work.js";

export const DISPOSITIONS = ["fraudulent", "benign", "unclear"] as const;
export const CLUSTER_SORTS = ["size", "score", "exchanges", "last_seen", "growth"] as const;

const attribution = z.object({ operator: id, confidence: share, likelihood: z.string() });
/** `family`: of links; null where the kind is none that links have. */
const evidence = z.object({ kind: z.string(), value: z.string(), family: z.string().nullable(), accounts: count, bits: z.number() });

/** A cluster in a list. */
export const clusterItem = z.object({
  cluster: id,
  size: count,
  score: share,
  disposition: z.enum(DISPOSITIONS),
  first_seen: time,
  last_seen: time,
  exchanges: count,
  likeliest: attribution.nullable(),
  stranger: z.string().nullable(),
  changed_in: count,
  /** Accounts that came in the last run, less those that left. */
  growth: z.number().int(),
});
export const clusterPage = pageOf(clusterItem).extend({ run: count, total: count });

export const clusterQuery = z.object({
  disposition: z.enum(DISPOSITIONS).optional(),
  operator: id.optional(),
  min_size: count.optional(),
  min_score: share.optional(),
  /** A run's number, or a time: clusters that changed after it. */
  changed_since: z.string().min(1).max(40).optional(),
  /** Who has it, and how far the work on it is. */
  assignee: z.string().min(1).max(100).optional(),
  state: z.enum(STATES).optional(),
  sort: z.enum(CLUSTER_SORTS).optional(),
  /** A part of a cluster's id, its operator or its stranger's name. */
  q: z.string().min(1).max(200).optional(),
  ...paging,
});

/** In equal spans of whole days (UTC) from `from` to `to`, the same for all clusters. */
export const clusterDays = z.object({
  run: count,
  from: time,
  to: time,
  items: z.array(z.object({ cluster: id, births: z.array(count), suspensions: z.array(count) })),
});
export const daysQuery = z.object({ cluster: z.array(id).min(1).max(200) });

/** A cluster in full, but for its accounts: `listMembers` has these. */
export const clusterDetail = z.object({
  cluster: id,
  run: count,
  size: count,
  score: share,
  disposition: z.enum(DISPOSITIONS),
  first_seen: time,
  last_seen: time,
  exchanges: count,
  attribution: z.array(attribution),
  stranger: z.string().nullable(),
  evidence: z.array(evidence),
  explanations: z.array(z.object({ name: z.string(), bits: z.number(), detail: z.string() })),
  cases: z.array(
    z.object({
      operator: z.string(),
      bits: z.number(),
      evidence: z.array(
        z.object({ family: z.string(), kind: z.string(), value: z.string(), accounts: count, bits: z.number(), detail: z.string() }),
      ),
    }),
  ),
  parts: z.array(z.object({ accounts: count, attribution: z.array(attribution) })),
  relink_ms: z.number().nullable(),
  growth: z.number().int(),
});

export const memberItem = z.object({
  account: id,
  first_seen: time.nullable(),
  last_seen: time.nullable(),
  signup_at: time.nullable(),
  exchanges: count,
  tokens: count,
  status: z.enum(["active", "suspended", "closed"]),
});
export const memberPage = pageOf(memberItem).extend({ run: count, cluster: id, total: count });
export const memberQuery = z.object(paging);

const link = z.object({ a: id, b: id, bits: z.number() });
export const explanation = z.object({
  cluster: id,
  run: count,
  score: share,
  disposition: z.enum(DISPOSITIONS),
  explanations: z.array(z.object({ name: z.string(), bits: z.number(), detail: z.string() })),
  evidence: z.array(evidence),
  /** The strongest first, at most 1,000. */
  links: z.array(link),
  links_total: count,
  /** Links that hold it together alone: cut, so many accounts come away. */
  bridges: z.array(link.extend({ cut_off: count })),
  /** Evidence without which so many accounts fall off. */
  leans_on: z.array(
    z.object({ family: z.string().optional(), kind: z.string().optional(), value: z.string().optional(), accounts: count }),
  ),
});

export const lineage = z.object({
  cluster: id,
  run: count,
  /** Ids that led to this one. */
  former: z.array(id),
  /** What became of it, run by run, the newest first; as far as runs are kept. */
  changes: z.array(z.object({ run: count, at: time, type: z.string(), from: z.array(id), joined: count, left: count })),
  /** Clusters that split from it in the current run. */
  split: z.array(id),
});

/** Striking evidence: families, or values of a kind. */
export const whatIfBody = z.object({
  families: z.array(z.string().min(1).max(50)).max(20).optional(),
  values: z
    .array(z.object({ kind: z.string().min(1).max(100), value: z.string().min(1).max(4_000) }))
    .max(200)
    .optional(),
});
export const whatIf = z.object({
  cluster: id,
  run: count,
  /** The largest first, with at most 1,000 accounts each. */
  pieces: z.array(z.object({ size: count, accounts: z.array(id) })),
  fallen: count,
  fallen_accounts: z.array(id),
});
