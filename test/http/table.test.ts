/** The whole table of routes, each by each role: who is let in, who is not, and that answers are what the document says. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueTicket, openSession } from "../../src/app/access/sessions.js";
import { createToken, revokeToken } from "../../src/app/access/tokens.js";
import { problem } from "../../src/contract/api/common.js";
import { openApiOf } from "../../src/http/openapi.js";
import type { Route } from "../../src/http/route.js";
import { ACCESS_ROLES, mayAct } from "../../src/model/access/caller.js";
import { type Office, office } from "./office.js";
import { EXAMPLES } from "./requests.js";

let at: Office;
beforeAll(async () => {
  at = await office();
});
afterAll(() => at.close());

/** The names are known before anything is opened: the table is asked for again in each test. */
const IDS = Object.keys(EXAMPLES);
const routeOf = (id: string): Route => at.routes.find((route) => route.id === id)!;

async function asked(id: string, given: { token?: string | null; from?: string; headers?: Record<string, string> }): Promise<Response> {
  const { path, body, headers } = await EXAMPLES[id](at);
  return await at.ask(path, { method: routeOf(id).method, body, ...given, headers: { ...headers, ...given.headers } });
}

describe("the table", () => {
  it("has an example for each of its routes, and no other", () => {
    expect(at.routes.map(({ id }) => id).sort()).toEqual([...IDS].sort());
  });

  it("says of each status that it documents what comes with it", () => {
    const { paths } = openApiOf(at.routes, "0.0.0") as {
      paths: Record<string, Record<string, { responses: object; operationId: string }>>;
    };
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual([...IDS].sort());
    for (const { responses } of operations) expect(Object.keys(responses).length).toBeGreaterThan(1);
  });
});

describe.each(IDS)("%s", (id) => {
  it("is answered as it says, to the role that it wants", async () => {
    const { needs, method, answers } = routeOf(id);
    const { path, body, headers, status } = await EXAMPLES[id](at);
    const token = needs === "open" || needs === "local" ? at.tokens.admin : at.tokens[needs];
    const answer = await at.ask(path, { method, body, token, ...(headers ? { headers } : {}) });
    const text = id === "changes" ? "" : await answer.text();
    expect(answer.status, text).toBe(status);
    const told = status < 400 ? answers[status]?.schema : problem;
    if (told !== undefined) expect(told.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    if (id === "changes") await answer.body!.cancel();
  });

  it("lets in the roles that may, and no other", async () => {
    const { needs } = routeOf(id);
    for (const role of ACCESS_ROLES) {
      const may = needs === "open" || mayAct(role, needs === "local" ? "admin" : needs);
      const answer = await asked(id, { token: at.tokens[role] });
      if (may) expect([401, 403], `${role}: ${answer.status}`).not.toContain(id === "openSession" ? 0 : answer.status);
      else expect(answer.status, role).toBe(403);
      await answer.body?.cancel();
    }
  });

  it("lets in nobody without a token, nor with one that is none, has expired or was revoked", async () => {
    const { needs } = routeOf(id);
    const expiring = await createToken(at.serving, { name: "eve", role: "admin", days: 1, marking: null, by: "eve" });
    const revoked = await createToken(at.serving, { name: "eve", role: "admin", days: null, marking: null, by: "eve" });
    await revokeToken(at.serving, revoked.token);
    for (const token of [null, `cautery_${"A".repeat(43)}`, "nonsense", revoked.secret]) {
      const answer = await asked(id, { token });
      if (needs === "open") expect(answer.status).not.toBe(403);
      else expect(answer.status, String(token)).toBe(401);
      await answer.body?.cancel();
    }
    at.now.at += 25 * 3_600_000;
    const late = await asked(id, { token: expiring.secret });
    if (needs !== "open") expect(late.status).toBe(401);
    await late.body?.cancel();
  });

  it("lets a session ask from its own pages, and not from another origin's", async () => {
    const { needs, method } = routeOf(id);
    if (needs === "open" || needs === "partner") return;
    const session = await openSession(at.serving, await issueTicket(at.serving, { name: "eve", role: "admin" }));
    const cookie = `__Host-cautery=${session}`;
    const own = await asked(id, { token: null, headers: { cookie, "sec-fetch-site": "same-origin" } });
    expect([401, 403]).not.toContain(own.status);
    await own.body?.cancel();
    if (id === "endSession") return;
    const others: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
    ];
    for (const headers of others) {
      const other = await asked(id, { token: null, headers: { cookie, ...headers } });
      if (method === "GET" && "origin" in headers) expect(other.status).not.toBe(401);
      else expect(other.status, JSON.stringify(headers)).toBe(403);
      await other.body?.cancel();
    }
  });
});

describe("what is open on this machine alone", () => {
  it.each(["/healthz", "/readyz", "/metrics"])("%s needs no token there, and an admin's elsewhere", async (path) => {
    expect((await at.ask(path, { token: null, from: "127.0.0.1" })).status).toBe(200);
    expect((await at.ask(path, { token: null, from: "::ffff:127.0.0.1" })).status).toBe(200);
    expect((await at.ask(path, { token: null, from: "203.0.113.9" })).status).toBe(401);
    expect((await at.ask(path, { token: at.tokens.approver, from: "203.0.113.9" })).status).toBe(403);
  });
});
