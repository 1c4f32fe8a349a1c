/** The whole course of a batch by the commands, in a folder of a small simulated world, against a platform that counts. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningPlatform, startPlatform } from "../../platform/start.js";
import { cautery } from "../command.js";

const SECRET = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
let dir: string;
let platform: RunningPlatform;
let clusters: { cluster: string; size: number }[];

const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  CAUTERY_KEY_FILE: join(dir, "key"),
  CAUTERY_PLATFORM_URL: platform.url,
  CAUTERY_PLATFORM_SECRET: SECRET,
  ...more,
});
const call = (args: readonly string[], more?: NodeJS.ProcessEnv) => cautery([...args, "--data", join(dir, "data")], env(more));
const key = (name: string) => join(dir, `${name}.pem`);
const signed = (name: string) => ["--by", name, "--key", key(name)];

async function json<T>(args: readonly string[], { code: wanted = 0, ...more }: { code?: number } & NodeJS.ProcessEnv = {}): Promise<T> {
  const { code, stdout, stderr } = await call([...args, "--json"], more as NodeJS.ProcessEnv);
  expect(code, stderr).toBe(wanted);
  expect(stdout.trim().split("\n"), "one JSON object, and nothing else").toHaveLength(1);
  return JSON.parse(stdout) as T;
}

interface Plan {
  batch: string;
  hash: string;
  accounts: number;
  approvals_needed: number;
}
interface Batch {
  batch: string;
  state: string;
  counts: Record<string, number>;
  accounts: { account: string; outcome: string; at: string | null; measure: string; restored?: { outcome: string } }[];
}

/** Of the nth largest fraudulent cluster. */
const planning = (n: number, ...more: string[]) =>
  json<Plan>(["suspend", clusters[n].cluster, "--by", "ann", "--reason", "one campaign", "--window", "0", "--rate", "500", ...more]);

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "cautery-course-"));
  platform = await startPlatform({ secret: SECRET, journal: join(dir, "journal") });
  await cautery(["simulate", "--accounts", "1500", "--fraud", "0.1", "--seed", "3", "--out", join(dir, "world"), "--quiet"]);
  const ran = await call(["run", join(dir, "world", "events.ndjson"), "--out", join(dir, "out")]);
  expect(ran.code, ran.stderr).toBe(0);
  clusters = readFileSync(join(dir, "out", "clusters.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { cluster: string; size: number; disposition: string })
    .filter(({ disposition }) => disposition === "fraudulent")
    .sort((a, b) => b.size - a.size);
  for (const [name, role] of [
    ["ann", "analyst"],
    ["bea", "approver"],
    ["cem", "approver"],
  ])
    expect(await json(["people", "add", name, "--role", role, "--key", key(name)])).toMatchObject({ name, role });
}, 120_000);
afterAll(async () => {
  await platform.close();
  rmSync(dir, { recursive: true, force: true });
});

describe("people", () => {
  it("have keys that nobody else may read, and a key that is there is never written over", async () => {
    expect(statSync(key("bea")).mode & 0o777).toBe(0o600);
    expect(readFileSync(key("bea"), "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    const before = readFileSync(key("bea"), "utf8");
    const { stdout } = await call(["people", "add", "bea", "--role", "approver", "--key", key("bea")]);
    expect(stdout).toMatch(/enrolled so already/);
    expect(readFileSync(key("bea"), "utf8")).toBe(before);
    expect(stdout).not.toContain(before.split("\n")[1]);
  });

  it("who approve need a key: without one it is a wrong call", async () => {
    const { code, stderr } = await call(["people", "add", "eve", "--role", "approver"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--key FILE")]);
  });
});

describe("a batch", () => {
  let plan: Plan;

  it("is planned, and the same plan is the same batch", async () => {
    plan = await planning(0);
    expect(plan).toMatchObject({ batch: `b-${plan.hash.slice(0, 16)}`, approvals_needed: 1 });
    expect((await planning(0)).hash).toBe(plan.hash);
    expect(platform.statistics().calls, "a plan changes nothing").toBe(0);
  });

  it("is not executed without an approval, nor approved by who planned it, under any name", async () => {
    expect(await call(["execute", plan.batch, "--wait"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("0 of the 1 approvals"),
    });
    await json(["people", "add", "ann2", "--role", "approver", "--key", key("ann")]);
    const approving = await call(["approve", plan.batch, "--hash", plan.hash, "--by", "ann2", "--key", key("ann")]);
    expect([approving.code, approving.stderr]).toEqual([1, expect.stringMatching(/after the plan was made|also ann's/)]);
    const other = await call(["approve", plan.batch, "--hash", "0".repeat(64), ...signed("bea")]);
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("look at the plan again")]);
  });

  it("is approved and executed, and each account has its outcome", async () => {
    expect(await json(["approve", plan.batch, "--hash", plan.hash, ...signed("bea")])).toMatchObject({ state: "approved", approvals: 1 });
    expect(await json(["execute", plan.batch, "--wait"])).toMatchObject({ state: "done" });
    const { state, counts, accounts } = await json<Batch>(["batch", plan.batch]);
    expect([state, counts.changed]).toEqual(["done", plan.accounts]);
    expect(accounts).toHaveLength(plan.accounts);
    expect(accounts.every(({ outcome, at }) => outcome === "changed" && at !== null)).toBe(true);
    expect(platform.statistics().effective.total).toBe(plan.accounts);
    expect(platform.statistics().violations.total).toBe(0);
  });

  it("has statements of reasons, and is looked back on", async () => {
    const out = join(dir, "statements");
    expect(await json(["batch", plan.batch, "--statements", out])).toMatchObject({ users: plan.accounts, internal: plan.accounts });
    expect(readFileSync(join(out, "users.ndjson"), "utf8").trim().split("\n")).toHaveLength(plan.accounts);
    expect(await call(["audit", "consistent", join(out, "checkpoint")])).toMatchObject({ code: 0 });
    expect(await json(["batch", plan.batch, "--after"])).toMatchObject({ batch: plan.batch, struck: plan.accounts });
  });

  it("is appealed against, and a third person gives the account back", async () => {
    const { account } = (await json<Batch>(["batch", plan.batch])).accounts.find(({ measure }) => measure === "suspend")!;
    const { appeal } = await json<{ appeal: string }>(["appeal", account, "--reason", "mine"]);
    expect(await call(["decide", appeal, "uphold", ...signed("bea"), "--reason", "hers"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("third person"),
    });
    expect(await json(["decide", appeal, "uphold", ...signed("cem"), "--reason", "hers"])).toMatchObject({
      account,
      decision: { verdict: "uphold", by: "cem" },
    });
    expect(platform.ledger.look(account)!.state).toBe("active");
    expect(await json(["judge", "list"])).toMatchObject({ about: { type: "innocence", account } });
  });

  it("is reversed, and the log of all that is whole and provable", async () => {
    expect(await json(["reverse", plan.batch, ...signed("cem"), "--reason", "a campus", "--wait"])).toMatchObject({ state: "reversed" });
    const { accounts } = await json<Batch>(["batch", plan.batch]);
    for (const { account } of accounts) expect(platform.ledger.look(account)!.state).toBe("active");
    expect(await json(["audit", "verify"])).toMatchObject({ whole: true });
    const proof = join(dir, "proof.json");
    await json(["audit", "prove", "4", "--out", proof]);
    expect(await cautery(["audit", "check", proof])).toMatchObject({ code: 0 });
    const checkpoint = join(dir, "checkpoint");
    const { stdout } = await call(["audit", "checkpoint"]);
    writeFileSync(checkpoint, stdout);
    expect(await call(["audit", "consistent", stdout])).toMatchObject({ code: 0 });
    expect(await call(["audit", "consistent", checkpoint])).toMatchObject({ code: 0 });
  });
});

describe("without a platform", () => {
  it("everything is a dry run, and what was planned for one goes to no other", async () => {
    const dry = { CAUTERY_PLATFORM_URL: "" };
    const plan = await json<Plan>(["suspend", clusters[1].cluster, "--by", "ann", "--reason", "dry", "--window", "0"], dry);
    await json(["approve", plan.batch, "--hash", plan.hash, ...signed("bea")]);
    const calls = platform.statistics().calls;
    expect(await call(["execute", plan.batch, "--wait"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("approved to go to dry-run"),
    });
    expect(await json(["execute", plan.batch, "--wait"], dry)).toMatchObject({ state: "done", counts: { skipped: plan.accounts } });
    expect(platform.statistics().calls).toBe(calls);
  });

  it("a file gets the messages, each id once", async () => {
    const path = join(dir, "messages.ndjson");
    const file = { CAUTERY_PLATFORM_URL: `file://${path}` };
    const plan = await json<Plan>(["suspend", clusters[1].cluster, "--by", "ann", "--reason", "to a file", "--window", "0"], file);
    await json(["approve", plan.batch, "--hash", plan.hash, ...signed("bea")]);
    await json(["execute", plan.batch, "--wait"], file);
    const messages = readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; type: string });
    expect(new Set(messages.map(({ id }) => id)).size).toBe(plan.accounts);
    expect(messages.every(({ type }) => type === "account.suspend" || type === "account.verify")).toBe(true);
  });
});

describe("a halt", () => {
  it("stops what is approved, which has to be approved again", async () => {
    const plan = await planning(1, "--days", "30");
    await json(["approve", plan.batch, "--hash", plan.hash, ...signed("bea")]);
    expect(await json(["halt", "--reason", "a mistake"])).toMatchObject({ halted: true });
    expect(await call(["execute", plan.batch, "--wait"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("0 of the 1 approvals"),
    });
  });
});

describe("what somebody wrote", () => {
  it("does nothing to the terminal, and a wrong call ends with 2", async () => {
    const { batch } = await json<Plan>(["suspend", clusters[1].cluster, "--by", "ann", "--reason", "\u001b[2Jgone\u202e"]);
    const { stdout } = await call(["batch", batch]);
    expect(stdout).toContain("\\u001b[2Jgone\\u202e");
    expect(stdout).not.toContain("\u001b");
    expect((await call(["suspend", clusters[1].cluster, "--by", "ann", "--reason", "x", "--rate", "0"])).code).toBe(2);
    expect((await call(["batch", "b-none"])).code).toBe(1);
  });

  it.each<[string, () => string[], RegExp]>([
    ["a name over two lines", () => ["suspend", clusters[1].cluster, "--by", "a\nb", "--reason", "x"], /--by: give 1 to 100 letters/],
    ["a reason without end", () => ["halt", "--reason", "x".repeat(4_001)], /--reason: give 1 to 4000 characters/],
    ["somebody without a name", () => ["people", "add", " ", "--role", "viewer"], /the name: give 1 to 100 letters/],
  ])("is refused where the log does not take it, and a halt works after: %s", async (_, args, message) => {
    expect(await call(args())).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
    expect(await json(["halt", "--reason", "still"])).toMatchObject({ halted: true });
  });
});

describe("whoever can write to the store", () => {
  const edit = async (sql: string) => {
    const instance = await DuckDBInstance.create(join(dir, "data", "cautery.duckdb"));
    const connection = await instance.connect();
    await connection.run(sql);
    connection.closeSync();
    instance.closeSync();
  };

  it("gets no call out by another bit in the plan, nor by another word in the log", async () => {
    const plan = await planning(1, "--days", "31");
    const before = platform.statistics().calls;
    await edit(`UPDATE audit.plans SET bytes = encode(replace(decode(bytes), '"days":31', '"days":32')) WHERE hash = '${plan.hash}'`);
    expect(await call(["approve", plan.batch, "--hash", plan.hash, ...signed("bea")])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("not those that its hash is of"),
    });
    await edit(`UPDATE audit.plans SET bytes = encode(replace(decode(bytes), '"days":32', '"days":31')) WHERE hash = '${plan.hash}'`);
    await json(["approve", plan.batch, "--hash", plan.hash, ...signed("bea")]);
    await edit(`UPDATE audit.entries SET body = replace(body, '"name":"cem"', '"name":"mal"')`);
    expect(await call(["execute", plan.batch, "--wait"])).toMatchObject({ code: 1, stderr: expect.stringContaining("not whole") });
    expect(await call(["audit", "verify"])).toMatchObject({ code: 1 });
    expect(platform.statistics().calls).toBe(before);
  });
});
