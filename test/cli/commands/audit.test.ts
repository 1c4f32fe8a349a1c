/** `cautery audit` on a real data folder: whole as it is, and whatever is done to the folder behind its back is found and named. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFolder } from "../../../src/adapters/folder.js";
import { eraseBody } from "../../../src/app/audit.js";
import { signerOf } from "../../../src/enforcement/audit/note.js";
import { sealPage } from "../../../src/enforcement/audit/seal.js";
import { body, erasing, salt } from "../../enforcement/audit/log.js";
import { cautery, type Outcome } from "../command.js";

let dir: string;
const env = () => ({ CAUTERY_KEY_FILE: join(dir, "key") });
const at = (...path: string[]) => join(dir, ...path);
const on = (data: string, ...args: string[]) => cautery(["audit", ...args, "--data", at(data)], env());
const call = (...args: string[]) => on("data", ...args);
const json = ({ stdout }: Outcome) => JSON.parse(stdout);

async function append(data: string, sizes: readonly number[]): Promise<void> {
  const { store, key } = await openFolder(at(data), {}, env());
  for (const [i, size] of sizes.entries())
    await store.appendAudit((head) => {
      const numbers = Array.from({ length: size }, (_, k) => (head?.size ?? 0) + k);
      return sealPage({
        head,
        stream: i % 2 ? "outcomes/b-1" : "control",
        at: 1_770_000_000_000 + i,
        bodies: numbers.map((number) => (number === 43 ? erasing(3) : body(number))),
        salts: numbers.map(salt),
        signer: signerOf(key),
      });
    });
  await store.close();
}

/** A copy of the folder, with what an attacker did to its database. */
async function tampered(name: string, ...statements: readonly string[]): Promise<string> {
  cpSync(at("data"), at(name), { recursive: true });
  const instance = await DuckDBInstance.create(join(at(name), "cautery.duckdb"));
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return name;
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "cautery-audit-"));
  await append("data", [3, 40]);
  writeFileSync(at("old.txt"), (await call("checkpoint")).stdout);
  await append("data", [7, 1, 20]);
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("cautery audit verify", () => {
  it("says that a log is whole, and of what it is", async () => {
    expect(await call("verify")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^whole: 71 entries in 5 pages, root [0-9a-f]{64}\n$/),
    });
    expect(json(await call("verify", "--json", "--checkpoint", at("old.txt")))).toMatchObject({ whole: true, entries: 71, findings: [] });
  });

  it.each([
    [
      "a body",
      ["UPDATE audit.entries SET body = replace(body, 'acc-5', 'acc-6') WHERE number = 5"],
      /entry 5: .* body, salt or leaf was changed; restore/,
    ],
    ["a leaf", ["UPDATE audit.entries SET leaf = repeat('0', 64) WHERE number = 9"], /entry 9: /],
    ["a row deleted", ["DELETE FROM audit.entries WHERE number = 44"], /entry 44: are missing/],
    ["a page deleted", ["DELETE FROM audit.entries WHERE page = 3"], /entries 3 to 42: are missing/],
    ["a row doubled", ["INSERT INTO audit.entries FROM audit.entries WHERE number = 4"], /are there twice/],
    [
      "two swapped",
      ["UPDATE audit.entries SET number = 113 - number WHERE number IN (52, 61)"],
      /entries 0 to 63|entries 64 to 70|entries 0 to 70/,
    ],
    ["an act whose body was taken away", ["UPDATE audit.entries SET body = NULL, salt = NULL WHERE number = 1"], /entry 1: are acts, and/],
    [
      "an outcome's, unasked",
      ["UPDATE audit.entries SET body = NULL, salt = NULL WHERE number = 5"],
      /entry 5: .* says that it was erased/,
    ],
    [
      "a row put in another's place",
      ["UPDATE audit.entries SET number = CASE number WHEN 51 THEN 52 ELSE 55 END WHERE number IN (51, 54)"],
      /entry 51: are missing/,
    ],
    [
      "a body with more values in it",
      ["UPDATE audit.entries SET body = concat(body, chr(1), salt, chr(1), body) WHERE number = 9"],
      /entry 9: .* body/,
    ],
    ["a body that says that it is none", ["UPDATE audit.entries SET body = chr(2) WHERE number = 9"], /entry 9: .* body/],
    ["a stream", ["UPDATE audit.entries SET stream = 'outcomes/b-2' WHERE page = 50"], /streams, times or borders/],
    ["a time", ["UPDATE audit.entries SET logged_at = logged_at + INTERVAL 1 HOUR WHERE page = 0"], /streams, times or borders/],
    ["the head", ["UPDATE audit.head SET size = 70"], /head beside its checkpoint was changed|twice|missing/],
    ["no head", ["DELETE FROM audit.head"], /the log's head was deleted/],
    ["the end", ["DELETE FROM audit.entries WHERE number > 50"], /entries 51 to 70: are missing/],
    [
      "one more",
      ["INSERT INTO audit.entries SELECT number + 1, number + 1, stream, logged_at, leaf, salt, body FROM audit.entries WHERE number = 70"],
      /entry 71: are not signed/,
    ],
  ])("finds %s", async (name, statements, told) => {
    const { code, stderr } = await on(await tampered(name, ...statements), "verify");
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(told) });
  });

  it("finds a log that was cut off to an older state by who has its key, given a checkpoint from before", async () => {
    await append("short", [3]);
    expect(await on("short", "verify")).toMatchObject({ code: 0 });
    const { code, stderr } = await on("short", "verify", "--checkpoint", at("old.txt"));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/entries 3 to 42: are missing: the log was cut off/) });
  });

  it("says what is wrong as JSON too", async () => {
    const outcome = await on(await tampered("as json", "UPDATE audit.entries SET body = '{}' WHERE number IN (5, 6)"), "verify", "--json");
    expect(outcome.code).toBe(1);
    expect(json(outcome)).toMatchObject({ whole: false, findings: [{ from: 5, to: 7 }] });
  });
});

describe("cautery audit prove and check", () => {
  it("prove an entry to who has nothing but the file", async () => {
    const file = at("proof.json");
    expect(json(await call("prove", "6", "--out", file, "--json"))).toMatchObject({ entry: 6, path: 7 });
    const checked = await cautery(["audit", "check", file, "--json"]);
    expect(json(checked)).toMatchObject({ entry: 6, body: body(6), size: 71 });
    const { vkey } = json(checked);
    expect(await cautery(["audit", "check", file, "--vkey", vkey])).toMatchObject({ code: 0, stdout: expect.stringContaining(body(6)) });
    writeFileSync(file, readFileSync(file, "utf8").replace("acc-6", "acc-7"));
    const { code, stderr } = await cautery(["audit", "check", file]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/does not hold: body and salt of entry 6/) });
  });

  it("say how they want to be called", async () => {
    expect(await call("prove", "71", "--out", at("x"))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no entry 71: .* 0 to 70/),
    });
    expect(await call("prove", "first", "--out", at("x"))).toMatchObject({ code: 2 });
    expect(await cautery(["audit", "check", at("nowhere")])).toMatchObject({ code: 2, stderr: expect.stringMatching(/cannot read/) });
    expect(await cautery(["audit", "check", at("old.txt")])).toMatchObject({ code: 1, stderr: expect.stringMatching(/is not JSON/) });
  });
});

describe("cautery audit consistent", () => {
  it("tells a log that went on from one that was cut off or written anew", async () => {
    expect(await call("consistent", at("old.txt"))).toMatchObject({
      code: 0,
      stdout: "consistent: the log went on from 43 entries to 71\n",
    });
    await append("cut", [3]);
    expect(await on("cut", "consistent", at("old.txt"))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/entries 3 to 42 were signed/),
    });
    await append("anew", [4, 39, 7]);
    const outcome = await on("anew", "consistent", at("old.txt"), "--json");
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/than the earlier checkpoint signed/) });
    expect(json(outcome)).toMatchObject({ consistent: false, before: 43, now: 50 });
    await append("empty", []);
    expect(await on("empty", "consistent", at("old.txt"))).toMatchObject({ code: 1, stderr: expect.stringMatching(/the log is empty/) });
  });

  it("takes no checkpoint that was changed, or is another log's", async () => {
    writeFileSync(at("changed.txt"), readFileSync(at("old.txt"), "utf8").replace("\n43\n", "\n42\n"));
    expect(await call("consistent", at("changed.txt"))).toMatchObject({ code: 1, stderr: expect.stringMatching(/signature is wrong/) });
    const other = { CAUTERY_KEY_FILE: at("other-key") };
    await openFolder(at("other"), {}, other).then(({ store }) => store.close());
    expect(await cautery(["audit", "consistent", at("old.txt"), "--data", at("other")], other)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not signed by/),
    });
  });
});

describe("cautery audit export", () => {
  it("writes what a third party verifies without the store", async () => {
    const { vkey, entries } = json(await call("export", "--out", at("out"), "--json"));
    expect(entries).toBe(71);
    const verify = (...args: string[]) => cautery(["audit", "verify", "--export", at("out"), ...args]);
    expect(await verify("--vkey", vkey, "--checkpoint", at("old.txt"))).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^whole: 71 entries in 5 pages/),
    });
    expect(await verify("--vkey", signerOf(Buffer.alloc(32, 1)).vkey)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not signed by/),
    });
    const lines = readFileSync(at("out", "entries.ndjson"), "utf8");
    writeFileSync(at("out", "entries.ndjson"), lines.replace("acc-7", "acc-8"));
    expect(await verify()).toMatchObject({ code: 1, stderr: expect.stringMatching(/entry 7: /) });
    writeFileSync(at("out", "entries.ndjson"), lines.split("\n").slice(1).join("\n"));
    expect(await verify()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/entry 0 .*|entry 1 of entries\.ndjson is not that of leaves\.txt/),
    });
    expect(await cautery(["audit", "verify", "--export", at("nowhere")])).toMatchObject({ code: 2 });
  });

  it("has erased bodies as their leaves", async () => {
    cpSync(at("data"), at("erased"), { recursive: true });
    const { store } = await openFolder(at("erased"), {}, env());
    await eraseBody(store, 3);
    await store.close();
    expect(await on("erased", "verify")).toMatchObject({ code: 0, stdout: expect.stringMatching(/the bodies of 1 were erased/) });
    await on("erased", "export", "--out", at("out-erased"));
    expect(json(await cautery(["audit", "verify", "--export", at("out-erased"), "--json"]))).toMatchObject({ whole: true, erased: 1 });
  });
});

describe("cautery audit checkpoint", () => {
  it("prints the signed note, and says where there is none yet", async () => {
    const { stdout } = await call("checkpoint");
    expect(stdout).toMatch(/^cautery\.audit\n71\n[\s\S]+\n\n— cautery\.audit \S+\n$/);
    expect(json(await call("checkpoint", "--json"))).toEqual({ checkpoint: stdout });
    await append("nothing", []);
    expect(await on("nothing", "checkpoint")).toMatchObject({ code: 1, stderr: expect.stringMatching(/nothing was logged yet/) });
    expect(await on("nothing", "verify")).toMatchObject({ code: 0, stdout: "nothing was logged yet\n" });
  });
});
