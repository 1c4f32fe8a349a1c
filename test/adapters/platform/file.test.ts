/** Calls to a file -> its lines, each id once, and what they say of an account; also after a kill in the middle of a line. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPlatform } from "../../../src/adapters/platform/open.js";
import { PermanentError } from "../../../src/errors.js";
import type { Platform, PlatformCall } from "../../../src/ports/platform.js";

let folder = "";
let path = "";
let platform: Platform;

const openFile = (at = path) => openPlatform({ CAUTERY_PLATFORM_URL: pathToFileURL(at).href });
const lines = () =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

function suspension(n: number, more: Partial<PlatformCall["data"]> = {}): PlatformCall {
  const data = { account: `acc-${n}`, batch: "b-1", until: null, reason: "one operator's", expect: "active", ...more };
  return { id: `msg-${n}`, type: "account.suspend", timestamp: "2026-04-01T00:00:00.000Z", data };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cautery-calls-"));
  path = join(folder, "calls.ndjson");
  platform = openFile();
});
afterEach(async () => {
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a file of calls", () => {
  it("has a line for each call, as the protocol's messages are, and is nobody else's to read", async () => {
    const answer = await platform.send(suspension(1));
    expect(answer).toEqual({ is: "answered", before: "active", after: "suspended", changed: true, version: "msg-1" });
    const { id, type, timestamp, data } = suspension(1);
    expect(lines()).toEqual([{ id, type, timestamp, data }]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("has many calls at once in the order in which they were sent", async () => {
    await Promise.all(Array.from({ length: 500 }, (_, n) => platform.send(suspension(n))));
    expect(lines().map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, n) => `msg-${n}`));
  });

  it("has an id once, however often it is sent, at once, later, or by another process", async () => {
    const other = openFile();
    const answers = await Promise.all([platform.send(suspension(1)), platform.send(suspension(1))]);
    answers.push(await platform.send(suspension(1)), await other.send(suspension(1)));
    await other.close();
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(lines().length).toBe(1);
  });

  it("does not take an id with other content", async () => {
    await platform.send(suspension(1));
    expect(await platform.send(suspension(1, { reason: "another" }))).toMatchObject({ is: "conflict" });
    expect(lines().length).toBe(1);
  });

  it.each([
    ["account.rate_limit", "rate_limited"],
    ["account.verify", "verifying"],
    ["account.watch", "watched"],
  ] as const)("answers %s with %s", async (type, after) => {
    expect(await platform.send({ ...suspension(1), type })).toMatchObject({ before: "active", after });
  });

  it("answers a restore with the state before the change that it takes back", async () => {
    await platform.send({ ...suspension(1), id: "msg-0", type: "account.watch" });
    await platform.send(suspension(1, { expect: "watched" }));
    const restore = { ...suspension(1, { expect: "suspended", version: "msg-1" }), id: "msg-2", type: "account.restore" as const };
    expect(await platform.send(restore)).toMatchObject({ before: "suspended", after: "watched" });
  });

  it("says what was last done to an account, whoever wrote it, and nothing of others", async () => {
    const other = openFile();
    await platform.send(suspension(1));
    await other.send({ ...suspension(1, { expect: "suspended", version: "msg-1" }), id: "msg-2", type: "account.restore" });
    await other.close();
    expect(await platform.look("acc-1")).toEqual({ account: "acc-1", state: "active", version: "msg-2", id: "msg-2" });
    expect(await platform.look("acc-2")).toMatchObject({ is: "unclear" });
  });

  it("goes on behind a line that was cut off, which says nothing", async () => {
    await platform.send(suspension(1));
    appendFileSync(path, '{"id":"msg-2","type":"account.susp');
    await platform.send(suspension(2));
    await platform.send(suspension(3));
    const text = readFileSync(path, "utf8").split("\n");
    expect(text.length).toBe(5);
    expect(text.flatMap((line) => (line.endsWith("}") ? [JSON.parse(line).id] : []))).toEqual(["msg-1", "msg-2", "msg-3"]);
    expect(await platform.look("acc-2")).toMatchObject({ state: "suspended" });
  });

  it("takes no notice of lines that are no calls", async () => {
    writeFileSync(path, '\nnull\n[]\n{"id":"msg-1"}\n{"id":"msg-1","type":"toString","data":{"account":"acc-1"}}\n');
    expect(await platform.look("acc-1")).toMatchObject({ is: "unclear" });
    expect(await platform.send(suspension(1))).toMatchObject({ is: "answered" });
  });

  it("that cannot be written is named, with what to do, and is tried again by the next call", async () => {
    const missing = openFile(join(folder, "missing", "calls.ndjson"));
    await expect(missing.send(suspension(1))).rejects.toThrow(PermanentError);
    await expect(missing.look("acc-1")).rejects.toThrow("name another in CAUTERY_PLATFORM_URL");
    await missing.close();
  });
});
