/**
 * A person's key file and a claim -> a signature (Ed25519), made here: the file is read by this page, and neither it nor the key in it is
 * sent or stored.
 */
import { canonicalText, type Plain } from "./canonical.js";

export interface Claim {
  act: string;
  about: { readonly [key: string]: Plain };
}

export interface Signature {
  by: string;
  key: string;
  statement: string;
  signature: string;
}

/** A key at hand: what signs cannot be read back out of it. */
export interface PersonKey {
  /** Raw public key, base64: as people are enrolled with it. */
  publicKey: string;
  sign: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
}

/** What precedes the private key's 32 bytes in PKCS#8 (RFC 8410). */
const PKCS8_BYTES = 48;

/** Throws, in words for whoever chose the file, where it is no such key. */
export async function keyOfFile(text: string): Promise<PersonKey> {
  const [, body] = /-----BEGIN PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----/.exec(text) ?? [];
  if (body === undefined) throw new Error("This file holds no private key. Choose the .pem file that `cautery people add` wrote.");
  const der = Uint8Array.from(atob(body.replace(/\s/g, "")), (char) => char.charCodeAt(0));
  if (der.length !== PKCS8_BYTES) throw new Error("This is a key of another kind. Choose the .pem file that `cautery people add` wrote.");
  const open = await crypto.subtle.importKey("pkcs8", der, "Ed25519", true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", open);
  const sign = await crypto.subtle.importKey("pkcs8", der, "Ed25519", false, ["sign"]);
  der.fill(0);
  return { publicKey: padded(x!), sign };
}

/** `at` is an RFC 3339 time: a signature is fresh for ten minutes. */
export function statementOf({ act, about }: Claim, by: string, at: string): string {
  return canonicalText({ form: "cautery-signed/1", act, about, by, at });
}

export async function signClaim(key: PersonKey, claim: Claim, by: string, at: string): Promise<Signature> {
  const statement = statementOf(claim, by, at);
  const bytes = await crypto.subtle.sign("Ed25519", key.sign, new TextEncoder().encode(statement));
  return { by, key: key.publicKey, statement, signature: base64(new Uint8Array(bytes)) };
}

/** The Merkle root (RFC 6962, 2.1) over ids, each once and in their order: which accounts a reversal is of. Hex. */
export async function rootOfIds(ids: readonly string[]): Promise<string> {
  const encoder = new TextEncoder();
  const leaves = await Promise.all(ids.map((id) => digest(0, encoder.encode(id))));
  const root = async (from: number, to: number): Promise<Uint8Array> => {
    if (to - from === 1) return leaves[from];
    let left = 1;
    while (2 * left < to - from) left *= 2;
    return digest(1, await root(from, from + left), await root(from + left, to));
  };
  return Array.from(await root(0, leaves.length), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function digest(prefix: number, ...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const bytes = new Uint8Array(1 + parts.reduce((sum, { length }) => sum + length, 0));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
/** base64url without padding, as JWK has it -> base64. */
const padded = (text: string): string => `${text.replaceAll("-", "+").replaceAll("_", "/")}${"=".repeat((4 - (text.length % 4)) % 4)}`;
