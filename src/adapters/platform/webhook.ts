/**
 * Calls -> signed messages to the platform's address (Standard Webhooks 1.0.0), and its answers. One try a call: trying again is for
 * whoever calls. No redirect is followed, no proxy asked.
 */
import { randomUUID } from "node:crypto";
import { type Dispatcher, Pool } from "undici";
import { messageOf as errorMessageOf, PermanentError } from "../../errors.js";
import { CALLS_AT_ONCE } from "../../model/enforcement/platform.js";
import type { Clock } from "../../ports/clock.js";
import type { Platform } from "../../ports/platform.js";
import { guardedLookup, type Resolve } from "./addresses.js";
import { answerOf, type Reply, standingOf, unclear } from "./answers.js";
import { messageOf } from "./messages.js";
import { signed } from "./signature.js";

/** An answer has a line of JSON. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** What is not connected by then is not sent: a call that was allowed before a halt does not begin long after it. */
const CONNECT_MS = 900;

/** What a header takes; a dot would make the signed text ambiguous. */
const ID = /^[!-\-/-~]{1,200}$/;

export interface WebhookOptions {
  url: URL;
  key: Uint8Array;
  /** Of a whole call: waiting for a connection, connecting, sending, and the answer to its last byte. */
  timeoutMs: number;
  clock: Clock;
  resolve?: Resolve;
}

export function webhookPlatform({ url, key, timeoutMs, clock, resolve }: WebhookOptions): Platform {
  const pool = new Pool(url.origin, {
    connections: CALLS_AT_ONCE, // kept alive between calls
    pipelining: 1,
    headersTimeout: 0, // the whole call's is shorter
    bodyTimeout: 0,
    connect: { timeout: Math.min(CONNECT_MS, timeoutMs), lookup: guardedLookup(resolve) },
  });
  const always = { accept: "application/json", "accept-encoding": "identity", "user-agent": "cautery", ...authorization(url) };

  /** A string where there was no answer: why. */
  async function ask(method: "GET" | "POST", path: string, id: string, body: string): Promise<Reply | string> {
    const aborter = new AbortController();
    const timer = setTimeout(() => aborter.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const typed = method === "POST" ? { "content-type": "application/json" } : {};
    const headers = { ...always, ...typed, ...signed(key, id, Math.floor(clock.now() / 1000), body) };
    try {
      const { signal } = aborter;
      const response = await pool.request({ method, path, headers, body: method === "POST" ? body : null, signal });
      return await replyOf(response);
    } catch (error) {
      return whyOf(error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    target: `${url.origin}${url.pathname}`,
    async send(call) {
      if (!ID.test(call.id))
        throw new PermanentError(`${JSON.stringify(call.id)} is no id of a message: give 1 to 200 of ASCII without space or dot`);
      const reply = await ask("POST", `${url.pathname}${url.search}`, call.id, JSON.stringify(messageOf(call)));
      return typeof reply === "string" ? unclear(reply) : answerOf(reply, call.data.account, clock.now());
    },
    async look(account) {
      const about = new URL(url);
      about.searchParams.set("account", account);
      const reply = await ask("GET", `${about.pathname}${about.search}`, `look-${randomUUID()}`, "");
      return typeof reply === "string" ? unclear(reply) : standingOf(reply, account, clock.now());
    },
    close: () => pool.destroy(),
  };
}

/** Where several addresses of a name were tried, each has its reason. */
function whyOf(error: unknown): string {
  return error instanceof AggregateError ? error.errors.map(errorMessageOf).join("; ") : errorMessageOf(error);
}

/** Name and password in the address are meant for the platform's front (RFC 7617). */
export function authorization({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
}

/** Reads no further than an answer can be long. The status of a verdict stands, however its body ends. */
async function replyOf({ statusCode: status, headers, body }: Dispatcher.ResponseData): Promise<Reply> {
  const header = headers["retry-after"];
  const retryAfter = Array.isArray(header) ? header[0] : header;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > MOST_ANSWER_BYTES) return { status, retryAfter, body: null }; // leaving the loop cuts the connection
      chunks.push(chunk);
    }
  } catch (error) {
    if (status === 200) throw error;
    return { status, retryAfter, body: null };
  }
  return { status, retryAfter, body: Buffer.concat(chunks) };
}
