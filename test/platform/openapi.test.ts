/** The protocol's OpenAPI document <-> what Cautery sends and what the reference platform answers: neither says what the other does not. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { openPlatform } from "../../src/adapters/platform/open.js";
import { CALL_TYPES, type CallType, type PlatformCall } from "../../src/ports/platform.js";
import { listen, type RunningPlatform, startPlatform, stop } from "./start.js";

const text = readFileSync(new URL("../../docs/platform.openapi.yaml", import.meta.url), "utf8");
const document = parse(text);
const $defs = parse(text.replaceAll("#/components/schemas/", "#/$defs/")).components.schemas;
const schema = (name: string) => z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs });
const SCHEMAS = { message: schema("Message"), answer: schema("Answer"), standing: schema("Standing"), id: schema("MessageId") };

const SECRET = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const folder = mkdtempSync(join(tmpdir(), "cautery-openapi-"));
const exchanges: { method: string; id: unknown; sent: string; status: number; answered: string }[] = [];
let platform: RunningPlatform;

/** Cautery calls the reference platform through a relay that writes down what goes by. */
beforeAll(async () => {
  platform = await startPlatform({ secret: SECRET, journal: join(folder, "journal"), accounts: new Set(["acc-1", ...CALL_TYPES]) });
  const relay = createServer(async (request, response) => {
    const { method = "", headers } = request;
    const sent = Buffer.concat(await request.toArray()).toString();
    const passed = Object.fromEntries(Object.entries(headers as Record<string, string>).filter(([name]) => name.startsWith("webhook-")));
    const answer = await fetch(`${platform.url}${new URL(request.url ?? "", platform.url).search}`, {
      method,
      headers: passed,
      body: sent || undefined,
    });
    const answered = await answer.text();
    exchanges.push({ method, id: headers["webhook-id"], sent, status: answer.status, answered });
    response.writeHead(answer.status).end(answered);
  });
  const cautery = openPlatform({ CAUTERY_PLATFORM_URL: await listen(relay, 0), CAUTERY_PLATFORM_SECRET: SECRET });
  const call = (id: string, type: CallType, data: Partial<PlatformCall["data"]> = {}): PlatformCall => {
    const always = { account: type, batch: "b-1", until: null, reason: "one operator's", expect: "active" };
    return { id, type, timestamp: "2026-04-01T00:00:00.000Z", data: { ...always, ...data } };
  };
  for (const type of CALL_TYPES.filter((each) => each !== "account.restore")) {
    await cautery.send(call(type.replace(".", "-"), type, { until: type === "account.watch" ? "2100-01-01T00:00:00.000Z" : null }));
    const { version } = platform.ledger.look(type) ?? {};
    await cautery.look(type);
    await cautery.send(call(`restore-${type.slice(8)}`, "account.restore", { account: type, version, expect: "suspended" }));
  }
  await cautery.look("acc-1");
  await cautery.look("acc-2");
  await cautery.send(call("stranger", "account.suspend", { account: "acc-2" }));
  await cautery.send(call("stale", "account.restore", { account: "acc-1", version: "v0" }));
  await cautery.close();
  await stop(relay);
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

const posts = () => exchanges.filter(({ method }) => method === "POST");

describe("the protocol's document", () => {
  it("takes every message that Cautery sends, and its id", () => {
    expect(new Set(posts().map(({ sent }) => JSON.parse(sent).type))).toEqual(new Set(CALL_TYPES));
    for (const { sent } of posts()) SCHEMAS.message.parse(JSON.parse(sent));
    for (const { id } of exchanges) SCHEMAS.id.parse(id);
  });

  it("takes every answer that the reference platform gives, of both sorts", () => {
    const done = exchanges.filter(({ status }) => status === 200);
    expect(new Set(done.map(({ method }) => method))).toEqual(new Set(["GET", "POST"]));
    for (const { method, answered } of done) SCHEMAS[method === "GET" ? "standing" : "answer"].parse(JSON.parse(answered));
    expect(new Set(exchanges.map(({ method, status }) => `${method} ${status}`))).toEqual(
      new Set(["POST 200", "POST 404", "POST 409", "GET 200", "GET 404"]),
    );
  });

  it("takes no message with a field more or less, or of another sort", () => {
    for (const { sent } of posts()) {
      const { type, timestamp, data } = JSON.parse(sent);
      for (const field of Object.keys(data)) {
        const { [field]: _, ...less } = data;
        expect(SCHEMAS.message.safeParse({ type, timestamp, data: less }).success, `${type} without ${field}`).toBe(false);
      }
      for (const wrong of [{ type: "account.close" }, { more: 1 }, { data: { ...data, more: 1 } }, { data: { ...data, expect: "odd" } }]) {
        expect(SCHEMAS.message.safeParse({ type, timestamp, data, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
      }
    }
  });

  it("takes no answer with a field less, or a state that there is not", () => {
    for (const { method, answered } of exchanges.filter(({ status }) => status === 200)) {
      const whole = JSON.parse(answered);
      const wanted = SCHEMAS[method === "GET" ? "standing" : "answer"];
      for (const field of Object.keys(whole)) {
        const { [field]: _, ...less } = whole;
        expect(wanted.safeParse(less).success, field).toBe(false);
      }
      expect(wanted.safeParse({ ...whole, state: "odd", after: "odd" }).success).toBe(false);
    }
  });

  it("and the page about it show one message, which is signed as the page says", () => {
    const page = readFileSync(new URL("../../docs/enforcement.md", import.meta.url), "utf8");
    const [, head, body] = page.match(/```http\n(POST [\s\S]*?)\n\n(.*)\n```/) ?? [];
    const [, secret] = page.match(/`(whsec_[^`]+=)`/) ?? [];
    const headers = Object.fromEntries(head.split("\n").flatMap((line) => (line.includes(": ") ? [line.split(": ")] : [])));
    const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
    expect(new Webhook(secret).sign(headers["webhook-id"], at, body)).toBe(headers["webhook-signature"]);
    SCHEMAS.message.parse(JSON.parse(body));
  });

  it("leads nowhere that is not in it", () => {
    const references = [...text.matchAll(/\$ref: "#\/([^"]+)"/g)].map(([, path]) => path);
    expect(references.length).toBeGreaterThan(20);
    const found = (path: string) => path.split("/").reduce((at, key) => at?.[key], document);
    expect(references.filter((path) => found(path) === undefined)).toEqual([]);
  });
});
