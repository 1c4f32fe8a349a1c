/** Cautery's own calls to the reference platform -> what it does, what it counts, and what each fault does. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPlatform } from "../../src/adapters/platform/open.js";
import { parseEvent } from "../../src/event/parse.js";
import type { CallType, PlatformCall } from "../../src/model/enforcement/platform.js";
import type { Platform } from "../../src/ports/platform.js";
import type { Faults } from "./faults.js";
import { type PlatformOptions, type RunningPlatform, startPlatform } from "./start.js";

const SECRET = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const START = Date.parse("2026-04-01T00:00:00Z");
const DAY_MS = 86_400_000;

let folder = "";
let platform: RunningPlatform;
let cautery: Platform;
let now = START;

async function start(options: Partial<PlatformOptions> = {}): Promise<void> {
  const files = { journal: join(folder, "journal.ndjson"), events: join(folder, "events.ndjson") };
  platform = await startPlatform({ secret: SECRET, ...files, now: () => now, slowMs: 20, ...options });
  cautery = reach(SECRET);
}

function reach(secret: string, timeoutMs = 10_000): Platform {
  const env = { CAUTERY_PLATFORM_URL: platform.url, CAUTERY_PLATFORM_SECRET: secret, CAUTERY_PLATFORM_TIMEOUT_MS: String(timeoutMs) };
  return openPlatform(env);
}

async function stop(): Promise<void> {
  await cautery.close();
  await platform.close();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "cautery-platform-"));
  now = START;
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

function call(id: string, type: CallType = "account.suspend", more: Partial<PlatformCall["data"]> = {}): PlatformCall {
  const data = { account: "acc-1", batch: "b-1", until: null, reason: "one operator's", expect: "active", ...more };
  return { id, type, timestamp: "2026-04-01T00:00:00.000Z", data };
}

const done = (before: string, after: string, version: string) => ({ is: "answered", before, after, changed: true, version });
const events = () =>
  readFileSync(join(folder, "events.ndjson"), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe("the reference platform", () => {
  it.each([
    ["account.suspend", "suspended"],
    ["account.rate_limit", "rate_limited"],
    ["account.verify", "verifying"],
    ["account.watch", "watched"],
  ] as const)("does %s once, however often it is asked", async (type, after) => {
    expect(await cautery.send(call("m-1", type))).toEqual(done("active", after, "v1"));
    expect(await cautery.send(call("m-1", type))).toEqual(done("active", after, "v1"));
    expect(await cautery.look("acc-1")).toEqual({ account: "acc-1", state: after, version: "v1", id: "m-1" });
    expect(platform.statistics().effective).toEqual({ total: 1, by_type: { [type]: 1 } });
    expect(platform.ledger.counts()).toEqual({ "acc-1": { [type]: 1 } });
  });

  it("takes back what a version made, and nothing that came after", async () => {
    await cautery.send(call("m-1", "account.watch"));
    await cautery.send(call("m-2", "account.suspend", { expect: "watched" }));
    const old = { expect: "suspended", version: "v1" };
    expect(await cautery.send(call("m-3", "account.restore", old))).toMatchObject({ is: "conflict" });
    const current = { expect: "suspended", version: "v2" };
    expect(await cautery.send(call("m-4", "account.restore", current))).toEqual(done("suspended", "watched", "v3"));
    expect(await cautery.send(call("m-4", "account.restore", current))).toEqual(done("suspended", "watched", "v3"));
    expect(await cautery.send(call("m-5", "account.restore", current))).toMatchObject({ is: "conflict" });
    expect(platform.statistics().violations.total).toBe(0);
  });

  it("leaves an account alone that is not what the sender expected, or is so already", async () => {
    platform.ledger.meddle("acc-1", "rate_limited");
    expect(await cautery.send(call("m-1"))).toMatchObject({ before: "rate_limited", after: "rate_limited", changed: false });
    expect(await cautery.send(call("m-2", "account.rate_limit"))).toMatchObject({ changed: false });
    expect(platform.statistics().effective.total).toBe(0);
  });

  it("knows no account that is not on its list", async () => {
    await stop();
    await start({ accounts: new Set(["acc-2"]) });
    expect(await cautery.send(call("m-1"))).toEqual({ is: "missing" });
    expect(await cautery.look("acc-1")).toBeNull();
    expect(await cautery.look("acc-2")).toEqual({ account: "acc-2", state: "active", version: "v0", id: null });
  });

  it("refuses an id with other bytes, and a signature by another, and counts both as violations", async () => {
    await cautery.send(call("m-1"));
    expect(await cautery.send(call("m-1", "account.suspend", { reason: "another" }))).toMatchObject({ is: "conflict" });
    const forger = reach(`whsec_${Buffer.alloc(32, 1).toString("base64")}`);
    expect(await forger.send(call("m-2"))).toMatchObject({ is: "refused" });
    expect(await forger.look("acc-1")).toMatchObject({ is: "unclear" });
    await forger.close();
    const { total, first } = platform.statistics().violations;
    expect([total, ...first.map(({ what }) => what)]).toEqual([3, "the id came with other bytes", "bad signature", "bad signature"]);
  });

  it("keeps ids for 30 days", async () => {
    await cautery.send(call("m-1"));
    now += 30 * DAY_MS;
    expect(await cautery.send(call("m-1"))).toMatchObject({ changed: true, version: "v1" });
    now += 1;
    await cautery.send(call("m-2", "account.watch", { account: "acc-2" }));
    platform.ledger.meddle("acc-1", "active");
    expect(await cautery.send(call("m-3"))).toMatchObject({ changed: true });
    expect(await cautery.send(call("m-1"))).toMatchObject({ changed: false });
  });

  it("tells of each account that was changed how it stands, and what changed it last", async () => {
    await cautery.send(call("m-1"));
    await cautery.send(call("m-2", "account.verify", { account: "acc-2" }));
    platform.ledger.meddle("acc-2", "closed");
    await cautery.look("acc-3");
    expect(platform.ledger.states()).toEqual({
      "acc-1": { state: "suspended", cause: "account.suspend" },
      "acc-2": { state: "closed", cause: "meddled" },
    });
  });

  it("lifts a measure when its time is up", async () => {
    await cautery.send(call("m-1", "account.suspend", { until: new Date(START + DAY_MS).toISOString() }));
    expect(await cautery.look("acc-1")).toMatchObject({ state: "suspended" });
    now += DAY_MS;
    expect(await cautery.look("acc-1")).toEqual({ account: "acc-1", state: "active", version: "v2", id: "m-1" });
    expect(events().map(({ status, actor, reason }) => [status, actor, reason])).toEqual([
      ["suspended", "cautery", "b-1"],
      ["reinstated", "cautery", "b-1"],
    ]);
  });

  it("counts a call as under way until it is answered, or whoever made it went away", async () => {
    platform.setFaults({ timeout_before: 1 });
    const hasty = reach(SECRET, 60_000);
    const unanswered = hasty.send(call("m-1"));
    while (platform.statistics().calls === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(platform.statistics()).toMatchObject({ under_way: 1 });
    await hasty.close();
    await unanswered;
    while (platform.statistics().under_way > 0) await new Promise((resolve) => setImmediate(resolve));
    await cautery.look("acc-1");
    expect(platform.statistics()).toMatchObject({ calls: 1, looks: 1, last_look_at: expect.any(Number) });
  });

  it("lets customers pass a verification when they do, if they do", async () => {
    platform.ledger.setCustomers((account) => (account === "acc-1" ? 5_000 : null));
    await cautery.send(call("m-1", "account.verify"));
    await cautery.send(call("m-2", "account.verify", { account: "acc-2" }));
    now += 4_999;
    platform.ledger.tick();
    expect(await cautery.look("acc-1")).toMatchObject({ state: "verifying" });
    now += 1;
    platform.ledger.tick();
    expect(events()).toMatchObject([{ type: "update", account: "acc-1", identity: { verified: true } }]);
    expect(await cautery.look("acc-1")).toMatchObject({ state: "verified", version: "v3", id: "m-1" });
    expect(await cautery.look("acc-2")).toMatchObject({ state: "verifying" });
  });

  it("tells of suspensions by events that Cautery takes to the last field", async () => {
    platform.ledger.setCustomers(() => 0);
    await cautery.send(call("m-1"));
    await cautery.send(call("m-2", "account.restore", { expect: "suspended", version: "v1" }));
    await cautery.send(call("m-3", "account.verify"));
    await cautery.look("acc-1");
    platform.ledger.meddle("acc-1", "closed");
    const counts = { dropped: 0, ignored: 0 };
    for (const event of events()) expect(parseEvent(event, counts)).toMatchObject({ account: "acc-1" });
    expect(counts).toEqual({ dropped: 0, ignored: 0 });
    expect(events().map(({ type, status, actor, reason }) => [type, status, actor, reason])).toEqual([
      ["status", "suspended", "cautery", "b-1"],
      ["status", "reinstated", "cautery", "b-1"],
      ["update", undefined, undefined, undefined],
      ["status", "closed", "moderator", "by hand"],
    ]);
  });

  it("goes on where it was when it is started again", async () => {
    await cautery.send(call("m-1"));
    await cautery.send(call("m-1", "account.suspend", { reason: "another" }));
    const before = platform.statistics();
    await stop();
    await start();
    expect(platform.statistics()).toMatchObject({ effective: before.effective, violations: before.violations, starts: 2 });
    expect(await cautery.send(call("m-1"))).toEqual(done("active", "suspended", "v1"));
    expect(await cautery.send(call("m-2", "account.restore", { expect: "suspended", version: "v1" }))).toMatchObject({ changed: true });
    expect(events().length).toBe(2);
  });

  it("answers 429 beyond its rate, and counts how often", async () => {
    platform.setLimit({ rate: 1, burst: 3 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => cautery.send(call(`m-${n}`, "account.suspend", { account: `acc-${n}` }))),
    );
    expect(answers.filter(({ is }) => is === "later")).toEqual(Array(5).fill({ is: "later", afterMs: 1_000 }));
    expect(platform.statistics()).toMatchObject({ calls: 8, limited: 5, effective: { total: 3 }, answers: { 200: 3, 429: 5 } });
  });
});

describe("a fault", () => {
  /** What the call is answered, what a look says, and what a second try is answered once the fault is off. */
  async function under(faults: Faults) {
    platform.setFaults(faults);
    const hasty = reach(SECRET, faults.timeout_before || faults.timeout_after ? 500 : 10_000);
    const answer = await hasty.send(call("m-1"));
    await hasty.close();
    platform.setFaults({});
    const looked = await cautery.look("acc-1");
    const effective = platform.statistics().effective.total;
    const again = await cautery.send(call("m-1"));
    expect(platform.statistics()).toMatchObject({ effective: { total: 1 }, violations: { total: 0 } });
    return { answer, looked, effective, again };
  }
  const untouched = { account: "acc-1", state: "active", version: "v0", id: null };
  const suspended = { account: "acc-1", state: "suspended", version: "v1", id: "m-1" };
  const unclear = { is: "unclear", why: expect.any(String) };
  const first = done("active", "suspended", "v1");

  it.each([
    ["timeout_before", unclear, untouched],
    ["timeout_after", unclear, suspended],
    ["too_fast", { is: "later", afterMs: 1_000 }, untouched],
    ["error_before", unclear, untouched],
    ["error_after", unclear, suspended],
    ["doubled", first, suspended],
    ["reordered", first, suspended],
    ["slow", first, suspended],
    ["gone", { is: "gone" }, untouched],
  ] as const)("%s: a call is answered so, a look says so, and a second try does what was not done", async (fault, answer, looked) => {
    expect(await under({ [fault]: 1 })).toEqual({ answer, looked, effective: looked === untouched ? 0 : 1, again: first });
  });

  it("half_done: the account is changed by the message, and a second try is told that nothing changed", async () => {
    const again = { is: "answered", before: "suspended", after: "suspended", changed: false, version: "v1" };
    expect(await under({ half_done: 1 })).toEqual({ answer: unclear, looked: suspended, effective: 1, again });
  });

  it("half_done and doubled: still one change", async () => {
    expect(await under({ half_done: 1, doubled: 1 })).toMatchObject({ answer: unclear, looked: suspended, effective: 1 });
  });

  it("meddled: somebody else was there first", async () => {
    platform.setFaults({ meddled: 1 });
    expect(await cautery.send(call("m-1"))).toMatchObject({ before: "suspended", after: "suspended", changed: false });
    expect(await cautery.look("acc-1")).toMatchObject({ state: "suspended", id: null });
  });

  it("reordered: answers come in another order than the calls", async () => {
    platform.setFaults({ reordered: 1 });
    const order: string[] = [];
    await Promise.all(
      ["m-1", "m-2", "m-3", "m-4"].map(async (id) => {
        await cautery.send(call(id, "account.suspend", { account: id }));
        order.push(id);
      }),
    );
    const came = readFileSync(join(folder, "journal.ndjson"), "utf8")
      .split("\n")
      .flatMap((line) => (line.includes('"kind":"answer"') ? [JSON.parse(line).id] : []));
    expect(order).toEqual(came.reverse());
  });

  it.each([
    ["read_timeout", unclear],
    ["read_error", unclear],
    ["gone", { is: "gone" }],
  ] as const)("%s: a look is answered so", async (fault, answer) => {
    platform.setFaults({ [fault]: 1 });
    const hasty = reach(SECRET, 500);
    expect(await hasty.look("acc-1")).toEqual(answer);
    await hasty.close();
  });

  it("comes as often as its probability says, and at the same calls for the same seed", async () => {
    const struck = async (seed: number) => {
      await stop();
      rmSync(join(folder, "journal.ndjson"));
      await start({ seed, faults: { error_after: 0.3 } });
      const calls = Array.from({ length: 300 }, (_, n) => cautery.send(call(`m-${n}`, "account.suspend", { account: `acc-${n}` })));
      return (await Promise.all(calls)).map(({ is }) => is === "unclear");
    };
    const once = await struck(1);
    expect(Math.abs(once.filter(Boolean).length / 300 - 0.3)).toBeLessThan(0.1);
    expect(await struck(1)).toEqual(once);
    expect(await struck(2)).not.toEqual(once);
  });
});
