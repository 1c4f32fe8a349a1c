/** People, tokens, sessions and the log: who may ask, and what was done. */
import { z } from "zod";
import { secretHash } from "../../app/access/secrets.js";
import { endSession, openSession, SESSION_HOURS, sessionFor } from "../../app/access/sessions.js";
import { callerOf, createToken, revokeToken, tokensOf } from "../../app/access/tokens.js";
import { currentCheckpoint } from "../../app/audit.js";
import { peopleOf } from "../../app/enforcement/people.js";
import { id, problem } from "../../contract/api/common.js";
import { auditPage, auditQuery, checkpoint, personPage, tokenBody, tokenItem, tokenMade, tokenPage } from "../../contract/api/knowledge.js";
import { SESSION_COOKIE } from "../authenticate.js";
import { cursorOf, NO_RUN, placeOf } from "../cursor.js";
import { HttpProblem } from "../problems.js";
import { ok, type Route, route } from "../route.js";

const whoever = z.object({ name: z.string(), role: z.string() });
const COOKIE = "Path=/; Secure; HttpOnly; SameSite=Strict";

export const accessRoutes: readonly Route[] = [
  route({
    id: "listPeople",
    method: "GET",
    path: "/v1/people",
    needs: "viewer",
    tag: "access",
    summary: "Who is enrolled, as what, with which public key",
    answers: { 200: { description: "all of them", schema: personPage } },
    run: async ({ serving }) => ok({ items: await peopleOf(serving), next: null }),
  }),
  route({
    id: "listTokens",
    method: "GET",
    path: "/v1/tokens",
    needs: "admin",
    tag: "access",
    summary: "All tokens there ever were, without their secrets",
    answers: { 200: { description: "all of them", schema: tokenPage } },
    run: async ({ serving }) => ok({ items: await tokensOf(serving), next: null }),
  }),
  route({
    id: "createToken",
    method: "POST",
    path: "/v1/tokens",
    needs: "admin",
    tag: "access",
    summary: "A new token of a person's; its secret is told this once",
    body: { schema: tokenBody },
    answers: { 201: { description: "the token, with its secret", schema: tokenMade } },
    run: async ({ serving, caller, body: { name, role, days = null, marking = null, hash = false } }) => ({
      status: 201,
      body: await createToken(serving, { name, role, days, marking, hash, by: caller.name }),
    }),
  }),
  route({
    id: "revokeToken",
    method: "POST",
    path: "/v1/tokens/{id}/revoke",
    needs: "admin",
    tag: "access",
    summary: "From then on it opens nothing",
    params: z.object({ id }),
    answers: { 200: { description: "the token as it stands", schema: tokenItem } },
    run: async ({ serving, params: { id: asked } }) => ok(await revokeToken(serving, asked)),
  }),
  route({
    id: "openSession",
    method: "GET",
    path: "/session",
    needs: "open",
    changes: true,
    tag: "access",
    summary: "The one-time link that `cautery serve` prints: opens a session, once",
    query: z.object({ ticket: z.string().min(20).max(100) }),
    answers: {
      303: { description: "a session's cookie, and on to the workbench" },
      401: { description: "the link was used already, or is too old", schema: problem, types: ["application/problem+json"] },
    },
    async run({ serving, query: { ticket } }) {
      const secret = await openSession(serving, ticket);
      if (secret === null)
        throw new HttpProblem(401, "this link was used already, or is older than ten minutes: `cautery serve` prints a new one");
      const cookie = `${SESSION_COOKIE}=${secret}; ${COOKIE}; Max-Age=${SESSION_HOURS * 3_600}`;
      return { status: 303, headers: { location: "/", "set-cookie": cookie } };
    },
  }),
  route({
    id: "beginSession",
    method: "POST",
    path: "/v1/session",
    needs: "open",
    tag: "access",
    summary: "A session for whoever has a token: the browser then holds a cookie that no script can read",
    body: { schema: z.strictObject({ token: z.string().regex(/^[\w-]{20,200}$/, "a token, as `cautery tokens create` told it") }) },
    answers: {
      200: { description: "a session's cookie, and whose it is", schema: whoever },
      401: { description: "the token is none, was revoked or has expired", schema: problem, types: ["application/problem+json"] },
    },
    async run({ serving, body: { token } }) {
      const caller = await callerOf(serving, token);
      if (caller === null || caller.role === "partner")
        throw new HttpProblem(401, "this token opens no session: it is none, was revoked, has expired, or is a partner's");
      const { name, role } = caller;
      const secret = await sessionFor(serving, { name, role, token: secretHash(token) });
      const cookie = `${SESSION_COOKIE}=${secret}; ${COOKIE}; Max-Age=${SESSION_HOURS * 3_600}`;
      return { status: 200, body: { name, role }, headers: { "set-cookie": cookie } };
    },
  }),
  route({
    id: "whoAmI",
    method: "GET",
    path: "/v1/session",
    needs: "viewer",
    tag: "access",
    summary: "Who is asking",
    answers: { 200: { description: "a name and a role", schema: whoever } },
    run: async ({ caller: { name, role } }) => ok({ name, role }),
  }),
  route({
    id: "endSession",
    method: "DELETE",
    path: "/v1/session",
    needs: "viewer",
    tag: "access",
    summary: "Ends the session that asks",
    answers: { 204: { description: "it is over" } },
    async run({ serving, request }) {
      const secret = new RegExp(`(?:^|; )${SESSION_COOKIE}=([\\w-]+)`).exec(request.headers.get("cookie") ?? "")?.[1];
      if (secret !== undefined) await endSession(serving, secret);
      return { status: 204, headers: { "set-cookie": `${SESSION_COOKIE}=; ${COOKIE}; Max-Age=0` } };
    },
  }),
  route({
    id: "listAudit",
    method: "GET",
    path: "/v1/audit",
    needs: "admin",
    tag: "access",
    summary: "The log's entries, the oldest first",
    query: auditQuery,
    answers: { 200: { description: "a page", schema: auditPage } },
    async run({ serving: { store }, query: { limit = 100, cursor, stream } }) {
      const from = cursor === undefined ? 0 : Number(placeOf(cursor, NO_RUN)[0]);
      const items: unknown[] = [];
      for await (const page of store.auditPages({ from, ...(stream === undefined ? {} : { stream }) })) {
        for (const [i, { leaf, body }] of page.entries.entries()) {
          const entry = page.first + i;
          if (entry < from) continue;
          if (items.length === limit) return ok({ items, next: cursorOf(NO_RUN, entry) });
          items.push({
            entry,
            at: new Date(page.at).toISOString(),
            stream: page.stream,
            leaf,
            body: body === null ? null : JSON.parse(body),
          });
        }
      }
      return ok({ items, next: null });
    },
  }),
  route({
    id: "getCheckpoint",
    method: "GET",
    path: "/v1/audit/checkpoint",
    needs: "viewer",
    tag: "access",
    summary: "The log's signed head: kept elsewhere, it shows later whether the log still holds all of it",
    answers: { 200: { description: "a C2SP signed note", schema: checkpoint } },
    run: async ({ serving }) => ok({ checkpoint: await currentCheckpoint(serving) }),
  }),
];
