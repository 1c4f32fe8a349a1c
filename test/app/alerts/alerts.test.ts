/** Rules, and what happens in a store -> who is told what, once each, whatever dies in between. */
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDelivery } from "../../../src/adapters/delivery/open.js";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { alertPage } from "../../../src/app/alerts/kept.js";
import { noteReportFailure } from "../../../src/app/alerts/report-failures.js";
import { addRule, rulesOf, withdrawRule } from "../../../src/app/alerts/rules.js";
import { type AlertPorts, runAlerts } from "../../../src/app/alerts/run.js";
import type { Cluster } from "../../../src/model/cluster.js";
import type { ClusterChange } from "../../../src/model/run.js";
import { HOUR_MS, MINUTE_MS } from "../../../src/tools/units.js";
import { type Answers, closeReceivers, closing, webhookReceiver } from "../../adapters/delivery/receivers.js";
import { heardLog, type Line } from "../../contracts/heard-log.js";
import { KEY, temporaryFolders } from "../../ingest/worlds.js";
import { runOf } from "../enforcement/store.js";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const folder = temporaryFolders();
let ports: AlertPorts;
let now: number;
let heard: Line[];

beforeEach(async () => {
  const store = duckDbStore(folder());
  await store.open("check", { zone: "Asia/Tokyo" });
  now = Date.UTC(2026, 6, 1, 10);
  heard = [];
  const delivery = closing(openDelivery({ CAUTERY_WEBHOOK_SECRET: SECRET }, { wait: async () => {} }));
  ports = { store, clock: { now: () => now }, key: KEY, delivery, log: heardLog(heard), baseUrl: "https://cautery.example" };
});
afterEach(async () => {
  await ports.store.close();
  await closeReceivers();
});

const run = () => runAlerts(ports, new AbortController().signal);
const accounts = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`).join(" ");

async function clustered(clusters: Record<string, string>, is: Partial<Cluster> & { changes?: readonly ClusterChange[] } = {}) {
  now += MINUTE_MS;
  await ports.store.saveRun(runOf(clusters, [], is), { at: now, ledger: 1 });
  now += MINUTE_MS;
}

/** A rule to a receiver of its own; what it was told, by message. */
async function telling(given: Partial<Parameters<typeof addRule>[1]> = {}, answers?: Answers) {
  const { url, posted } = await webhookReceiver(answers);
  const { rule } = await addRule(ports, { on: "cluster", least: 3, to: url, digest: false, by: "eve", ...given });
  const told = () =>
    posted.map(
      ({ body, headers }) => new Webhook(SECRET).verify(body, headers as Record<string, string>) as { id: string; alerts: object[] },
    );
  return { rule: rule.rule, told, posted };
}

describe("a rule on new clusters", () => {
  it("tells each that is fraudulent and large enough, once, with its id and count and nothing of its accounts", async () => {
    await clustered({ "c-old": accounts("old-", 5) });
    const { told, posted } = await telling();
    await clustered({ "c-old": accounts("old-", 6), "c-new": accounts("new-", 4), "c-small": accounts("small-", 2) });
    expect(await run()).toEqual({ found: 1, sent: 1, failed: 0, waiting: 0 });
    expect(told().flatMap(({ alerts }) => alerts)).toEqual([
      {
        alert: expect.stringMatching(/^al-[0-9a-f]{24}$/),
        on: "cluster",
        at: "2026-07-01T10:03:00.000Z",
        cluster: "c-new",
        accounts: 4,
        run: 2,
        link: "https://cautery.example/clusters/c-new",
      },
    ]);
    expect(posted[0].body).not.toMatch(/old-|new-0|small-/);
    expect(await run()).toEqual({ found: 0, sent: 0, failed: 0, waiting: 0 });
  });

  it("tells one that becomes fraudulent, or large enough, and not again when it falls below that and comes back", async () => {
    const { told } = await telling();
    const names = () => told().flatMap(({ alerts }) => alerts.map((alert) => (alert as { cluster: string }).cluster));
    await clustered({ "c-1": accounts("a", 5) }, { disposition: "unclear" });
    await run();
    expect(names()).toEqual([]);
    for (const count of [2, 3, 2, 4]) await clustered({ "c-1": accounts("a", count) });
    await run();
    expect(names()).toEqual(["c-1"]);
  });

  it("says nothing where nothing happened, and nothing of what was before the rule", async () => {
    await clustered({ "c-1": accounts("a", 5) });
    const { told } = await telling();
    expect(await run()).toEqual({ found: 0, sent: 0, failed: 0, waiting: 0 });
    expect(told()).toEqual([]);
  });
});

describe("a rule on reports", () => {
  it("tells each that failed, once, however often that is noted", async () => {
    const { told } = await telling({ on: "report", least: null });
    now += MINUTE_MS;
    for (const _ of [1, 2]) await noteReportFailure(ports.store, { report: "weekly-2026-06-22", at: now });
    await run();
    await noteReportFailure(ports.store, { report: "weekly-2026-06-22", at: now + MINUTE_MS });
    await run();
    expect(told().map(({ alerts }) => alerts)).toMatchObject([[{ report: "weekly-2026-06-22", what: "failed", link: null }]]);
  });
});

describe("a daily digest", () => {
  it("is one message for a day of the store's zone, once that is over", async () => {
    const { told } = await telling({ digest: true });
    for (const [cluster, prefix] of [
      ["c-1", "a"],
      ["c-2", "b"],
    ]) {
      await clustered({ [cluster]: accounts(prefix, 3) });
      expect(await run()).toEqual({ found: 1, sent: 0, failed: 0, waiting: cluster === "c-1" ? 1 : 2 });
    }
    now = Date.UTC(2026, 6, 1, 14, 59); // 23:59 in Tokyo
    await run();
    expect(told()).toEqual([]);
    now += MINUTE_MS;
    expect(await run()).toEqual({ found: 0, sent: 1, failed: 0, waiting: 0 });
    expect(told()).toMatchObject([{ digest: true, alerts: [{ cluster: "c-1" }, { cluster: "c-2" }] }]);
  });
});

describe("a message", () => {
  it("that cannot be sent is tried later, with the same id and bytes, and as late as the receiver asks", async () => {
    const { told, posted } = await telling({}, [{ status: 503, headers: { "retry-after": "7200" } }, { status: 204 }]);
    await clustered({ "c-1": accounts("a", 3) });
    expect(await run()).toEqual({ found: 1, sent: 0, failed: 1, waiting: 0 });
    now += HOUR_MS;
    expect(await run()).toEqual({ found: 0, sent: 0, failed: 0, waiting: 1 });
    now += HOUR_MS;
    expect(await run()).toEqual({ found: 0, sent: 1, failed: 0, waiting: 0 });
    expect(new Set(told().map(({ id }) => id)).size).toBe(1);
    expect(new Set(posted.map(({ body }) => body)).size).toBe(1);
    const said = heard.map(({ message, fields }) => `${message} ${JSON.stringify(fields)} ${fields.error?.stack}`).join();
    expect(said).toContain("503");
    expect(said).not.toContain("secret-path");
  });

  it("is given up after four days of tries, and says so", async () => {
    await telling({}, [{ status: 404 }]);
    await clustered({ "c-1": accounts("a", 3) });
    for (let tries = 0; tries < 24; tries++) {
      expect(await run()).toMatchObject({ failed: 1 });
      now += 6 * HOUR_MS;
    }
    expect(await run()).toEqual({ found: 0, sent: 0, failed: 0, waiting: 0 });
    expect((await alertPage(ports.store, { limit: 9 })).map(({ alert }) => [alert.state, alert.error])).toEqual([
      ["failed", expect.stringContaining("404")],
    ]);
  });

  it("does not go out once its rule was withdrawn", async () => {
    const { rule, told } = await telling({ digest: true });
    await clustered({ "c-1": accounts("a", 3) });
    await run();
    await withdrawRule(ports, rule, "eve");
    now += 24 * HOUR_MS;
    await run();
    expect([told(), await rulesOf(ports)]).toEqual([[], []]);
    expect((await alertPage(ports.store, { limit: 9 })).map(({ alert }) => alert.state)).toEqual(["dropped"]);
  });

  it("goes to others while one receiver is away", async () => {
    const away = await telling({}, [{ status: 500 }]);
    const there = await telling();
    await clustered({ "c-1": accounts("a", 3) });
    expect(await run()).toEqual({ found: 2, sent: 1, failed: 1, waiting: 0 });
    expect([away.posted.length, there.told().length]).toEqual([4, 1]);
  });
});

describe("whatever dies in between", () => {
  /** The writes that a quiet course makes. */
  async function course(dieAt: number): Promise<{ writes: number; ids: string[] }> {
    const { told } = await telling({ digest: false });
    await clustered({ "c-1": accounts("a", 3), "c-2": accounts("b", 4) });
    const { store } = ports;
    let writes = 0;
    const dying = new Proxy(store, {
      get(target, name) {
        const method = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        if (name !== "keepRecord" && name !== "dropRecord") return method.bind(target);
        return (...given: unknown[]) => {
          if (++writes === dieAt) throw new Error("killed");
          return method.apply(target, given);
        };
      },
    });
    const killed = runAlerts({ ...ports, store: dying }, new AbortController().signal);
    if (dieAt > 0) await expect(killed).rejects.toThrow("killed");
    else await killed;
    await run();
    await run();
    return { writes, ids: told().map(({ id }) => id) };
  }

  it("tells each alert, at most once more under the same id", async () => {
    const { writes, ids } = await course(0);
    expect(ids.length).toBe(1);
    for (let dieAt = 1; dieAt <= writes; dieAt++) {
      await ports.store.close();
      const store = duckDbStore(folder());
      await store.open("check");
      ports = { ...ports, store };
      const told = await course(dieAt);
      expect([1, 2]).toContain(told.ids.length);
      expect(new Set(told.ids).size, `killed at write ${dieAt}`).toBe(1);
      const states = (await alertPage(store, { limit: 9 })).map(({ alert }) => `${alert.about.cluster} ${alert.state}`);
      expect(states.sort()).toEqual(["c-1 sent", "c-2 sent"]);
    }
  });

  it("is told by one of several at once", async () => {
    const { told } = await telling();
    await clustered({ "c-1": accounts("a", 3) });
    const done = await Promise.all([run(), run(), run()]);
    expect(done.filter((each) => each !== null).length).toBeGreaterThan(0);
    expect(told().length).toBe(1);
  });
});

describe("a rule", () => {
  it.each([
    [{ on: "cluster", least: null }, /from how many accounts/],
    [{ on: "batch", least: 3 }, /counts no accounts/],
    [{ on: "cluster", least: 0 }, /1 to/],
    [{ on: "cluster", least: 1.5 }, /1 to/],
    [{ to: "http://hooks.example.org/x" }, /https/],
    [{ to: "mailto:a,b@example.org" }, /one mail address/],
    [{ to: "ftp://hooks.example.org" }, /nowhere/],
  ] as const)("that cannot be is refused: %j", async (given, says) => {
    const rule = { on: "cluster", least: 3, to: "mailto:bob@example.org", digest: false, by: "eve", ...given } as const;
    await expect(addRule(ports, rule)).rejects.toThrow(says);
  });
});
