/** `cautery serve` on a folder: what it says, who it lets in, how it ends, and what commands on its folder do meanwhile. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeReceivers, webhookReceiver } from "../../adapters/delivery/receivers.js";
import { cautery } from "../command.js";

const main = fileURLToPath(new URL("../../../dist/src/cli/main.js", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "cautery-serve-"));
const data = join(dir, "data");
const env = { CAUTERY_KEY_FILE: join(dir, "key"), CAUTERY_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };
const call = (...args: string[]) => cautery([...args, "--data", data], env);

let server: ChildProcess;
let url = "";
let ticket = "";
let token = "";

/** Starts it, and reads its two lines. */
async function serve(): Promise<void> {
  server = spawn(process.execPath, [main, "serve", "--data", data, "--port", "0"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines = createInterface(server.stdout!)[Symbol.asyncIterator]();
  url = String((await lines.next()).value).split(" at ")[1];
  ticket = String((await lines.next()).value).split("ticket=")[1];
}

const ask = (path: string, init: RequestInit = {}) =>
  fetch(url + path, { redirect: "manual", ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

beforeAll(async () => {
  await cautery(["simulate", "--accounts", "600", "--fraud", "0.1", "--seed", "3", "--out", join(dir, "world"), "--quiet"]);
  expect((await call("run", join(dir, "world", "events.ndjson"), "--out", join(dir, "out"))).code).toBe(0);
  token = JSON.parse((await call("tokens", "create", "ann", "--role", "analyst", "--json")).stdout).secret;
  await serve();
});
afterAll(async () => {
  server.kill("SIGKILL");
  await closeReceivers();
  rmSync(dir, { recursive: true, force: true });
});

describe("cautery serve", () => {
  it("listens on this machine alone, and its socket is its owner's", async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(statSync(join(data, "cautery.sock")).mode & 0o777).toBe(0o600);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it("opens a session by its link, once", async () => {
    const opened = await fetch(`${url}/session?ticket=${ticket}`, { redirect: "manual" });
    expect(opened.status).toBe(303);
    const cookie = opened.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-cautery=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const headers = { cookie: cookie.split(";")[0], "sec-fetch-site": "same-origin" };
    expect(await (await fetch(`${url}/v1/session`, { headers })).json()).toMatchObject({ name: "admin", role: "admin" });
    expect((await fetch(`${url}/session?ticket=${ticket}`, { redirect: "manual" })).status).toBe(401);
    expect((await fetch(`${url}/v1/session`, { method: "DELETE", headers })).status).toBe(204);
    expect((await fetch(`${url}/v1/session`, { headers })).status).toBe(401);
  });

  it("ends a token that a command revokes meanwhile, within a second", async () => {
    const made = JSON.parse((await call("tokens", "create", "gone", "--role", "viewer", "--json")).stdout);
    const headers = { authorization: `Bearer ${made.secret}` };
    expect((await ask("/v1/runs", { headers })).status).toBe(200);
    expect((await call("tokens", "revoke", made.token)).code).toBe(0);
    await expect.poll(async () => (await ask("/v1/runs", { headers })).status, { timeout: 5_000 }).toBe(401);
    expect((await call("tokens", "list")).stdout).toMatch(new RegExp(`${made.token} .*revoked`));
  });

  it("answers the old id of a cluster by where it went, and knows no other", async () => {
    const { items } = (await (await ask("/v1/clusters?limit=1")).json()) as { items: { cluster: string }[] };
    expect((await ask(`/v1/clusters/${items[0].cluster}`)).status).toBe(200);
    expect((await ask("/v1/clusters/c-none")).status).toBe(404);
  });

  it("clusters in a process of its own, and goes on answering", async () => {
    const asked = await ask("/v1/runs", { method: "POST" });
    expect([asked.status, await asked.json()]).toEqual([202, { state: "started" }]);
    expect((await ask("/v1/clusters?limit=1")).status).toBe(200);
    const runs = async () => ((await (await ask("/v1/runs")).json()) as { items: { run: number }[] }).items.map(({ run }) => run);
    await expect.poll(runs, { timeout: 40_000, interval: 200 }).toEqual([2, 1]);
  });

  it("carries out a batch that a command began on its folder", async () => {
    const key = join(dir, "bob.pem");
    await call("people", "add", "bob", "--role", "approver", "--key", key);
    const { items } = (await (await ask("/v1/clusters?limit=1&disposition=fraudulent")).json()) as { items: { cluster: string }[] };
    const plan = await ask("/v1/batches", {
      method: "POST",
      body: JSON.stringify({ clusters: [items[0].cluster], reason: "one campaign", window_minutes: 0 }),
      headers: { "content-type": "application/json", "idempotency-key": "plan-1" },
    });
    expect(plan.status).toBe(201);
    const { batch, hash } = (await plan.json()) as { batch: string; hash: string };
    const approved = await call("approve", batch, "--hash", hash, "--by", "bob", "--key", key);
    expect(approved.code, approved.stderr).toBe(0);
    const executed = await call("execute", batch, "--wait", "--json");
    expect(executed.code, executed.stderr).toBe(0);
    expect(((await (await ask(`/v1/batches/${batch}`)).json()) as { state: string }).state).toBe("done");
  });

  it("tells what it cannot read as a problem, and an address that is too long", async () => {
    const port = Number(new URL(url).port);
    for (const [request, status] of [
      ["NONSENSE\r\n\r\n", 400],
      [`GET /${"x".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
    ] as const) {
      const socket = connect(port, "127.0.0.1");
      socket.end(request);
      const said = String((await once(socket, "data"))[0]);
      expect(said).toContain(`HTTP/1.1 ${status} `);
      expect(said).toContain("application/problem+json");
    }
  });

  it("has the folder alone: a second one says who holds it", async () => {
    const second = await call("serve", "--port", "0");
    expect(second.code).toBe(1);
    expect(second.stderr).toContain("another cautery is at work in it");
  });

  it("refuses to be open to other machines without a proxy, and a port that is none", async () => {
    expect(await call("serve", "--host", "0.0.0.0")).toMatchObject({ code: 2, stderr: expect.stringContaining("--base-url") });
    expect(await call("serve", "--port", "70000")).toMatchObject({ code: 2 });
    expect(await cautery(["serve"], { ...env, NEO4J_URI: "" })).toMatchObject({ code: 2 });
  });

  it("tells by a rule what happens, and what it was killed over once more, under the same id", async () => {
    const { url: to, posted } = await webhookReceiver([null, { status: 204 }]);
    expect((await call("alerts", "add", "--on", "batch", "--to", to)).code).toBe(0);
    expect((await call("halt")).code).toBe(0);
    await expect.poll(() => posted.length, { timeout: 30_000 }).toBe(1);
    server.kill("SIGKILL"); // it was taken, and nobody noted that
    await once(server, "exit");
    await serve();
    await expect.poll(() => posted.length, { timeout: 30_000 }).toBe(2);
    const states = async () => (await (await ask("/v1/alerts")).json()) as { items: { state: string; about: object }[] };
    await expect.poll(async () => (await states()).items.map(({ state }) => state), { timeout: 30_000 }).toEqual(["sent"]);
    expect((await states()).items).toMatchObject([{ about: { what: "halted" } }]);
    expect(new Set(posted.map(({ headers, body }) => `${headers["webhook-id"]} ${body}`)).size).toBe(1);
    expect(await call("alerts", "run")).toMatchObject({ code: 0, stdout: expect.stringContaining("0 new; messages: 0 sent") });
  });

  it("ends at SIGTERM with what is under way answered, and leaves the folder free", async () => {
    server.kill("SIGTERM");
    const [code] = await once(server, "exit");
    expect(code).toBe(0);
    expect((await call("runs")).code).toBe(0);
  });
});
