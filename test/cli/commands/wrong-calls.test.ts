/** Commands that act on accounts, called wrongly: each says so, and leaves nothing behind. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordersIn } from "../../../src/adapters/files/orders.js";
import { openFolder } from "../../../src/adapters/folder.js";
import { takeOrders } from "../../../src/app/enforcement/execute/watch.js";
import { Journal } from "../../../src/app/enforcement/journal.js";
import { cautery } from "../command.js";

let dir: string;
const env = () => ({ CAUTERY_KEY_FILE: join(dir, "key"), CAUTERY_PLATFORM_URL: "" });
const call = (args: readonly string[], data = "data") => cautery([...args, "--data", join(dir, data)], env());

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "cautery-wrong-"));
  for (const name of ["ann", "bea"])
    expect(await call(["people", "add", name, "--role", "approver", "--key", join(dir, `${name}.pem`)])).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const signed = () => ["--by", "bea", "--key", join(dir, "bea.pem")];

describe("a folder without data", () => {
  it.each<[string, () => string[]]>([
    ["halt", () => ["halt"]],
    ["pause", () => ["pause", "b-1"]],
    ["resume", () => ["resume", "b-1"]],
    ["execute", () => ["execute", "b-1"]],
    ["reverse", () => ["reverse", "b-1", ...signed(), "--reason", "x"]],
    ["approve", () => ["approve", "b-1", "--hash", "x", ...signed()]],
    ["deny", () => ["deny", "b-1", ...signed(), "--reason", "x"]],
    ["batches", () => ["batches"]],
    ["batch", () => ["batch", "b-1"]],
    ["appeal", () => ["appeal", "acc-1", "--reason", "x"]],
    ["appeals", () => ["appeals"]],
    ["decide", () => ["decide", "a-1", "reject", ...signed(), "--reason", "x"]],
    ["people list", () => ["people", "list"]],
    ["people remove", () => ["people", "remove", "ann"]],
    ["audit verify", () => ["audit", "verify"]],
    ["audit checkpoint", () => ["audit", "checkpoint"]],
    ["audit erase", () => ["audit", "erase", "3", "--reason", "x"]],
  ])("is none to %s: it is a wrong path, and is not made", async (_, args) => {
    expect(await call(args(), "typo")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/there is no data at .*typo: check --data/),
    });
    expect(existsSync(join(dir, "typo"))).toBe(false);
  });
});

describe("a plan's terms", () => {
  it.each([
    ["--days", "0"],
    ["--days", "-3"],
    ["--days", "36501"],
    ["--days", "soon"],
    ["--window", "-1"],
    ["--window", "10081"],
    ["--rate", "0"],
    ["--rate", "100001"],
    ["--rate", ""],
    ["--min-confidence", "2"],
    ["--min-confidence", "-0.1"],
    ["--shadow", "0"],
    ["--shadow", "366"],
    ["--tracers", "1.5"],
    ["--tracers", "1000001"],
  ])("out of bounds are a wrong call: %s %s", async (option, value) => {
    const { code, stderr } = await call(["suspend", "c-1", "--by", "ann", "--reason", "x", option, value]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`${option}: give `) });
  });
});

describe("a folder that another process holds", () => {
  /** The command, while this process holds its folder and takes orders in. */
  async function whileHeld(...args: string[]) {
    const { store, key } = await openFolder(join(dir, "data"), {}, env());
    const journal = new Journal({ store, key, clock: Date });
    let isOver = false;
    const called = call(args).finally(() => (isOver = true));
    while (!isOver) {
      await takeOrders(journal, ordersIn(join(dir, "data")));
      await pause(20);
    }
    await store.close();
    return called;
  }

  it("pauses no batch that there is not, and says so", async () => {
    expect(await whileHeld("pause", "b-0000000000000000")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/no batch "b-0000000000000000": `cautery batches` lists/),
    });
    expect(readdirSync(join(dir, "data", "orders"))).toEqual([]);
  });

  it("halts, and nothing is left of the order", async () => {
    expect(await whileHeld("halt", "--reason", "x")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^halted/) });
    expect(readdirSync(join(dir, "data", "orders"))).toEqual([]);
  });
});
