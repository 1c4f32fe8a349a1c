/** Tokens: what is kept of them, what they open, and when they end. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { issueTicket, openSession, sessionCaller } from "../../src/app/access/sessions.js";
import { callerOf, createToken, type NewToken, revokeToken, tokensOf } from "../../src/app/access/tokens.js";
import { dismiss, enrol } from "../../src/app/enforcement/people.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import type { GraphStore } from "../../src/ports/store.js";
import { KEY, temporaryFolders } from "../ingest/worlds.js";

const folder = temporaryFolders();
const HOUR = 3_600_000;
let store: GraphStore;
let now = 0;
const clock = { now: () => now };
const ports = () => ({ store, clock, key: KEY });
const make = (given: Partial<NewToken> = {}) =>
  createToken(ports(), { name: "ann", role: "analyst", days: null, marking: null, by: "eve", ...given });

beforeEach(async () => {
  now = Date.UTC(2026, 6, 1);
  store = duckDbStore(folder());
  await store.open("check");
});
afterEach(() => store.close());

describe("a token", () => {
  it("opens what its role may, and stands in the store as a hash alone", async () => {
    const { secret, token } = await make();
    expect(secret).toMatch(/^cautery_[\w-]{43}$/);
    expect(await callerOf(ports(), secret)).toEqual({
      name: "ann",
      role: "analyst",
      marking: null,
      hash: false,
      by: token,
      expiresAt: null,
    });
    const kept = JSON.stringify(await store.records("token"));
    expect(kept).toContain(token);
    expect(kept).not.toContain(secret.slice(8));
  });

  it("of a partner may be told hashes alone, and no other may", async () => {
    const { secret } = await make({ name: "lab", role: "partner", marking: "green", hash: true });
    expect(await callerOf(ports(), secret)).toMatchObject({ role: "partner", marking: "green", hash: true });
    await expect(make({ hash: true })).rejects.toThrow("only a partner's token");
  });

  it("is none where a letter of it is another, or it is somebody's session", async () => {
    const { secret } = await make();
    expect(await callerOf(ports(), `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`)).toBeNull();
    expect(await callerOf(ports(), secret.slice(8))).toBeNull();
    const session = await openSession(ports(), await issueTicket(ports(), { name: "eve", role: "admin" }));
    expect(await callerOf(ports(), session!)).toBeNull();
  });

  it("ends when its days are over", async () => {
    const { secret } = await make({ days: 1 });
    now += 24 * HOUR - 1;
    expect(await callerOf(ports(), secret)).not.toBeNull();
    now += 1;
    expect(await callerOf(ports(), secret)).toBeNull();
  });

  it("ends when it is revoked, and stays on the list", async () => {
    const { secret, token } = await make();
    now += HOUR;
    await revokeToken(ports(), token);
    expect(await callerOf(ports(), secret)).toBeNull();
    expect(await tokensOf(ports())).toMatchObject([{ token, revoked_at: new Date(now).toISOString() }]);
    await expect(revokeToken(ports(), "t-none")).rejects.toThrow("no token");
  });

  it("tells when it was used last, to the minute", async () => {
    const { secret } = await make();
    await callerOf(ports(), secret);
    const first = now;
    now += 59_000;
    await callerOf(ports(), secret);
    expect((await tokensOf(ports()))[0].used_at).toBe(new Date(first).toISOString());
    now += 2_000;
    await callerOf(ports(), secret);
    expect((await tokensOf(ports()))[0].used_at).toBe(new Date(now).toISOString());
  });

  it("of somebody who is enrolled has that person's role at the most, and ends with the person", async () => {
    await enrol(ports(), { name: "ann", role: "analyst", key: null }, { sign: null, policy: checkPolicy({}) });
    await expect(make({ role: "approver" })).rejects.toThrow("ann is enrolled as analyst");
    const [mine, another] = [await make(), await make({ name: "job" })];
    await dismiss(ports(), "ann", { sign: null, policy: checkPolicy({}) });
    expect(await callerOf(ports(), mine.secret)).toBeNull();
    expect(await callerOf(ports(), another.secret)).not.toBeNull();
  });

  it.each<[string, Partial<NewToken>]>([
    ["a name that looks like an option", { name: "--data" }],
    ["a name of two lines", { name: "a\nb" }],
    ["no day", { days: 0 }],
    ["a partner without a marking", { role: "partner" }],
    ["a marking of who is no partner", { marking: "green" }],
  ])("is refused for %s", async (_, given) => {
    await expect(make(given)).rejects.toThrow();
    expect(await tokensOf(ports())).toEqual([]);
  });
});

describe("a session", () => {
  it("is opened by its ticket once, of many who come with it at once", async () => {
    const ticket = await issueTicket(ports(), { name: "eve", role: "admin" });
    const opened = await Promise.all(Array.from({ length: 5 }, () => openSession(ports(), ticket)));
    const [secret, ...others] = opened.filter((each) => each !== null);
    expect(others).toEqual([]);
    expect(await sessionCaller(ports(), secret)).toMatchObject({ name: "eve", role: "admin" });
  });

  it("ends after half a day, and its ticket after ten minutes", async () => {
    const [early, late] = [
      await issueTicket(ports(), { name: "eve", role: "admin" }),
      await issueTicket(ports(), { name: "eve", role: "admin" }),
    ];
    const secret = (await openSession(ports(), early))!;
    now += 10 * 60_000;
    expect(await openSession(ports(), late)).toBeNull();
    now += 12 * HOUR;
    expect(await sessionCaller(ports(), secret)).toBeNull();
  });
});
