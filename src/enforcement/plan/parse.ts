/** Bytes -> the plan that they are, or an error: nothing is acted on that is not, to the last bit, what persons signed. */
import { z } from "zod";
import { messageOf, PermanentError } from "../../errors.js";
import { MEASURES, type Plan } from "../../model/enforcement/plan.js";
import { checkPolicy } from "../../model/enforcement/policy.js";
import { byCodeUnit } from "../../tools/order.js";
import { canonicalBytes, sha256 } from "../canonical.js";
import { checked } from "../checked.js";
import { rootOf } from "./root.js";
import { leftOut, TERMS } from "./terms.js";

const id = z.string().min(1).max(200);
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const amount = z.number().nonnegative();
const value = { kind: z.string(), value: z.string() };

const account = z.strictObject({
  account: id,
  cluster: id,
  state: z.enum(["active", "suspended", "rate_limited", "verifying", "verified", "watched", "closed"]),
  measure: z.enum(MEASURES),
  instead: z.enum(["contested", "fragile", "sample", "tracer", "old"]).nullable(),
  case: z.strictObject({
    links: count,
    bits: z.number(),
    rows: z.array(z.strictObject({ ...value, bits: z.number(), accounts: count })).max(100),
    leans_on: z.strictObject(value).nullable(),
    part: count.optional(),
  }),
  misfit: z.number().optional(),
});

const plan = z.strictObject({
  form: z.literal("cautery-plan/1"),
  run: z.strictObject({ digest: hex }),
  clusters: z
    .array(
      z.strictObject({
        cluster: id,
        lineage: z.array(id),
        disposition: z.enum(["fraudulent", "benign", "unclear"]),
        score: share,
        size: count,
        operator: z.string().nullable(),
        confidence: share.nullable(),
      }),
    )
    .min(1),
  ...TERMS,
  accounts: z.strictObject({ root: hex, count, items: z.array(account).min(1) }),
  left_out: z.array(leftOut),
  protected: z.array(leftOut),
  blast_radius: z.strictObject({
    accounts: count,
    organizations: count,
    accounts_with_organization: count,
    paying: count,
    exchanges_a_day: amount,
    tokens_a_day: amount,
  }),
  least_error_rates: z.array(share),
  noticed: z.array(z.string()),
});

/**
 * `hash` is what was signed: hex SHA-256 of the plan's canonical JSON. Throws a `PermanentError` where the bytes are others, are not
 * canonical, or do not agree with themselves.
 */
export function parsePlan(bytes: Uint8Array, hash: string): Plan {
  const name = `plan ${hash.slice(0, 16)}`;
  const mend = "plan anew with `cautery suspend`, and have that approved";
  if (sha256(bytes) !== hash) throw new PermanentError(`${name}: its bytes are not those that its hash is of: ${mend}`);
  const given = fromJson(bytes, name);
  const found = { ...checked(plan, given, name), policy: checkPolicy((given as Plan).policy, `${name}: its policy`) };
  if (!Buffer.from(bytes).equals(canonicalBytes(found, name))) throw new PermanentError(`${name} is not in its canonical form: ${mend}`);
  const ids = found.accounts.items.map(({ account }) => account);
  if (ids.some((one, i) => i > 0 && byCodeUnit(ids[i - 1], one) >= 0))
    throw new PermanentError(`${name}: its accounts are not in order, each once: ${mend}`);
  if (ids.length !== found.accounts.count)
    throw new PermanentError(`${name} has ${ids.length} accounts and says ${found.accounts.count}: ${mend}`);
  if (rootOf(ids) !== found.accounts.root) throw new PermanentError(`${name}: its accounts are not those that its root is of: ${mend}`);
  return found;
}

function fromJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw new PermanentError(`${name} is no JSON (${messageOf(cause)}): plan anew with \`cautery suspend\``, { cause });
  }
}
