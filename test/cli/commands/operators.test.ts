/** `cautery operators`, `judge`, `share` and `calibrate` as an analyst calls them, on an embedded store. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { keyCheck } from "../../../src/indicator/normalise/pseudonym.js";
import type { Cluster } from "../../../src/model/cluster.js";
import { exampleModel } from "../../model/example-model.js";
import { cautery } from "../command.js";

vi.setConfig({ testTimeout: 120_000 }); // a call is a process of its own, and some tests make five

const KEY = new Uint8Array(32).map((_, i) => 255 - 9 * i); // no text in any encoding
const dossiers = [
  {
    id: "op-a",
    name: "Alder",
    indicators: [
      { kind: "asn", value: "64511" },
      { kind: "payment", value: "card-of-alder" },
    ],
  },
  { id: "op-b", name: "Birch" },
];
const cluster: Cluster = {
  id: "c-one",
  accounts: ["x", "y"],
  score: 0.99,
  disposition: "fraudulent",
  firstSeen: Date.UTC(2026, 3, 1),
  lastSeen: Date.UTC(2026, 3, 9),
  exchanges: 10,
  attribution: [{ operator: "op-a", confidence: 0.9, likelihood: "very likely" }],
  evidence: [],
  explanations: [],
  relinkMs: null,
};

let folder: string;
const path = (name: string) => join(folder, name);
const call = (...args: string[]) => cautery(args, { CAUTERY_KEY_FILE: path("key") });
const onData = (data: string, ...args: string[]) => call(...args, "--data", path(data));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cautery-operators-"));
  await writeFile(path("key"), KEY);
  await writeFile(path("operators.json"), JSON.stringify(dossiers));
  for (const data of ["one", "two", "three"]) await mkdir(path(data));
  const store = duckDbStore(path("one"));
  await store.open(keyCheck(KEY));
  await store.saveRun(
    { clusters: [cluster], links: [], model: exampleModel, changes: [], accounts: 2 },
    { at: Date.UTC(2026, 3, 10), ledger: 1 },
  );
  await store.close();
});

afterAll(() => rm(folder, { recursive: true }));

describe("dossiers", () => {
  it("are imported, listed, shown and exported, with no raw card among them", async () => {
    expect((await onData("one", "operators", "import", path("operators.json"))).stdout).toMatch(/2 operators, 2 indicators/);
    expect((await onData("one", "operators", "list")).stdout).toMatch(/op-a +Alder +2/);
    expect((await onData("one", "operators", "show", "op-a")).stdout).toMatch(/asn +64511/);
    const exported = JSON.parse((await onData("one", "operators", "export")).stdout);
    expect(exported.map(({ id }: { id: string }) => id)).toEqual(["op-a", "op-b"]);
    expect(JSON.stringify(exported)).not.toContain("card-of-alder");
  });

  it("grow by what is added", async () => {
    await onData("one", "operators", "add", "op-b", "--indicator", "cidr=192.0.2.0/24", "--reliability", "B", "--credibility", "2");
    expect((await onData("one", "operators", "show", "op-b")).stdout).toMatch(/cidr +192\.0\.2\.0\/24 +B2/);
  });

  it("are the same where they were shared and imported", async () => {
    expect((await onData("one", "share", "--out", path("bundle.json"))).code).toBe(0);
    expect((await onData("two", "operators", "import", path("bundle.json"))).code).toBe(0);
    const [own, back] = [await onData("one", "operators", "export"), await onData("two", "operators", "export")];
    const bare = (text: string) =>
      JSON.stringify(JSON.parse(text), (key, value) => (key === "marking" || key === "valid_until" ? undefined : value));
    expect(bare(back.stdout)).toBe(bare(own.stdout));
  });

  it("are hashed with a named key as they are with one's own, byte for byte", async () => {
    await writeFile(path("partners"), KEY);
    const hashed = async (...how: string[]) => {
      const { objects } = JSON.parse((await onData("one", "share", ...how)).stdout) as { objects: { type: string; pattern?: string }[] };
      return objects.flatMap(({ pattern }) => pattern ?? []).sort();
    };
    const own = await hashed("--hash");
    expect(own.length).toBeGreaterThan(0);
    expect(await hashed("--hash-key", path("partners"))).toEqual(own);
  });

  it.each([
    ["of 31 bytes", new Uint8Array(31), 1, /31 bytes, not a key of 32/],
    ["that is empty", new Uint8Array(0), 1, /0 bytes, not a key of 32/],
    ["that is missing", null, 2, /does not exist/],
  ])("are not shared with a key %s, and no key is made", async (_what, bytes, expected, message) => {
    const file = path("wrong-key");
    await rm(file, { force: true });
    if (bytes) await writeFile(file, bytes);
    const { code, stderr } = await onData("one", "share", "--hash-key", file, "--out", path("not-shared.json"));
    expect(stderr).toMatch(message);
    expect(code).toBe(expected);
    const left = await readdir(folder);
    expect([left.includes("not-shared.json"), left.includes("wrong-key")]).toEqual([false, bytes !== null]);
  });

  it("are not touched by a bundle that is refused", async () => {
    const text = await readFile(path("bundle.json"), "utf8");
    await writeFile(path("hostile.json"), text.replace(/"pattern": "[^"]*"/, '"pattern": 7'));
    const { code, stderr } = await onData("three", "operators", "import", path("hostile.json"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/pattern.*nothing was imported/);
    expect((await onData("three", "operators", "list")).stdout).toMatch(/no dossiers yet/);
  });
});

describe("judgements", () => {
  it("are appended with who and why, listed, and withdrawn", async () => {
    const { stdout, code } = await onData(
      "one",
      "judge",
      "operator",
      "c-one",
      "op-a",
      "confirm",
      "--reason",
      "their chat",
      "--analyst",
      "ana",
    );
    expect(code).toBe(0);
    const id = stdout.split(":")[0];
    expect((await onData("one", "judge", "list")).stdout).toMatch(new RegExp(`${id}.*ana +positive +cluster c-one of op-a +their chat`));
    expect((await onData("one", "operators", "show", "op-a")).stdout).toMatch(/c-one +2 accounts +confirmed by ana/);
    const withdrawn = await onData("one", "judge", "withdraw", id, "--reason", "mistaken");
    expect((await onData("one", "judge", "list")).stdout).toMatch(new RegExp(`${id}.*withdrawn +their chat`));
    await onData("one", "judge", "withdraw", withdrawn.stdout.split(":")[0], "--reason", "right after all");
    const list = (await onData("one", "judge", "list")).stdout;
    expect(list).toMatch(new RegExp(`${id}.*of op-a +their chat`));
    expect(list).toMatch(new RegExp(`judgement ${id} +withdrawn +mistaken`));
  });

  it("of an account's innocence are one record, with what they strike, and withdrawn like others", async () => {
    await writeFile(path("x.ndjson"), JSON.stringify({ type: "signup", id: "e-x", time: "2026-04-01T00:00:00Z", account: "x" }));
    await onData("two", "run", path("x.ndjson"), "--out", path("found"));
    const strikes = ["--strike", "device=dev=1", "--strike", "template=00ff00ff00ff00ff", "--appeal", "a-1"];
    const { stdout, code } = await onData("two", "judge", "innocence", "x", "confirm", ...strikes, "--reason", "heard", "--analyst", "ana");
    expect(code).toBe(0);
    const id = stdout.split(":")[0];
    const list = async (...args: string[]) => (await onData("two", "judge", "list", ...args)).stdout;
    expect(await list()).toMatch(new RegExp(`${id}.*ana +positive +account x \\(appeal a-1\\), 2 values struck +heard`));
    const struck = [
      { kind: "device", value: "dev=1" },
      { kind: "template", value: "00ff00ff00ff00ff" },
    ];
    expect(JSON.parse(await list("--json")).about).toEqual({ type: "innocence", account: "x", appeal: "a-1", struck });
    await onData("two", "judge", "withdraw", id, "--reason", "forged papers");
    expect(await list()).toMatch(new RegExp(`${id}.*withdrawn +heard`));
  });

  it("that reject an operator again end what was confirmed before", async () => {
    const shown = async () => (await onData("one", "operators", "show", "op-a")).stdout;
    await onData("one", "judge", "operator", "c-one", "op-a", "confirm", "--reason", "their chat");
    expect(await shown()).toMatch(/confirmed by/);
    await onData("one", "judge", "operator", "c-one", "op-a", "reject", "--reason", "a copied chat");
    expect(await shown()).not.toMatch(/confirmed by/);
  });

  it.each([
    [["operator", "c-one", "nobody", "confirm"], 1, /no operator "nobody"/],
    [["operator", "c-none", "op-a", "confirm"], 1, /no cluster "c-none"/],
    [["operator", "c-one", "op-a", "perhaps"], 2, /confirm/],
    [["link", "x", "nobody", "reject"], 1, /no account/],
    [["innocence", "nobody", "confirm"], 1, /no account/],
    [["innocence", "x", "confirm", "--strike", "device"], 2, /device=dev-1/],
    [["withdraw", "j-none"], 1, /no judgement/],
  ])("of what is not there, or not a verdict, are refused: %j", async (args, expected, message) => {
    const { code, stderr } = await onData("one", "judge", ...args, "--reason", "x");
    expect(stderr).toMatch(message);
    expect(code).toBe(expected);
  });
});

it("there is nothing to calibrate by before an attribution was confirmed", async () => {
  const { code, stderr } = await onData("two", "calibrate");
  expect(code).toBe(1);
  expect(stderr).toMatch(/judge operator/);
});
