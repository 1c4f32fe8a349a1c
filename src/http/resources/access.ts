/** People, tokens and the log: who may ask, and what was done. */
import { z } from "zod";
import { createToken, revokeToken, tokensOf } from "../../app/access/tokens.js";
import { currentCheckpoint } from "../../app/audit.js";
import { peopleOf } from "../../app/enforcement/people.js";
import { id } from "../../contract/api/common.js";
import { auditPage, auditQuery, checkpoint, personPage, tokenBody, tokenItem, tokenMade, tokenPage } from "../../contract/api/knowledge.js";
import { cursorOf, NO_RUN, placeOf } from "../cursor.js";
import { ok, type Route, route } from "../route.js";

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
