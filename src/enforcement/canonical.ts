/** A value of JSON -> its one canonical form (RFC 8785, JCS) and that form's SHA-256: what persons sign. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { messageOf, PermanentError } from "../errors.js";

/** UTF-8. `what` is what an error calls the value. Throws a `PermanentError` for what JSON has no form for. */
export function canonicalBytes(value: unknown, what: string): Uint8Array {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new PermanentError(
      `${what} has no canonical form (${messageOf(cause)}): mend or leave out what is no number or no Unicode text`,
      {
        cause,
      },
    );
  }
  if (text === undefined) throw new PermanentError(`${what} is nothing that JSON has a form for: give an object`);
  return Buffer.from(text);
}

/** Hex. */
export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
