/** Alerts over HTTP: who may make rules, what is shown of where they lead, and what came of a trial. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { runAlerts } from "../../src/app/alerts/run.js";
import { closeReceivers, webhookReceiver } from "../adapters/delivery/receivers.js";
import { runOf } from "../app/enforcement/store.js";
import { type Office, office } from "./office.js";

interface Rule {
  rule: string;
  to: string;
  withdrawn_by: string | null;
}

let at: Office;
beforeEach(async () => {
  at = await office();
});
afterEach(async () => {
  await at.close();
  await closeReceivers();
});

const RULES = "/v1/alerts/rules";
const post = <T = Rule>(path: string, body?: object, headers = {}, status = body === undefined ? 200 : 201) =>
  at.json<T>(path, { method: "POST", token: at.tokens.admin, status, headers, ...(body === undefined ? {} : { body }) });

it("shows of a webhook its host alone, since its path is often its password", async () => {
  await post(RULES, { on: "batch", to: "https://me:secret@hooks.example.org/services/T0/secret" });
  const listed = await at.json<{ items: Rule[] }>(RULES, { token: at.tokens.analyst });
  expect(listed.items.map(({ to }) => to)).toEqual(["https://hooks.example.org/..."]);
  expect(JSON.stringify(listed)).not.toContain("secret");
});

it("tells what came of a trial, and notes who asked for it", async () => {
  const { url, posted } = await webhookReceiver([{ status: 204 }, { status: 404 }]);
  const { rule } = await post(RULES, { on: "batch", to: url });
  expect(await post<object>(`${RULES}/${rule}/test`)).toEqual({ rule, sent: true, error: null });
  expect(await post<object>(`${RULES}/${rule}/test`)).toEqual({ rule, sent: false, error: expect.stringContaining("404") });
  expect(posted.map(({ body }) => JSON.parse(body).type)).toEqual(["cautery.test", "cautery.test"]);
  const log = await at.json<{ items: { body: object }[] }>("/v1/audit?stream=changes&limit=1000", { token: at.tokens.admin });
  expect(log.items.map(({ body }) => body)).toContainEqual(
    expect.objectContaining({ operation: "testAlertRule", about: rule, by: "eve", from: "192.0.2.7" }),
  );
});

it("makes a rule once under a key, and withdraws it only as it was read", async () => {
  const body = { on: "growth", least: 5, to: "mailto:bob@example.org", digest: true };
  const [one, again] = [await post(RULES, body, { "idempotency-key": "k" }), await post(RULES, body, { "idempotency-key": "k" })];
  expect(again).toEqual(one);
  const path = `${RULES}/${one.rule}/withdraw`;
  await post<object>(path, undefined, { "if-match": '"7"' }, 412);
  expect(await post(path, undefined, { "if-match": '"1"' })).toMatchObject({ withdrawn_by: "eve" });
  expect(await at.json(RULES)).toEqual({ items: [], next: null });
});

it("lists what was told, page by page, the latest first", async () => {
  const { url } = await webhookReceiver();
  await post(RULES, { on: "cluster", least: 2, to: url });
  for (const clusters of [{ "c-3": "h i" }, { "c-3": "h i", "c-4": "j k l" }] as Record<string, string>[]) {
    at.now.at += 60_000;
    await at.serving.store.saveRun(runOf(clusters, []), { at: at.now.at, ledger: 1 });
  }
  await runAlerts({ ...at.serving, baseUrl: null }, new AbortController().signal);
  const page = (path: string) => at.json<{ items: { about: object; state: string }[]; next: string | null }>(path);
  const first = await page("/v1/alerts?limit=1");
  const second = await page(`/v1/alerts?limit=1&cursor=${first.next}`);
  expect([...first.items, ...second.items]).toMatchObject([
    { about: { cluster: "c-4", accounts: 3, run: 3 }, state: "sent" },
    { about: { cluster: "c-3", accounts: 2, run: 2 }, state: "sent" },
  ]);
  expect(second.next).toBeNull();
});
