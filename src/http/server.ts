/** The table of routes and what they are served with -> an application that answers requests: who may, what fits, and how it is told. */

import type { Context } from "hono";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { recordChange } from "../app/access/changes.js";
import { expiryNote } from "../app/access/expiry.js";
import { asError } from "../errors.js";
import type { Caller } from "../model/access/caller.js";
import { authenticate } from "./authenticate.js";
import { BOARD, BOARD_PATH, BOARD_SOURCES, isOfBoard, MountedBoard } from "./board.js";
import { once } from "./idempotency.js";
import { inputOf } from "./input.js";
import { KnownCallers } from "./known-callers.js";
import { type Rate, RateLimit } from "./limits.js";
import { Metrics } from "./metrics.js";
import { type Pages, pageOf } from "./pages.js";
import { HttpProblem, problemOf } from "./problems.js";
import type { Call, Reply, Route } from "./route.js";
import { RunAnswers, textOf } from "./run-answers.js";
import type { Serving } from "./serving.js";

export interface ServerOptions {
  /** Of each caller; for those that nobody knows, of each address. */
  rate?: Rate;
  metrics?: Metrics;
  /** Told when something was changed, so that who listens need not wait for the next look. */
  changed?: () => void;
  /** The address that a request came from. */
  addressOf: (context: Context) => string;
  /** The workbench's; without them there is the API alone. */
  pages?: Pages;
}

/** What pages of ours may load: of their own host alone. */
const SOURCES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  connectSrc: ["'self'"],
  workerSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};
const headersFor = (contentSecurityPolicy: Record<string, string[]>) =>
  secureHeaders({ contentSecurityPolicy, xFrameOptions: "DENY", referrerPolicy: "no-referrer" });

const RATE: Rate = { perSecond: 2_000, burst: 4_000 };

export function serverOf(
  routes: readonly Route[],
  serving: Serving,
  { rate = RATE, metrics = new Metrics(), changed, addressOf, pages = new Map() }: ServerOptions,
): Hono {
  const app = new Hono();
  const limit = new RateLimit(rate);
  const known = new KnownCallers();
  const answers = new RunAnswers();
  const board = new MountedBoard(serving);
  const [ours, boards] = [SOURCES, BOARD_SOURCES].map(headersFor);
  app.use((context, next) => (isOfBoard(context.req.path) ? boards : ours)(context, next));
  for (const path of [BOARD_PATH, `${BOARD_PATH}/*`])
    app.all(path, async (context) => {
      const from = addressOf(context);
      try {
        return await board.answer(context, await admitted(BOARD, context, from), from);
      } catch (error) {
        return responseOf(refusedAs(BOARD.id, error), context);
      }
    });
  for (const route of routes) {
    app.on(route.method, honoPath(route.path), async (context) => {
      const start = performance.now();
      const from = addressOf(context);
      const reply = await answer(route, context, from);
      metrics.answered(route.id, reply.status, performance.now() - start);
      return responseOf(reply, context);
    });
  }
  app.get("*", async (context, next) => {
    try {
      refuseFlood(limit, `from ${addressOf(context)}`, 0.25);
    } catch (error) {
      return responseOf(refused(undefined, error), context);
    }
    return pageOf(pages, context) ?? (await next());
  });
  app.notFound((context) => {
    const others = methodsAt(routes, context.req.path);
    const problem =
      others.length > 0
        ? new HttpProblem(405, `by ${others.join(", ")}, not by ${context.req.method}`, { headers: { allow: others.join(", ") } })
        : new HttpProblem(404, "no such route: GET /v1/openapi.json lists those there are");
    const near = routes.find(({ refusal, path }) => refusal !== undefined && context.req.path.startsWith(path));
    return responseOf(refused(near, problem), context);
  });

  async function answer(route: Route, context: Context, from: string): Promise<Reply> {
    try {
      const caller = await admitted(route, context, from);
      const { params, query, body } = await inputOf(route, context.req.raw, context.req.param());
      const call: Call = { serving, caller, params, query, body, request: context.req.raw, from };
      await refuseChanged(route, call, context.req.header("if-match"));
      const note = expiryNote(caller, serving.clock.now());
      const reply = await once(route, call, context.req.header("idempotency-key"), async () => {
        const reply = await (isOfRun(route, call) ? answers.of(route, call) : route.run(call));
        if (route.changes && reply.status < 400) {
          const about = Object.values(params as Record<string, string>).join(" ");
          await recordChange(serving, { operation: route.id, about, by: call.caller.name, through: call.caller.by, from });
          changed?.();
        }
        return reply;
      });
      return note === null ? reply : { ...reply, headers: { ...reply.headers, "cautery-note": note } };
    } catch (error) {
      return refusedAs(route.id, error, route);
    }
  }

  async function admitted(route: Pick<Route, "id" | "needs">, context: Context, from: string): Promise<Caller> {
    refuseFlood(limit, `from ${from}`, route.needs === "local" ? 0 : 0.25);
    const caller = await authenticate({ serving, known }, route, context, from);
    refuseFlood(limit, caller.by === "" ? `from ${from}` : caller.by, 1);
    return caller;
  }

  function refusedAs(id: string, error: unknown, route?: Route): Reply {
    const reply = refused(route, error);
    if (reply.status >= 500) serving.log.error("a request failed", { route: id, error: asError(error) });
    return reply;
  }

  async function refuseChanged(route: Route, call: Call, wanted: string | undefined): Promise<void> {
    if (wanted === undefined || route.standing === undefined) return;
    const now = await route.standing(call);
    if (!isKnown(wanted, now)) throw new HttpProblem(412, `it stands at ${now} now: read it again`);
  }

  function refuseFlood(limited: RateLimit, who: string, weight: number): void {
    if (weight === 0) return;
    const seconds = limited.wait(who, serving.clock.now());
    if (seconds === 0) return;
    throw new HttpProblem(429, `more than ${rate.perSecond} requests a second: slow down`, {
      headers: { "retry-after": String(Math.ceil(seconds)) },
    });
  }
  return app;
}

const isOfRun = ({ ofRun }: Route, call: Call): boolean => (typeof ofRun === "function" ? ofRun(call) : ofRun === true);

function refused(route: Route | undefined, error: unknown): Reply {
  const reply = problemOf(error);
  return route?.refusal?.of(reply) ?? reply;
}

const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ":$1");

/** Of the route that has the path as its own, or else of those that have an id in its place. */
function methodsAt(routes: readonly Route[], given: string): string[] {
  const own = routes.filter(({ path }) => path === given);
  return (own.length > 0 ? own : routes.filter(({ path }) => matches(path, given))).map(({ method }) => method);
}

const matches = (path: string, given: string): boolean =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`).test(given);

function responseOf(
  { status, body, type, headers = {}, run, etag = run === undefined ? undefined : `"run-${run}"` }: Reply,
  context: Context,
): Response {
  const all: Record<string, string> = { "cache-control": "no-store", ...headers };
  if (etag !== undefined) {
    all.etag = etag;
    all["cache-control"] = headers["cache-control"] ?? "private, no-cache";
    if (status === 200 && isKnown(context.req.header("if-none-match"), etag)) return context.newResponse(null, 304, all);
  }
  if (body === undefined || body === null) return context.newResponse(null, status as 204, all);
  all["content-type"] = type ?? "application/json";
  const isRaw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  return context.newResponse(isRaw ? (body as string) : textOf(body), status as 200, all);
}

const isKnown = (given: string | undefined, etag: string): boolean =>
  (given?.split(",") ?? []).some((each) => each.trim().replace(/^W\//, "") === etag || each.trim() === "*");
