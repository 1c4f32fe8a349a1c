/** A request -> who asks: by a bearer token, or by a session's cookie from the same origin; and whether that may. */

import type { Context } from "hono";
import { sessionCaller } from "../app/access/sessions.js";
import { type AccessRole, type Caller, mayAct } from "../model/access/caller.js";
import type { KnownCallers } from "./known-callers.js";
import { HttpProblem } from "./problems.js";
import type { Needed, Route } from "./route.js";
import type { Serving } from "./serving.js";
import { sessionIn } from "./session-cookie.js";

const NOBODY: Caller = { name: "nobody", role: "viewer", marking: null, hash: false, by: "", expiresAt: null };

/** Throws an `HttpProblem`: 401 where nobody is known, 403 where the role, the origin or the address does not allow it. */
export async function authenticate(
  { serving, known }: { serving: Serving; known: KnownCallers },
  route: Pick<Route, "id" | "needs">,
  context: Context,
  from: string,
): Promise<Caller> {
  if (route.needs === "open" || (route.needs === "local" && isLoopback(from))) return NOBODY;
  const caller = await knownCaller({ serving, known }, context, route.needs);
  if (caller === null)
    throw new HttpProblem(401, "give a token: `authorization: Bearer TOKEN` (`cautery tokens create NAME --role ROLE` makes one)", {
      headers: { "www-authenticate": `Bearer realm="cautery"${route.needs === "partner" ? ', Basic realm="cautery"' : ""}` },
    });
  const needed: AccessRole = needs(route.needs);
  if (!mayAct(caller.role, needed))
    throw new HttpProblem(403, `${route.id} wants the role ${needed}, and ${caller.name} comes as ${caller.role}`);
  return caller;
}

const needs = (needed: Needed): AccessRole => (needed === "open" || needed === "local" ? "admin" : needed);

async function knownCaller(
  { serving, known }: { serving: Serving; known: KnownCallers },
  context: Context,
  needed: Needed,
): Promise<Caller | null> {
  const header = context.req.header("authorization");
  if (header !== undefined) {
    const [, secret] = BEARER.exec(needed === "partner" ? fromBasic(header) : header) ?? [];
    return secret === undefined ? null : await known.of(serving, secret);
  }
  const secret = sessionIn(context.req.raw);
  if (secret === null) return null;
  refuseOtherOrigin(context);
  return await sessionCaller(serving, secret);
}

const BEARER = /^Bearer ([\w-]{20,200})$/i;

/** TAXII's clients know names and passwords: the token is the password, whatever the name. */
function fromBasic(header: string): string {
  const [, coded] = /^Basic ([A-Za-z0-9+/]{1,1000}={0,2})$/i.exec(header) ?? [];
  if (coded === undefined) return header;
  const text = Buffer.from(coded, "base64").toString();
  return `Bearer ${text.slice(text.indexOf(":") + 1)}`;
}

/** A browser sends the cookie whoever asks; what changes something must be asked for by our own pages. */
function refuseOtherOrigin(context: Context): void {
  const { method } = context.req;
  const site = context.req.header("sec-fetch-site");
  const isOurs = site === "same-origin" || (site === undefined && isSameOrigin(context));
  const isSafe = method === "GET" || method === "HEAD";
  if (isOurs || (isSafe && (site === "none" || site === undefined))) return;
  throw new HttpProblem(403, "asked from another origin: the session is for the workbench's own pages; programs give a token");
}

function isSameOrigin(context: Context): boolean {
  const origin = context.req.header("origin");
  return origin !== undefined && origin === new URL(context.req.url).origin;
}

export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, "");
  return plain === "::1" || /^127\.\d+\.\d+\.\d+$/.test(plain);
}
