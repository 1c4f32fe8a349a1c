/**
 * The API before the services, on real ones: two servers side by side, events in, a clustering by the workers, a batch carried out by them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../../bench/servers/local-server.js";
import { closeReceivers, webhookReceiver } from "../adapters/delivery/receivers.js";
import { describeWith, lease } from "../setup/lease.js";
import { Fleet } from "./fleet.js";

const redis = await lease("redis");
const neo4j = await lease("neo4j");
const SOON = { timeout: 90_000, interval: 200 };

describeWith(
  [redis, neo4j],
  "cautery serve before the services",
  () => {
    const fleet = new Fleet(redis, neo4j);
    const urls: string[] = [];
    let token = "";
    let key = "";

    async function ask<T>(
      path: string,
      { server = 0, body, type = "application/json" }: { server?: number; body?: unknown; type?: string } = {},
    ) {
      const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
      const headers = { authorization: `Bearer ${token}`, ...(text === undefined ? {} : { "content-type": type }) };
      const answer = await fetch(urls[server] + path, text === undefined ? { headers } : { method: "POST", headers, body: text });
      return { status: answer.status, etag: answer.headers.get("etag"), body: (await answer.json()) as T };
    }

    beforeAll(async () => {
      await fleet.renew();
      fleet.env.CAUTERY_WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
      key = join(fleet.dir, "bob.pem");
      await fleet.run("people", "add", "bob", "--role", "approver", "--key", key);
      token = JSON.parse(await fleet.run("tokens", "create", "job", "--role", "analyst", "--json")).secret;
      await fleet.ready("worker", "all");
      for (let server = 0; server < 2; server++) {
        const port = await freePort();
        fleet.start("serve", "--port", String(port));
        urls.push(`http://127.0.0.1:${port}`);
      }
      await fleet.run("simulate", "--out", join(fleet.dir, "world"), "--accounts", "600", "--fraud", "0.1", "--seed", "3", "--quiet");
    }, 180_000);
    afterAll(async () => {
      await fleet.close();
      await closeReceivers();
    });

    it("stands there more than once, each ready by itself", async () => {
      for (const url of urls)
        await expect
          .poll(
            () =>
              fetch(`${url}/readyz`).then(
                ({ status }) => status,
                () => 0,
              ),
            SOON,
          )
          .toBe(200);
    });

    it("takes events by either server, once each, and clusters them where it is asked to", async () => {
      const events = readFileSync(join(fleet.dir, "world", "events.ndjson"), "utf8");
      const lines = events.trim().split("\n");
      const ndjson = "application/x-ndjson";
      const first = await ask("/v1/events", { body: events, type: ndjson });
      const ids = new Set(lines.map((line) => JSON.parse(line).id)).size; // a few are there twice
      const counts = { accepted: ids, duplicates: lines.length - ids, quarantined: 0, errors: [] };
      expect([first.status, first.body]).toEqual([202, counts]);
      const again = await ask("/v1/events", { server: 1, body: lines.slice(0, 100).join("\n"), type: ndjson });
      expect(again.body).toMatchObject({ accepted: 0, duplicates: 100 });
      expect((await ask("/v1/runs", { body: {} })).status).toBe(202);
      await expect.poll(async () => (await ask<{ items: unknown[] }>("/v1/runs")).body.items.length, SOON).toBeGreaterThan(0);
    });

    it("answers reads of one run by either server alike", async () => {
      const path = "/v1/clusters?disposition=fraudulent&limit=1";
      const [one, other] = [await ask<Page>(path), await ask<Page>(path, { server: 1 })];
      expect(other).toEqual(one);
      expect(one.etag).toMatch(/^"run-\d+"$/);
      const [{ cluster }] = one.body.items;
      const members = (await ask<{ items: { account: string }[] }>(`/v1/clusters/${cluster}/members?limit=5`, { server: 1 })).body.items;
      const [a, b] = members.map(({ account }) => account);
      expect((await ask<{ cluster: string }>(`/v1/accounts/${a}`)).body.cluster).toBe(cluster);
      expect((await ask<{ steps: unknown[] }>(`/v1/accounts/${a}/path/${b}`)).body.steps.length).toBeGreaterThan(0);
      expect((await ask<{ items: { type: string }[] }>(`/v1/search?q=${a}`, { server: 1 })).body.items[0].type).toBe("account");
      const next = (await ask<Page>(`${path}&cursor=${one.body.next}`, { server: 1 })).body.items[0]?.cluster;
      expect(next).not.toBe(cluster);
    });

    it("tells by a rule what happens, once, whichever server does it", async () => {
      const { url, posted } = await webhookReceiver();
      await fleet.run("alerts", "add", "--on", "batch", "--to", url);
      await fleet.run("halt");
      const states = async () => (await ask<{ items: { state: string }[] }>("/v1/alerts")).body.items.map(({ state }) => state);
      await expect.poll(states, SOON).toEqual(["sent"]);
      expect(await fleet.run("alerts", "run")).toContain("0 new; messages: 0 sent");
      expect(posted.length).toBe(1);
    });

    it("has a batch that was planned by one and approved by a person carried out by a worker", async () => {
      const { body: page } = await ask<Page>("/v1/clusters?disposition=fraudulent&limit=1");
      const plan = { clusters: [page.items[0].cluster], reason: "one campaign", window_minutes: 0 };
      const { batch, hash } = (await ask<{ batch: string; hash: string }>("/v1/batches", { body: plan })).body;
      await fleet.run("approve", batch, "--hash", hash, "--by", "bob", "--key", key);
      expect((await ask(`/v1/batches/${batch}/execute`, { server: 1, body: {} })).status).toBe(202);
      await expect.poll(async () => (await ask<{ state: string }>(`/v1/batches/${batch}`)).body.state, SOON).toBe("done");
    });
  },
  300_000,
);

interface Page {
  items: { cluster: string }[];
  next: string | null;
}
