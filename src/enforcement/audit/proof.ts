/** An entry, its path and a checkpoint -> a proof as JSON, and what it proves: checked with nothing beside it (RFC 9162, 2.1.3). */
import { z } from "zod";
import { PermanentError } from "../../errors.js";
import type { AuditLeaf } from "../../model/enforcement/audit.js";
import { base64, hex, isBase64Hash, openCheckpoint } from "./note.js";
import { isHash, isSalt, isUnicode, leafHash, rootFromPath } from "./tree.js";

/** A tree of 2^53 leaves has no longer path. */
const MOST_NODES = 53;

const proofForm = z.strictObject({
  /** Its number, from 0. */
  entry: z.number().int().nonnegative(),
  /** JSON; null where it was erased, as its salt is: then the proof is of the leaf alone. */
  body: z.string().refine(isUnicode).nullable(),
  salt: z.string().refine(isSalt).nullable(),
  leaf: z.string().refine(isHash),
  /** Base64, from the leaf up. */
  path: z.array(z.string().refine(isBase64Hash)).max(MOST_NODES),
  checkpoint: z.string(),
  vkey: z.string(),
});

export type Proof = z.infer<typeof proofForm>;

/** `path`: hashes as hex, as the ranges of `inclusionRanges` have them for roots. */
export function proofOf(entry: number, { leaf, salt, body }: AuditLeaf, path: readonly string[], checkpoint: string, vkey: string): Proof {
  return { entry, body, salt, leaf, path: path.map(base64), checkpoint, vkey };
}

export interface Proved {
  entry: number;
  /** Null where it was erased. */
  body: string | null;
  /** Of the log that it is in, as signed. */
  size: number;
  vkey: string;
}

/**
 * `vkey` is the key that is trusted; without it, it is the proof's own, and whoever reads what is proved has to know that key. Throws a
 * `PermanentError` that says what is wrong.
 */
export function checkProof(given: unknown, vkey?: string): Proved {
  const parsed = proofForm.safeParse(given);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new PermanentError(
      `this is no proof of the audit log: ${path.join(".") || "the whole"}: ${message}; make one with \`audit prove\``,
      {
        cause: parsed.error,
      },
    );
  }
  const { entry, body, salt, leaf, path, checkpoint, vkey: own } = parsed.data;
  if (vkey !== undefined && vkey !== own)
    throw new PermanentError(`the proof is of the log with the key ${own}, not of that with ${vkey}: ask for one of that log`);
  const { size, root } = openCheckpoint(checkpoint, own);
  if ((body === null) !== (salt === null) || (body !== null && leafHash(body, salt!) !== leaf))
    throw new PermanentError(`the proof does not hold: body and salt of entry ${entry} are not those of its leaf; do not believe it`);
  if (rootFromPath(leaf, entry, size, path.map(hex)) !== root)
    throw new PermanentError(
      `the proof does not hold: entry ${entry} does not lead to the root that the checkpoint signed; do not believe it`,
    );
  return { entry, body, size, vkey: own };
}
