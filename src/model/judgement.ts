/** What analysts said, append-only: who, when, why; a later one may withdraw an earlier one. Here what still stands of it. */

import { createHash } from "node:crypto";
import { z } from "zod";
import { PermanentError } from "../errors.js";
import { byCodeUnit } from "../tools/order.js";

export interface Judgement {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  analyst: string;
  reason: string;
  about:
    | { type: "link"; a: string; b: string } // must-link (positive) or never-link (negative)
    | { type: "disposition"; cluster: string; accounts: readonly string[] } // fraudulent (positive) or benign (negative)
    // is (positive) or is not (negative) this operator's
    | { type: "attribution"; cluster: string; accounts: readonly string[]; operator: string }
    // what was fitted to the judgements before it: see `calibration.ts`
    | { type: "calibration"; slope: number; unknown: number; doubt: number }
    // dispositions' weights, fitted likewise: see `refit.ts`
    | { type: "weights"; weights: Readonly<Record<string, readonly number[]>>; features?: readonly string[] | undefined }
    // belongs to no fraudulent cluster (positive), as an appeal found: see `judged-accounts.ts`
    | { type: "innocence"; account: string; appeal?: string | undefined; struck: readonly StruckValue[] }
    | { type: "withdrawal"; judgement: string };
  verdict: "positive" | "negative" | "unsure";
}

/** A value that was taken for evidence: its kind, and its text as a link's evidence shows it (of what is personal, the pseudonym). */
export interface StruckValue {
  kind: string;
  value: string;
}

export const VERDICTS = ["positive", "negative", "unsure"] as const;

const id = z.string().min(1).max(200);
const accounts = z.array(id).max(1_000_000);
const struck = z.array(z.object({ kind: id, value: z.string().min(1).max(4_000) })).max(1_000);
const judgement = z.object({
  id,
  at: z.number().int().nonnegative(),
  analyst: id,
  reason: z.string().max(4_000),
  about: z.discriminatedUnion("type", [
    z.object({ type: z.literal("link"), a: id, b: id }),
    z.object({ type: z.literal("disposition"), cluster: id, accounts }),
    z.object({ type: z.literal("attribution"), cluster: id, accounts, operator: id }),
    z.object({ type: z.literal("calibration"), slope: z.number().positive(), unknown: z.number(), doubt: z.number().min(0).max(0.5) }),
    z.object({
      type: z.literal("weights"),
      weights: z.record(z.string().max(50), z.array(z.number()).max(200)),
      features: z.array(z.string().min(1).max(50)).max(200).optional(),
    }),
    z.object({ type: z.literal("innocence"), account: id, appeal: id.optional(), struck }),
    z.object({ type: z.literal("withdrawal"), judgement: id }),
  ]),
  verdict: z.enum(VERDICTS),
});

/** For what comes from outside: a file, a request, a row. */
export function checkJudgement(given: unknown): Judgement {
  const result = judgement.safeParse(given);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new PermanentError(`judgement: ${z.core.toDotPath(path) || "the whole"}: ${message}`, { cause: result.error });
}

/** Those not withdrawn, oldest first; withdrawals are not among them. */
export function standing(judgements: readonly Judgement[]): Judgement[] {
  const withdrawn = withdrawnAmong(judgements);
  return inOrder(judgements).filter(({ id, about }) => about.type !== "withdrawal" && !withdrawn.has(id));
}

/** Ids of those taken back, withdrawals too: one may itself be withdrawn, and what it withdrew stands again. */
export function withdrawnAmong(judgements: readonly Judgement[]): ReadonlySet<string> {
  const withdrawn = new Set<string>();
  for (const { id, about } of inOrder(judgements).reverse()) {
    if (about.type === "withdrawal" && !withdrawn.has(id)) withdrawn.add(about.judgement);
  }
  return withdrawn;
}

/** By time, then id: the order in which they were stored says nothing. */
export function inOrder(judgements: readonly Judgement[]): Judgement[] {
  return [...judgements].sort((x, y) => x.at - y.at || byCodeUnit(x.id, y.id));
}

/** Named by what it says. */
export function newJudgement(said: Omit<Judgement, "id">): Judgement {
  const id = `j-${createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 12)}`;
  return checkJudgement({ id, ...said });
}
