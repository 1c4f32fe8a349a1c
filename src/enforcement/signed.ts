/**
 * An act and a person's key <-> a signed statement of it: Ed25519 (RFC 8032) over canonical JSON (RFC 8785), which names the act, what it
 * is about, who signs and when, so that no signature serves another purpose.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { PermanentError } from "../errors.js";
import type { Signed } from "./acts.js";
import { canonicalBytes } from "./canonical.js";

const FORM = "cautery-signed/1";
/** What precedes the 32 bytes of an Ed25519 public key in SPKI (RFC 8410). */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** What is signed: which act, and what it is about. */
export interface Claim {
  act: "approve" | "deny" | "break-glass" | "resume" | "reverse" | "decide" | "person-added" | "person-removed";
  /** Ids, hashes, verdicts, reasons: all that makes this act what it is. */
  about: Readonly<Record<string, string | number | null>>;
}

/** The bytes that are signed. `at`: milliseconds since 1970. */
export function statementOf({ act, about }: Claim, by: string, at: number): string {
  return Buffer.from(canonicalBytes({ form: FORM, act, about, by, at: new Date(at).toISOString() }, "what is to be signed")).toString();
}

export function signClaim(claim: Claim, by: string, privateKey: KeyObject, at: number): Signed {
  const statement = statementOf(claim, by, at);
  return { by, key: publicKeyOf(privateKey), statement, signature: sign(null, Buffer.from(statement), privateKey).toString("base64") };
}

/** When it was signed (milliseconds since 1970); null where it is not that key's signature of that claim by that person. */
export function signedAt(signed: Signed, claim: Claim): number | null {
  let at: unknown;
  try {
    at = (JSON.parse(signed.statement) as { at?: unknown }).at;
  } catch {
    return null; // no JSON: nothing of ours was signed
  }
  const time = typeof at === "string" ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time) || statementOf(claim, signed.by, time) !== signed.statement) return null;
  return isSignature(signed) ? time : null;
}

/** Whether the signature is the key's, whatever was signed. */
export function isSignature({ statement, key, signature }: Signed): boolean {
  const raw = Buffer.from(key, "base64");
  const bytes = Buffer.from(signature, "base64");
  // one text for each key and signature: base64 has spare bits
  if (raw.length !== 32 || bytes.length !== 64 || raw.toString("base64") !== key || bytes.toString("base64") !== signature) return false;
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: "der", type: "spki" });
  return verify(null, Buffer.from(statement), publicKey, bytes);
}

/** Raw, base64. */
export function publicKeyOf(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return spki.subarray(SPKI.length).toString("base64");
}

/** PKCS#8 PEM. */
export function newPrivateKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
}

/** Throws a `PermanentError` where the text is no Ed25519 private key; `where` names the file. */
export function parsePrivateKey(pem: string, where: string): KeyObject {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    // the cause may quote the key
    throw new PermanentError(`${where} holds no private key (PKCS#8 PEM): name the file that \`cautery people add\` wrote`);
  }
  if (privateKey.asymmetricKeyType === "ed25519") return privateKey;
  throw new PermanentError(
    `${where} holds a key of another kind (${privateKey.asymmetricKeyType}): name the file that \`cautery people add\` wrote`,
  );
}
