/** Sessions of the workbench: opened by the link that `cautery serve` prints or by signing in, listed, ended. */
import { z } from "zod";
import { expiryNote } from "../../app/access/expiry.js";
import { secretHash } from "../../app/access/secrets.js";
import { endSession, openSession, revokeSession, SESSION_HOURS, sessionCaller, sessionFor, sessionsOf } from "../../app/access/sessions.js";
import { beginSignIn, finishSignIn, SIGN_IN_MINUTES, type SignInPorts } from "../../app/access/sign-in.js";
import { callerOf } from "../../app/access/tokens.js";
import { sessionItem, sessionPage, signedOut, whoIsAsking } from "../../contract/api/access.js";
import { id, problem } from "../../contract/api/common.js";
import { type Caller, mayAct } from "../../model/access/caller.js";
import { HttpProblem } from "../problems.js";
import { type Call, ok, type Reply, type Route, route } from "../route.js";
import type { Serving } from "../serving.js";
import { endedSessionCookie, sessionCookie, sessionIn, signInCookie, signInIn } from "../session-cookie.js";

const tag = "access";
const problems = (description: string) => ({ description, schema: problem, types: ["application/problem+json"] });
/** Longer ones are no provider's. */
const word = z.string().max(4_000).optional();

export const sessionRoutes: readonly Route[] = [
  route({
    id: "openSession",
    method: "GET",
    path: "/session",
    needs: "open",
    changes: true,
    tag,
    summary: "The one-time link that `cautery serve` prints: opens a session, once",
    query: z.object({ ticket: z.string().min(20).max(100) }),
    answers: {
      303: { description: "a session's cookie, and on to the workbench" },
      401: problems("the link was used already, or is too old"),
    },
    async run(call) {
      const secret = await openSession(call.serving, call.query.ticket);
      if (secret === null)
        throw new HttpProblem(401, "this link was used already, or is older than ten minutes: `cautery serve` prints a new one");
      return await opened(call, secret);
    },
  }),
  route({
    id: "beginSession",
    method: "POST",
    path: "/v1/session",
    needs: "open",
    tag,
    summary: "A session for whoever has a token: the browser then holds a cookie that no script can read",
    body: { schema: z.strictObject({ token: z.string().regex(/^[\w-]{20,200}$/, "a token, as `cautery tokens create` told it") }) },
    answers: {
      200: { description: "a session's cookie, and whose it is", schema: whoIsAsking },
      401: problems("the token is none, was revoked or has expired"),
    },
    async run({ serving, body: { token } }) {
      const caller = await callerOf(serving, token);
      if (caller === null || caller.role === "partner")
        throw new HttpProblem(401, "this token opens no session: it is none, was revoked, has expired, or is a partner's");
      const { name, role } = caller;
      const secret = await sessionFor(serving, { name, role, token: secretHash(token) }, "token");
      return { status: 200, body: asking(caller, serving), headers: { "set-cookie": sessionCookie(secret, SESSION_HOURS) } };
    },
  }),
  route({
    id: "beginSignIn",
    method: "GET",
    path: "/session/sign-in",
    needs: "open",
    tag,
    summary: "Sends a browser to the provider of identities",
    answers: {
      303: { description: "a cookie by which this browser is known again, and on to the provider" },
      404: problems("no provider is configured"),
    },
    async run({ serving }) {
      const { url, sealed } = await beginSignIn(signInPorts(serving));
      return { status: 303, headers: { location: url, "set-cookie": signInCookie(sealed, SIGN_IN_MINUTES) } };
    },
  }),
  route({
    id: "finishSignIn",
    method: "GET",
    path: "/session/callback",
    needs: "open",
    changes: true,
    tag,
    summary: "Where the provider sends the browser back to: opens a session of one of `people`",
    query: z.object({ state: word, code: word, iss: word, error: word }),
    ignoresOthers: true,
    answers: {
      303: { description: "a session's cookie, and on to the workbench" },
      401: problems("nobody is known by it: begin again"),
      403: problems("who it is has no role here"),
      404: problems("no provider is configured"),
    },
    async run(call) {
      const ports = signInPorts(call.serving);
      const end = await finishSignIn(ports, new URL(call.request.url).searchParams, signInIn(call.request));
      if (end.is === "signed in") return await opened(call, end.secret);
      call.serving.log.warn("a sign-in was refused", { why: end.why });
      throw new HttpProblem(end.is === "refused" ? 401 : 403, end.why);
    },
  }),
  route({
    id: "whoAmI",
    method: "GET",
    path: "/v1/session",
    needs: "viewer",
    tag,
    summary: "Who is asking, and until when",
    answers: { 200: { description: "a name and a role", schema: whoIsAsking } },
    run: async ({ serving, caller }) => ok(asking(caller, serving)),
  }),
  route({
    id: "endSession",
    method: "DELETE",
    path: "/v1/session",
    needs: "viewer",
    tag,
    summary: "Ends the session that asks",
    answers: {
      200: { description: "it is over here; `sign_out` is where it ends at the provider too", schema: signedOut },
      204: { description: "it is over" },
    },
    async run({ serving, request }) {
      const secret = sessionIn(request);
      const openedBy = secret === null ? null : await endSession(serving, secret);
      const headers = { "set-cookie": endedSessionCookie };
      const sign_out = openedBy === "provider" ? (serving.signIn?.provider.signOut() ?? null) : null;
      return sign_out === null ? { status: 204, headers } : { status: 200, body: { sign_out }, headers };
    },
  }),
  route({
    id: "listSessions",
    method: "GET",
    path: "/v1/sessions",
    needs: "viewer",
    tag,
    summary: "One's own sessions that stand, and when each was used last; for an admin everybody's",
    answers: { 200: { description: "all of them, the latest first", schema: sessionPage } },
    async run({ serving, caller: { name, role, by } }) {
      const rows = await sessionsOf(serving, mayAct(role, "admin") ? null : name);
      return ok({ items: rows.map((row) => ({ ...row, current: row.session === by })), next: null });
    },
  }),
  route({
    id: "revokeSession",
    method: "POST",
    path: "/v1/sessions/{id}/revoke",
    needs: "viewer",
    tag,
    summary: "From then on it opens nothing: one's own, or for an admin anybody's",
    params: z.object({ id }),
    answers: { 200: { description: "the session as it stood", schema: sessionItem } },
    run: async ({ serving, caller, params: { id: asked } }) => ok(await revokeSession(serving, asked, caller)),
  }),
];

function signInPorts(serving: Call["serving"]): SignInPorts {
  if (serving.signIn === null)
    throw new HttpProblem(404, "nobody signs in here: no provider of identities is configured (CAUTERY_OIDC_ISSUER)");
  return { ...serving, ...serving.signIn };
}

/** The log says whose it is. */
async function opened(call: Call<unknown, unknown, unknown>, secret: string): Promise<Reply> {
  call.caller = (await sessionCaller(call.serving, secret)) ?? call.caller;
  return { status: 303, headers: { location: "/", "set-cookie": sessionCookie(secret, SESSION_HOURS) } };
}

function asking(caller: Caller, { clock }: Pick<Serving, "clock">): z.input<typeof whoIsAsking> {
  const { name, role, expiresAt } = caller;
  return { name, role, expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(), note: expiryNote(caller, clock.now()) };
}
