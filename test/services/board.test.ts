/** The queues' board on a real Redis: for admins alone, under a policy of its own, and nothing of it comes from elsewhere. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutForeign } from "../../src/adapters/queue/board.js";
import { bullMqQueue, type RedisQueue } from "../../src/adapters/queue/bullmq.js";
import { issueTicket } from "../../src/app/access/sessions.js";
import { type Listening, listen } from "../../src/cli/serve/listen.js";
import { ACCESS_ROLES } from "../../src/model/access/caller.js";
import { QUEUE_NAMES } from "../../src/ports/queue.js";
import { type Office, office } from "../http/office.js";
import { Chromium, noChromium } from "../setup/chromium.js";
import { describeWith, lease } from "../setup/lease.js";

const redis = await lease("redis");
const OPENED = { timeout: 30_000, interval: 100 };

describeWith(
  [redis],
  "the queues' board",
  () => {
    let queue: RedisQueue;
    let at: Office;
    let loads = 0;

    beforeAll(async () => {
      queue = bullMqQueue(redis.url, { prefix: `test-${randomUUID()}` });
      await queue.ready(15_000);
      const board = (path: string) => {
        loads++;
        return queue.board(path);
      };
      at = await office({ board });
      await queue.add("recluster", { id: "a-clustering", data: {} });
    });
    afterAll(async () => {
      await at.close();
      await queue.close(0);
    });

    const asAdmin = (path: string, method = "GET") => at.ask(path, { method, token: at.tokens.admin });

    it("is loaded when an admin asks for it first, and opens to nobody else", async () => {
      for (const role of ACCESS_ROLES.filter((each) => each !== "admin"))
        for (const path of ["/board", "/board/", "/board/api/queues", "/board/static/favicon.ico"])
          expect((await at.ask(path, { token: at.tokens[role] })).status, `${role} ${path}`).toBe(403);
      expect((await at.ask("/board", { token: null })).status).toBe(401);
      expect(loads).toBe(0);
      expect((await asAdmin("/board")).status).toBe(200);
      expect((await asAdmin("/board/")).status).toBe(200);
      expect(loads).toBe(1);
    });

    it("shows all queues and what waits in them", async () => {
      const { queues } = (await (await asAdmin("/board/api/queues")).json()) as {
        queues: { name: string; counts: { waiting: number } }[];
      };
      expect(queues.map(({ name }) => name).sort()).toEqual([...QUEUE_NAMES].sort());
      expect(queues.find(({ name }) => name === "recluster")?.counts.waiting).toBe(1);
    });

    it("has pages under a policy of their own, without a style in them or a word of another host", async () => {
      const page = await asAdmin("/board");
      const policy = page.headers.get("content-security-policy")!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("base-uri 'self'");
      expect(policy).not.toMatch(/unsafe|https?:/);
      const html = await page.text();
      expect(html).not.toMatch(/<style|\sstyle=|(src|href)="(https?:)?\/\//);
      expect(html).toContain('<base href="/board/"');
      const names = [...html.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, name]) => name);
      expect(names.length).toBeGreaterThan(4);
      for (const name of names) expect((await asAdmin(`/board/${name}`)).status, name).toBe(200);
      expect((await asAdmin("/board/static/../../package.json")).status).toBe(404);
      expect((await asAdmin("/board/static/..%2f..%2fpackage.json")).status).toBe(404);
    });

    it("changes queues for an admin from its own pages alone, and the log says so", async () => {
      const put = (given: object) => at.ask("/board/api/queues/recluster/pause", { method: "PUT", ...given });
      expect((await put({ token: at.tokens.approver })).status).toBe(403);
      const cookie = `__Host-cautery=${await session()}`;
      expect((await put({ token: null, headers: { cookie, "sec-fetch-site": "cross-site" } })).status).toBe(403);
      expect((await put({ token: null, headers: { cookie, "sec-fetch-site": "same-origin" } })).status).toBe(200);
      expect((await asAdmin("/board/api/queues/recluster/resume", "PUT")).status).toBe(200);
      const { items } = await at.json<{ items: { body: object }[] }>("/v1/audit?stream=changes&limit=1000", { token: at.tokens.admin });
      const about = items.map(({ body }) => body).filter((body) => "operation" in body && body.operation === "board");
      expect(about).toMatchObject([
        { by: "eve", about: "PUT /board/api/queues/recluster/pause" },
        { by: "eve", about: "PUT /board/api/queues/recluster/resume" },
      ]);
    });

    async function session(): Promise<string> {
      const ticket = await issueTicket(at.serving, { name: "eve", role: "admin" });
      const opened = await at.ask(`/session?ticket=${ticket}`, { token: null });
      return opened.headers.get("set-cookie")!.split(/[=;]/)[1];
    }

    describeWith([{ missing: noChromium() }], "in a browser", () => {
      let listening: Listening;
      let browser: Chromium;

      beforeAll(async () => {
        listening = await listen(at.app, { host: "127.0.0.1", port: 0 });
        browser = await Chromium.open();
      });
      afterAll(async () => {
        await browser.close();
        await listening.close();
      });

      it("opens by the link of an admin's session, draws the queues, and asks nobody else for anything", async () => {
        const url = `http://127.0.0.1:${listening.port}`;
        await browser.go(`${url}/session?ticket=${await issueTicket(at.serving, { name: "eve", role: "admin" })}`);
        await expect.poll(() => browser.evaluate("document.readyState + location.pathname"), OPENED).toBe("complete/");
        await browser.go(`${url}/board`);
        await expect.poll(() => browser.evaluate("document.body.innerText"), OPENED).toMatch(/recluster/);
        await browser.go(`${url}/board/queue/recluster`);
        await expect.poll(() => browser.evaluate("document.body.innerText"), OPENED).toMatch(/recluster/);
        const foreign = browser.asked.filter((asked) => !asked.startsWith(`${url}/`) && !/^(data|about|blob|chrome):/.test(asked));
        expect(foreign).toEqual([]);
        expect(browser.asked.filter((asked) => asked.startsWith(`${url}/board/`)).length).toBeGreaterThan(5);
        expect(browser.said.filter((said) => /content security policy/i.test(said))).toEqual([]);
      });
    });
  },
  120_000,
);

describe("a page", () => {
  it("keeps what is its own, and loses links to other hosts and styles in it", () => {
    const html =
      '<link href="//cdn.example/x.css"><link href="static/a.css" rel="stylesheet"><p class="b" style="color:red">x</p><style>p{}</style><script src="static/a.js"></script>';
    expect(withoutForeign(html)).toBe('<link href="static/a.css" rel="stylesheet"><p class="b">x</p><script src="static/a.js"></script>');
  });
});
