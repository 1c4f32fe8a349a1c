/** A secret as text -> its key; a message's id, time and body -> the headers that sign it (Standard Webhooks 1.0.0). */
import { createHmac } from "node:crypto";
import { UsageError } from "../../errors.js";

const PREFIX = "whsec_";
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/** What `variable` of the environment has -> bytes of HMAC key. Throws a `UsageError`, which never holds what was given. */
export function parseSecret(variable: string, given: string | undefined): Uint8Array {
  if (!given) throw new UsageError(`${variable} is not set: ${WANTED}`);
  const text = given.startsWith(PREFIX) ? given.slice(PREFIX.length) : null;
  const key = Buffer.from(text ?? "", "base64");
  if (text === null || key.toString("base64") !== text) throw new UsageError(`${variable} is not ${PREFIX} and base64: ${WANTED}`);
  if (key.length >= LEAST_BYTES && key.length <= MOST_BYTES) return key;
  throw new UsageError(`${variable} has ${key.length} bytes: ${WANTED}`);
}

const WANTED = `give the secret that the receiver verifies with, "${PREFIX}" and the base64 of ${LEAST_BYTES} to ${MOST_BYTES} random bytes (such as: echo "${PREFIX}$(openssl rand -base64 32)")`;

/** The three headers of one try; `seconds` since 1970, of this try. */
export function signed(key: Uint8Array, id: string, seconds: number, body: string): Record<string, string> {
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": `v1,${signature}` };
}
