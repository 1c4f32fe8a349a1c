/** A cluster <-> a line of `clusters.ndjson`, as the contract has it: the writer, and the reader's schema beside it. */
import { z } from "zod";
import type { Cluster } from "../model/cluster.js";
import { rounded } from "../tools/rounded.js";
import type { ClusterRow } from "./rows.js";

const id = z.string().min(1).max(200);
const probability = z.number().min(0).max(1);
const attribution = z.array(z.object({ operator: id, confidence: probability })).min(1);

/**
 * What an evaluation reads of a line. `parts` is an addition: where a cluster serves several operators, each of its accounts may be
 * attributed on its own.
 */
export const clusterRow: z.ZodType<ClusterRow> = z.object({
  cluster: id,
  accounts: z.array(id).min(1),
  score: probability,
  disposition: z.enum(["fraudulent", "benign", "unclear"]),
  attribution: attribution.optional(),
  parts: z.array(z.object({ accounts: z.array(id), attribution })).optional(),
});

/** A cluster as the contract has it; `explanations`, `relink_ms`, and, where there are any, `parts` and `stranger` added. */
export function clusterLine(cluster: Cluster): string {
  const { id, accounts, score, disposition, firstSeen, lastSeen, exchanges, relinkMs, parts = [], stranger } = cluster;
  const shares = (attribution: Cluster["attribution"]) => attribution.map((share) => ({ ...share, confidence: rounded(share.confidence) }));
  return JSON.stringify({
    cluster: id,
    accounts,
    size: accounts.length,
    score: rounded(score),
    disposition,
    first_seen: new Date(firstSeen).toISOString(),
    last_seen: new Date(lastSeen).toISOString(),
    exchanges,
    attribution: disposition === "fraudulent" ? shares(cluster.attribution) : undefined,
    evidence: cluster.evidence.map(({ kind, value, accounts, bits }) => ({ kind, value, accounts, bits: rounded(bits) })),
    explanations: cluster.explanations.map(({ name, bits, detail }) => ({ name, bits: rounded(bits), detail })),
    relink_ms: relinkMs,
    parts: parts.length > 0 ? parts.map(({ accounts, attribution }) => ({ accounts, attribution: shares(attribution) })) : undefined,
    stranger,
  });
}
