/** Calls to a real HTTP server -> what was sent, and what each of its answers is taken for. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { openPlatform, type PlatformOptions } from "../../../src/adapters/platform/open.js";
import { CALLS_AT_ONCE, type PlatformCall } from "../../../src/model/enforcement/platform.js";
import type { Platform } from "../../../src/ports/platform.js";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const CALL: PlatformCall = {
  id: "msg-1",
  type: "account.suspend",
  timestamp: "2026-04-01T00:00:00.000Z",
  data: { account: "acc-1", batch: "b-1", until: null, reason: "one operator's", expect: "active" },
};
const ANSWER = { account: "acc-1", before: "active", after: "suspended", changed: true, version: "v1" };
const STANDING = { account: "acc-1", state: "suspended", version: "v1", id: "msg-1" };

interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function serve(listener: RequestListener, host = "127.0.0.1"): Promise<{ port: number; connections(): number }> {
  const server: Server = createServer(listener);
  let connections = 0;
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  opened.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

/** A server that answers always the same, and what it was sent. */
async function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const received: Received[] = [];
  const { port, connections } = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url: path = "", headers: sent } = request;
    received.push({ method, path, headers: sent, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  return { url: `http://127.0.0.1:${port}/hooks`, port, received, connections };
}

function platformAt(url: string, { timeoutMs = 2_000, ...options }: PlatformOptions & { timeoutMs?: number } = {}): Platform {
  const env = { CAUTERY_PLATFORM_URL: url, CAUTERY_PLATFORM_SECRET: SECRET, CAUTERY_PLATFORM_TIMEOUT_MS: String(timeoutMs) };
  const platform = openPlatform(env, options);
  opened.push(() => platform.close());
  return platform;
}

/** A look-up that finds this one IPv4 address, whatever the name. */
const leadingTo =
  (address: string): PlatformOptions["resolve"] =>
  (_, found) =>
    setImmediate(found, null, [{ address, family: 4 }]);

describe("a message", () => {
  it("is JSON by POST that the official library verifies, and that has what the protocol says and no more", async () => {
    const { url, received } = await answering(200, ANSWER);
    await platformAt(url).send(CALL);
    const [{ method, path, headers, body }] = received;
    expect([method, path, headers["content-type"], headers["webhook-id"]]).toEqual(["POST", "/hooks", "application/json", "msg-1"]);
    const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
    expect(verified).toEqual({ type: CALL.type, timestamp: CALL.timestamp, data: CALL.data });
  });

  it("has the same bytes for the same id, in whatever order its fields were put in, and the time of each try", async () => {
    const { url, received } = await answering(200, ANSWER);
    let now = 1_775_000_000_000;
    const platform = platformAt(url, { clock: { now: () => now } });
    await platform.send(CALL);
    now += 7_000;
    const { account, batch, until, reason, expect: wanted } = CALL.data;
    await platform.send({
      data: { expect: wanted, reason, until, batch, account },
      timestamp: CALL.timestamp,
      type: CALL.type,
      id: CALL.id,
    });
    expect(received[1].body).toBe(received[0].body);
    expect(received.map(({ headers }) => headers["webhook-timestamp"])).toEqual(["1775000000", "1775000007"]);
    expect(received[1].headers["webhook-signature"]).not.toBe(received[0].headers["webhook-signature"]);
  });

  it("names the version that a restore takes back", async () => {
    const { url, received } = await answering(200, { ...ANSWER, before: "suspended", after: "active" });
    await platformAt(url).send({ ...CALL, type: "account.restore", data: { ...CALL.data, expect: "suspended", version: "v1" } });
    expect(JSON.parse(received[0].body)).toMatchObject({ type: "account.restore", data: { version: "v1" } });
  });

  it("is signed over its bytes where these are not ASCII", async () => {
    const { url, received } = await answering(200, ANSWER);
    await platformAt(url).send({ ...CALL, data: { ...CALL.data, reason: "één hand — 一个人 \ud800" } });
    const { body, headers } = received[0];
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({ type: CALL.type });
  });

  it("takes the address's password to its front, and its query along, and neither into the plan", async () => {
    const { received, port } = await answering(200, ANSWER);
    const platform = platformAt(`http://us%25er:pass@127.0.0.1:${port}/hooks?tenant=7`);
    await platform.send(CALL);
    expect(platform.target).toBe(`http://127.0.0.1:${port}/hooks`);
    expect(received[0].path).toBe("/hooks?tenant=7");
    expect(received[0].headers.authorization).toBe(`Basic ${Buffer.from("us%er:pass").toString("base64")}`);
  });

  it.each(["", "has space", "has.dot", "ü", "x".repeat(201), "line\r\nbreak"])(
    "with the id %j is refused before anything is sent",
    async (id) => {
      const { url, received } = await answering(200, ANSWER);
      await expect(platformAt(url).send({ ...CALL, id })).rejects.toThrow("is no id of a message");
      expect(received).toEqual([]);
    },
  );
});

describe("an answer to a call", () => {
  const NOW = Date.parse("2026-04-01T00:00:00Z");
  const answered = { is: "answered", before: "active", after: "suspended", changed: true, version: "v1" };
  it.each([
    [200, ANSWER, {}, answered],
    [200, { ...ANSWER, more: 1 }, {}, answered],
    [200, { ...ANSWER, before: "suspended", changed: false }, {}, { ...answered, before: "suspended", changed: false }],
    [404, "", {}, { is: "missing" }],
    [409, { error: "other content" }, {}, { is: "conflict", why: 'answered 409: {"error":"other content"}' }],
    [410, "", {}, { is: "gone" }],
    [429, "", { "retry-after": "3" }, { is: "later", afterMs: 3_000 }],
    [429, "", {}, { is: "later", afterMs: null }],
    [503, "", { "retry-after": "Wed, 01 Apr 2026 00:01:00 GMT" }, { is: "later", afterMs: 60_000 }],
    [503, "", { "retry-after": "Tue, 31 Mar 2026 00:01:00 GMT" }, { is: "later", afterMs: 0 }],
    [503, "", { "retry-after": "-5" }, { is: "later", afterMs: null }],
    [503, "", { "retry-after": "99999999999" }, { is: "later", afterMs: 86_400_000 }],
    [400, "bad\u001b[31m\n thing", {}, { is: "refused", why: "answered 400: bad [31m thing" }],
    [401, "", {}, { is: "refused", why: "answered 401" }],
    [422, "x".repeat(1_000), {}, { is: "refused", why: `answered 422: ${"x".repeat(200)}` }],
    [500, "", {}, { is: "unclear", why: "answered 500" }],
    [504, "", {}, { is: "unclear", why: "answered 504" }],
    [204, "", {}, { is: "unclear", why: "answered 204" }],
    [404, "x".repeat(100_000), {}, { is: "missing" }],
    [410, "x".repeat(100_000), {}, { is: "gone" }],
  ])("of %i with %j and %j is taken for what it is", async (status, body, headers, wanted) => {
    const { url } = await answering(status, body, headers);
    expect(await platformAt(url, { clock: { now: () => NOW } }).send(CALL)).toEqual(wanted);
  });

  it.each([
    ["", "no answer"],
    ["{", "no answer"],
    ["[]", "no answer"],
    [{ ...ANSWER, after: "banned" }, "no answer: after"],
    [{ ...ANSWER, changed: "yes" }, "no answer: changed"],
    [{ ...ANSWER, version: "" }, "no answer: version"],
    [{ ...ANSWER, account: "acc-2" }, "about another account"],
    [JSON.stringify(ANSWER).padEnd(70_000), "more than can be an answer"],
  ])("of 200 with %j leaves it unclear", async (body, why) => {
    const { url } = await answering(200, body);
    expect(await platformAt(url).send(CALL)).toEqual({ is: "unclear", why: expect.stringContaining(why) });
  });

  it("that never comes leaves it unclear after the time-out", async () => {
    const { port } = await serve(() => {});
    const answer = await platformAt(`http://127.0.0.1:${port}/`, { timeoutMs: 100 }).send(CALL);
    expect(answer).toEqual({ is: "unclear", why: "no answer within 100 ms" });
  });

  it("that begins and does not end leaves it unclear after the time-out", async () => {
    const { port } = await serve((_, response) => void response.writeHead(200).write(JSON.stringify(ANSWER)));
    const answer = await platformAt(`http://127.0.0.1:${port}/`, { timeoutMs: 100 }).send(CALL);
    expect(answer).toEqual({ is: "unclear", why: "no answer within 100 ms" });
  });

  it("that says that the platform is gone says so though its body does not end", async () => {
    const { port } = await serve((_, response) => void response.writeHead(410).write("gone"));
    expect(await platformAt(`http://127.0.0.1:${port}/`, { timeoutMs: 100 }).send(CALL)).toEqual({ is: "gone" });
  });

  it("that is cut off leaves it unclear, before its status and after", async () => {
    const cut = await serve((request) => void request.socket.destroy());
    expect(await platformAt(`http://127.0.0.1:${cut.port}/`).send(CALL)).toMatchObject({ is: "unclear" });
    const half = await serve((_, response) => {
      response.writeHead(200, { "content-length": "500" }).write("{");
      setImmediate(() => response.destroy());
    });
    expect(await platformAt(`http://127.0.0.1:${half.port}/`).send(CALL)).toMatchObject({ is: "unclear" });
  });

  it("that cannot come, since nobody listens, leaves it unclear and says why", async () => {
    const { port } = await serve(() => {});
    await opened.pop()?.();
    expect(await platformAt(`http://127.0.0.1:${port}/`).send(CALL)).toEqual({
      is: "unclear",
      why: expect.stringContaining("ECONNREFUSED"),
    });
    expect(await platformAt(`http://localhost:${port}/`).send(CALL)).toEqual({
      is: "unclear",
      why: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("that leads elsewhere is not followed", async () => {
    const elsewhere = await answering(200, ANSWER);
    const { url } = await answering(307, "", { location: elsewhere.url });
    expect(await platformAt(url).send(CALL)).toEqual({ is: "unclear", why: "answered 307" });
    expect(elsewhere.received).toEqual([]);
  });
});

describe("a look", () => {
  it("asks for the account by GET, signed over an empty body by an id of its own", async () => {
    const { url, received } = await answering(200, STANDING);
    const platform = platformAt(`${url}?tenant=7`);
    expect(await platform.look("acc-1")).toEqual(STANDING);
    await platform.look("acc-1");
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual(Array(2).fill("GET /hooks?tenant=7&account=acc-1"));
    for (const { headers, body } of received) {
      expect(body).toBe("");
      expect(() => new Webhook(SECRET).verify("", headers as Record<string, string>)).not.toThrow();
    }
    expect(received[0].headers["webhook-id"]).not.toBe(received[1].headers["webhook-id"]);
  });

  it("names the account whatever is in its id", async () => {
    const account = "a&b=c d/é#?";
    const { url, received } = await answering(200, { ...STANDING, account });
    expect(await platformAt(url).look(account)).toMatchObject({ account });
    expect(new URL(received[0].path, url).searchParams.get("account")).toBe(account);
  });

  it.each([
    [200, { ...STANDING, id: null }, { ...STANDING, id: null }],
    [200, { ...STANDING, state: "odd" }, { is: "unclear", why: expect.stringContaining("no answer: state") }],
    [200, { ...STANDING, account: "acc-2" }, { is: "unclear", why: "answered 200 about another account" }],
    [404, "", null],
    [410, "", { is: "gone" }],
    [429, "", { is: "later", afterMs: null }],
    [401, "", { is: "unclear", why: "answered 401" }],
    [500, "", { is: "unclear", why: "answered 500" }],
  ])("that is answered %i with %j", async (status, body, wanted) => {
    const { url } = await answering(status, body);
    expect(await platformAt(url).look("acc-1")).toEqual(wanted);
  });
});

describe("connections", () => {
  it("are kept alive, and never more than 64", async () => {
    const { url, connections, received } = await answering(200, ANSWER);
    const platform = platformAt(url);
    await Promise.all(Array.from({ length: 200 }, () => platform.send(CALL)));
    await Promise.all(Array.from({ length: 200 }, () => platform.send(CALL)));
    expect(received.length).toBe(400);
    expect(connections()).toBeLessThanOrEqual(CALLS_AT_ONCE);
  });

  it("are there for all calls that may be under way: none waits for another's answer to be made", async () => {
    let waiting = 0;
    const { port } = await serve(() => void waiting++);
    const platform = platformAt(`http://127.0.0.1:${port}/`, { timeoutMs: 2_000 });
    const sent = Array.from({ length: CALLS_AT_ONCE }, () => platform.send(CALL));
    await expect.poll(() => waiting, { timeout: 1_500 }).toBe(CALLS_AT_ONCE);
    await platform.close();
    await Promise.all(sent);
  });

  it("are made within a second or not at all: a call does not begin long after it was allowed", async () => {
    const platform = platformAt("https://platform.example/", { timeoutMs: 5_000, resolve: () => {} });
    const began = performance.now();
    expect(await platform.send(CALL)).toMatchObject({ is: "unclear" });
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it("go to an address that the URL names itself, of this machine too, and to localhost", async () => {
    const { port } = await answering(200, ANSWER);
    expect(await platformAt(`http://localhost:${port}/`).send(CALL)).toMatchObject({ is: "answered" });
    const six = await serve((_, response) => void response.end(JSON.stringify(ANSWER)), "::1");
    expect(await platformAt(`http://[::1]:${six.port}/`).send(CALL)).toMatchObject({ is: "answered" });
  });

  it("do not go to a name that leads inside", async () => {
    const { port, connections } = await answering(200, ANSWER);
    for (const address of ["10.0.0.1", "127.0.0.1"]) {
      const platform = platformAt(`https://platform.example:${port}/`, { resolve: leadingTo(address) });
      expect(await platform.send(CALL)).toEqual({ is: "unclear", why: expect.stringContaining(`platform.example leads to ${address}`) });
      expect(await platform.look("acc-1")).toMatchObject({ is: "unclear" });
    }
    expect(connections()).toBe(0);
  });

  it("do not go to a name that led outside when it was first asked, and inside when it is connected to", async () => {
    const { port, connections } = await answering(200, ANSWER);
    let asked = 0;
    const outside = [{ address: "2000::1", family: 6 }]; // given to nobody
    const inside = [{ address: "127.0.0.1", family: 4 }];
    const rebinding: PlatformOptions["resolve"] = (_, found) => setImmediate(found, null, asked++ === 0 ? outside : inside);
    const platform = platformAt(`https://platform.example:${port}/`, { timeoutMs: 100, resolve: rebinding });
    await platform.send(CALL); // nobody is there
    expect(await platform.send(CALL)).toEqual({ is: "unclear", why: expect.stringContaining("leads to 127.0.0.1") });
    expect(asked).toBe(2);
    expect(connections()).toBe(0);
  });

  it("do not go elsewhere by localhost", async () => {
    const { port } = await answering(200, ANSWER);
    const platform = platformAt(`http://localhost:${port}/`, { resolve: leadingTo("93.184.216.34") });
    expect(await platform.send(CALL)).toEqual({ is: "unclear", why: expect.stringContaining("localhost leads to 93.184.216.34") });
  });

  it("are cut when the platform is closed, and what waits is unclear", async () => {
    const { port } = await serve(() => {});
    const platform = platformAt(`http://127.0.0.1:${port}/`);
    const waiting = platform.send(CALL);
    await platform.close();
    expect(await waiting).toMatchObject({ is: "unclear" });
  });
});
