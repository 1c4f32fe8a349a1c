/**
 * What went wrong on the way to a receiver -> an error that names the fix. What libraries throw holds addresses, in messages and causes, so
 * nothing of it is kept but its code.
 */
import { PermanentError } from "../../errors.js";
import { LaterError } from "../../ports/delivery.js";

const CERTIFICATE = "its certificate is of nobody that is trusted here: name what signs it in CAUTERY_DELIVERY_CA";

/** By the code of an error of Node, undici or nodemailer. */
const MEND: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  CERT_HAS_EXPIRED: "its certificate is over: renew it there",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another name's: give the name that the certificate has",
};

/** `whom` begins a sentence: "the webhook". */
export function failureOf(whom: string, error: unknown): PermanentError | LaterError {
  for (const each of chainOf(error)) {
    if (each instanceof InsideError) return each;
    const code = codeOf(each);
    if (code !== null && code in MEND) return new PermanentError(`${whom} cannot be trusted (${code}): ${MEND[code]}`);
  }
  const late = error instanceof Error && (LATE.includes(error.name) || LATE.includes(codeOf(error) ?? ""));
  return new LaterError(late ? `${whom} did not answer in time` : `${whom} cannot be reached (${codeOf(error) ?? "no reason given"})`);
}

/** Names and codes of what a time-out throws. */
const LATE = ["TimeoutError", "AbortError", "EABORT", "ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT"];

/** A name that leads inside, by mistake or by DNS rebinding. */
class InsideError extends PermanentError {}

export function inside(): Error {
  return new InsideError(
    "the name to send to leads to no address on the public internet: if that is meant, give the address itself, such as https://10.0.0.7/PATH",
  );
}

/** Nodemailer puts its own code over the system's, which it keeps beside it. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, originalCode = code } = error as { code?: unknown; originalCode?: unknown };
  return typeof originalCode === "string" && /^[A-Z0-9_]+$/.test(originalCode) ? originalCode : null;
}

/** It, its causes, and those of several addresses that were tried. */
function chainOf(error: unknown, depth = 0): unknown[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const several = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...several].flatMap((each) => chainOf(each, depth + 1))];
}
