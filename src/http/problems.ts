/** What goes wrong -> an answer as RFC 9457 has it: what to do next is in its detail, and nothing of the inside. */

import type { Fault, Problem } from "../contract/api/common.js";
import { NotFoundError, PermanentError, TransientError, UsageError } from "../errors.js";
import { maskCredentials } from "../tools/mask.js";
import type { Reply } from "./route.js";

const TITLES: Readonly<Record<number, string>> = {
  400: "the request cannot be read",
  401: "nobody is known by what was sent",
  403: "this role may not",
  404: "there is no such thing",
  405: "not by this method",
  406: "not in this form",
  409: "as things stand, this cannot be",
  410: "what this went on from is over",
  412: "it was changed meanwhile",
  413: "the body is too large",
  415: "not this type of body",
  422: "the request does not fit",
  429: "too many requests",
  500: "a fault of the server's",
  503: "not now: try again",
};

/** Thrown by whoever knows the status; all else is told by its class. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly status: number;
  readonly more: { errors?: readonly Fault[]; run?: number; headers?: Readonly<Record<string, string>> };

  constructor(status: number, detail: string, more: HttpProblem["more"] = {}) {
    super(detail);
    this.status = status;
    this.more = more;
  }
}

const RETRY_S = "2";

export function problemOf(error: unknown): Reply {
  if (error instanceof HttpProblem) {
    const { errors, run, headers = {} } = error.more;
    return reply(
      error.status,
      error.message,
      { ...(errors ? { errors: [...errors] } : {}), ...(run === undefined ? {} : { run }) },
      headers,
    );
  }
  if (error instanceof NotFoundError) return reply(404, error.message);
  if (error instanceof UsageError) return reply(422, error.message);
  if (error instanceof PermanentError) return reply(409, error.message);
  if (error instanceof TransientError) return reply(503, error.message, {}, { "retry-after": RETRY_S });
  return reply(500, "something failed that nobody foresaw: the server's log says what");
}

function reply(status: number, detail: string, more: Partial<Problem> = {}, headers: Readonly<Record<string, string>> = {}): Reply {
  const body: Problem = { type: "about:blank", title: TITLES[status] ?? "", status, detail: maskCredentials(detail), ...more };
  return { status, body, type: "application/problem+json", headers };
}
