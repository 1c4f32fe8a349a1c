/** What the platform answered over HTTP -> what became of the call, exactly as the protocol says (docs/enforcement.md). */
import { z } from "zod";
import type { AccountState } from "../../model/enforcement/plan.js";
import type { AccountStanding, PlatformAnswer } from "../../model/enforcement/platform.js";

/** An answer as it came; `body` is null where it was too long. */
export interface Reply {
  status: number;
  retryAfter: string | undefined;
  body: Uint8Array | null;
}

const state = z.enum([
  "active",
  "suspended",
  "rate_limited",
  "verifying",
  "verified",
  "watched",
  "closed",
]) satisfies z.ZodType<AccountState>;
const text = z.string().min(1).max(200);
/** Fields that are not known are nothing. */
const answer = z.object({ account: text, before: state, after: state, changed: z.boolean(), version: text });
const standing = z.object({ account: text, state, version: text, id: text.nullable() });

/** Longer waits are as good as this one, and too long for a timer. */
const LONGEST_WAIT_MS = 86_400_000;

/** A verdict of the platform is quoted this far. */
const QUOTED = 200;

type Unclear = Extract<PlatformAnswer, { is: "unclear" | "later" | "gone" }>;

export const unclear = (why: string): Extract<PlatformAnswer, { is: "unclear" }> => ({ is: "unclear", why });

/** To a POST about `account`; `now` is in ms since 1970. */
export function answerOf(reply: Reply, account: string, now: number): PlatformAnswer {
  const { status } = reply;
  if (status === 200) {
    const body = bodyOf(answer, reply, account);
    if ("why" in body) return body;
    const { before, after, changed, version } = body;
    return { is: "answered", before, after, changed, version };
  }
  if (status === 404) return { is: "missing" };
  if (status === 409) return { is: "conflict", why: quoted(reply) };
  return stopped(reply, now) ?? (status >= 400 && status < 500 ? { is: "refused", why: quoted(reply) } : unclear(quoted(reply)));
}

/** To a GET about `account`. */
export function standingOf(reply: Reply, account: string, now: number): AccountStanding | null | Unclear {
  if (reply.status === 200) return bodyOf(standing, reply, account);
  if (reply.status === 404) return null;
  return stopped(reply, now) ?? unclear(quoted(reply));
}

/** What holds of both: the platform is gone, or asks to wait. */
function stopped({ status, retryAfter }: Reply, now: number): Extract<PlatformAnswer, { is: "later" | "gone" }> | null {
  if (status === 410) return { is: "gone" };
  return status === 429 || status === 503 ? { is: "later", afterMs: waitOf(retryAfter, now) } : null;
}

function bodyOf<T extends { account: string }>(schema: z.ZodType<T>, { body }: Reply, account: string) {
  if (body === null) return unclear("answered 200 with more than can be an answer");
  const parsed = schema.safeParse(parse(body));
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    return unclear(`answered 200 with what is no answer: ${z.core.toDotPath(path) || "the whole"}: ${message}`);
  }
  return parsed.data.account === account ? parsed.data : unclear("answered 200 about another account");
}

/** Undefined for what is no JSON in UTF-8, which no schema takes. */
function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined; // the schema says that it is wrong
  }
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds or a date -> ms from now, a day at the most; null where it says neither. */
export function waitOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : /^[A-Z][a-z]{2,8},? /.test(header) ? Date.parse(header) - now : Number.NaN;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}

/** The status, and the beginning of what it said, without what could write on a terminal. */
function quoted({ status, body }: Reply): string {
  const said = new TextDecoder()
    .decode(body?.subarray(0, 4 * QUOTED) ?? new Uint8Array())
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return said === "" ? `answered ${status}` : `answered ${status}: ${[...said].slice(0, QUOTED).join("")}`;
}
