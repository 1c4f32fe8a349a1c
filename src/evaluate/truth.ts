/** A line of `truth.ndjson` or `clusters.ndjson` -> a row that is known to be well formed. The contract's two forms that an evaluation compares. */
import { z } from "zod";

const id = z.string().min(1).max(200);

/** `level` (how careful a campaign is) and `replaces` (the suspended account whose work it took over) are additions of `cautery simulate`; truth from elsewhere may lack them. */
export const truthRow = z.object({
  account: id,
  fraud: z.boolean(),
  group: id.nullable(),
  operator: id.nullable(),
  kind: z.string(),
  level: z.string().nullish(),
  replaces: id.nullish(),
});

const probability = z.number().min(0).max(1);
const attribution = z.array(z.object({ operator: id, confidence: probability })).min(1);

/** `parts` is an addition: where a cluster serves several operators, each of its accounts may be attributed on its own. */
export const clusterRow = z.object({
  cluster: id,
  accounts: z.array(id).min(1),
  score: probability,
  disposition: z.enum(["fraudulent", "benign", "unclear"]),
  attribution: attribution.optional(),
  parts: z.array(z.object({ accounts: z.array(id), attribution })).optional(),
});

export type TruthRow = z.infer<typeof truthRow>;
export type ClusterRow = z.infer<typeof clusterRow>;
