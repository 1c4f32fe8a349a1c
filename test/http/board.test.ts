/** The queues' board where there are no queues: an admin is told why, and nobody else is told anything. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Office, office } from "./office.js";

let at: Office;
beforeAll(async () => {
  at = await office();
});
afterAll(() => at.close());

it("is not there before a data folder, and says so to admins", async () => {
  const { detail } = await at.json<{ detail: string }>("/board", { token: at.tokens.admin, status: 404 });
  expect(detail).toContain("no queues stand here");
  expect((await at.ask("/board/api/queues", { token: at.tokens.approver })).status).toBe(403);
  expect((await at.ask("/board", { token: null })).status).toBe(401);
  expect((await at.ask("/boarding", { token: at.tokens.admin })).headers.get("content-security-policy")).toContain("base-uri 'none'");
});
