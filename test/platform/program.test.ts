/** The reference platform as a program -> killed in the middle of its work and started again, its counts are of what really happened. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPlatform } from "../../src/adapters/platform/open.js";
import type { PlatformCall } from "../../src/model/enforcement/platform.js";
import type { Platform } from "../../src/ports/platform.js";

const MAIN = fileURLToPath(new URL("../../dist/test/platform/main.js", import.meta.url));
const SECRET = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const ACCOUNTS = 300;

let folder = "";
let child: ChildProcess;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cautery-platform-"));
});
afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start(args: readonly string[]): Promise<{ url: string; control: string }> {
  const all = [MAIN, "--journal", join(folder, "journal"), "--events", join(folder, "events.ndjson"), ...args];
  child = spawn(process.execPath, all, { env: { ...process.env, CAUTERY_PLATFORM_SECRET: SECRET }, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(child.stdout!), "line");
  return JSON.parse(line);
}

async function kill(): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

const get = async (url: string): Promise<Record<string, unknown>> => JSON.parse(await (await fetch(url)).text());

function call(n: number): PlatformCall {
  const data = { account: `acc-${n}`, batch: "b-1", until: null, reason: "one operator's", expect: "active" };
  return { id: `m-${n}`, type: "account.suspend", timestamp: "2026-04-01T00:00:00.000Z", data };
}

/** Until it is answered. */
async function insist(cautery: Platform, n: number): Promise<void> {
  while ((await cautery.send(call(n))).is !== "answered");
}

describe("the reference platform, as a program", () => {
  it("killed in the middle of its work and started again did each change once, and lost none", async () => {
    const { url, control } = await start(["--faults", '{"error_after":0.2,"half_done":0.1}']);
    const ports = ["--port", new URL(url).port, "--control-port", new URL(control).port];
    const cautery = openPlatform({ CAUTERY_PLATFORM_URL: url, CAUTERY_PLATFORM_SECRET: SECRET });
    let answered = 0;
    const all = Array.from({ length: ACCOUNTS }, (_, n) => insist(cautery, n).then(() => answered++));
    for (const enough of [50, 150]) {
      while (answered < enough) await new Promise((resolve) => setImmediate(resolve));
      await kill();
      await start(ports);
    }
    await Promise.all(all);
    await cautery.close();
    const wanted = { starts: 3, accounts: ACCOUNTS, effective: { total: ACCOUNTS }, violations: { total: 0 } };
    expect(await get(`${control}/statistics`)).toMatchObject(wanted);
    const counts = Object.values(await get(`${control}/accounts`));
    expect(counts).toEqual(Array(ACCOUNTS).fill({ "account.suspend": 1 }));
    const states = Object.values(await get(`${control}/states`));
    expect(states).toEqual(Array(ACCOUNTS).fill({ state: "suspended", cause: "account.suspend" }));
  });

  it("takes customers, accounts and a rate from its arguments, and changes of them through its control port", async () => {
    writeFileSync(join(folder, "customers.json"), '{"accounts":{"acc-1":0}}');
    writeFileSync(join(folder, "accounts"), "acc-1\nacc-2\n");
    const files = ["--customers", join(folder, "customers.json"), "--accounts", join(folder, "accounts")];
    const { url, control } = await start([...files, "--rate", "1", "--burst", "1"]);
    const cautery = openPlatform({ CAUTERY_PLATFORM_URL: url, CAUTERY_PLATFORM_SECRET: SECRET });
    expect(await cautery.look("acc-3")).toBeNull();
    expect(await cautery.look("acc-1")).toEqual({ is: "later", afterMs: 1_000 });

    const put = (path: string, body: unknown, method = "PUT") => fetch(`${control}/${path}`, { method, body: JSON.stringify(body) });
    await put("limit", null);
    await cautery.send({ ...call(1), type: "account.verify" });
    expect(await cautery.look("acc-1")).toMatchObject({ state: "verified" });
    await put("customers", { others: 0 });
    await cautery.send({ ...call(2), type: "account.verify" });
    expect(await cautery.look("acc-2")).toMatchObject({ state: "verified" });
    await put("meddle", { account: "acc-2", state: "closed" }, "POST");
    expect(await cautery.look("acc-2")).toMatchObject({ state: "closed" });
    await put("faults", { gone: 1 });
    expect(await get(`${control}/faults`)).toEqual({ gone: 1 });
    expect(await cautery.look("acc-2")).toEqual({ is: "gone" });
    expect((await put("faults", { nonsense: 1 })).status).toBe(400);
    await cautery.close();
  });
});
