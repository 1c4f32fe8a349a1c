/** `cautery doctor` where there are no services: embedded use needs only Node, and what is broken is told with its mending. */
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cautery } from "../command.js";

/** A Node in which the optional dependency is not installed. */
const WITHOUT_TYPST = `
const Module = require("node:module");
const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  if (name.startsWith("@myriaddreamin/")) throw Object.assign(new Error("Cannot find module '" + name + "'"), { code: "MODULE_NOT_FOUND" });
  return resolve.call(this, name, ...rest);
};
`;

const alone = { REDIS_URL: "", NEO4J_URI: "" };

it("finds nothing broken where only Node is there", async () => {
  const { code, stdout } = await cautery(["doctor"], alone);
  expect(code).toBe(0);
  for (const what of ["Node", "Machine", "Disk", "DuckDB", "Pseudonym key", "Redis", "Neo4j"]) expect(stdout).toContain(what);
});

it("tells of servers that do not answer, how to mend it, and exits 1", async () => {
  const { code, stdout } = await cautery(["doctor", "--json"], { REDIS_URL: "redis://127.0.0.1:1", NEO4J_URI: "bolt://127.0.0.1:1" });
  const findings = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const broken = findings.filter(({ state }) => state === "broken");
  expect(broken.map(({ name }) => name)).toEqual(["Redis", "Neo4j"]);
  for (const { mend } of broken) expect(mend).not.toBe("");
  expect(code).toBe(1);
});

it.each([
  [{}, "Platform", "absent", /dry run/],
  [{ CAUTERY_PLATFORM_URL: "https://platform.example/hooks" }, "Platform", "broken", /CAUTERY_PLATFORM_SECRET/],
  [{ CAUTERY_PLATFORM_URL: "file:///tmp/messages.ndjson" }, "Platform", "fine", /^file:/],
  [{ CAUTERY_POLICY: "/nowhere/policy.json" }, "Policy", "broken", /\/nowhere\/policy.json/],
] as const)("tells where suspensions go, and whether the policy can be read: %j", async (env, name, state, says) => {
  const { stdout } = await cautery(["doctor", "--json"], { ...alone, ...env });
  const findings = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(findings.find((each) => each.name === name)).toMatchObject({ state, says: expect.stringMatching(says) });
});

it("tells whether reports can be made as PDF, and how to mend it where Typst is missing", async () => {
  const pages = async (env: Record<string, string>) => {
    const { code, stdout } = await cautery(["doctor", "--json"], { ...alone, ...env });
    const findings = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    return { code, ...findings.find(({ name }) => name === "Reports as PDF") };
  };
  expect(await pages({})).toMatchObject({ code: 0, state: "fine", mend: "" });
  const folder = await mkdtemp(join(tmpdir(), "cautery-doctor-"));
  const without = join(folder, "without.cjs");
  await writeFile(without, WITHOUT_TYPST);
  expect(await pages({ NODE_OPTIONS: `--require ${without}` })).toMatchObject({
    code: 0,
    state: "weak",
    says: expect.stringContaining("every format but pdf"),
    mend: "npm install @myriaddreamin/typst-ts-node-compiler",
  });
  await rm(folder, { recursive: true });
});

it("tells what a job wants, and whether it fits this machine", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cautery-doctor-"));
  const events = join(folder, "events.ndjson");
  await writeFile(events, "");
  const job = async () => {
    const { code, stdout } = await cautery(["doctor", "--json", events], alone);
    const findings = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    return { code, ...findings.find(({ name }) => name === "Job") };
  };
  expect(await job()).toMatchObject({ code: 0, state: "fine", says: expect.stringContaining("some 0 accounts want 0.5 GB of memory") });
  await truncate(events, 1e12); // takes no room
  expect(await job()).toMatchObject({ code: 1, state: "broken", mend: expect.stringContaining("memory: about 233.8 GB wanted") });
  await rm(folder, { recursive: true });
});

describe("the pseudonym key", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cautery-doctor-"));
    await writeFile(join(folder, "short"), "too short");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ["that is not there is made at first use", "none", "absent", /made at first use/],
    ["that is too short is broken", "short", "broken", /9 bytes, not a key of 32/],
    ["that cannot be read is broken, and no new one is promised", join("short", "key"), "broken", /ENOTDIR/],
  ])("%s", async (_what, name, state, says) => {
    const { stdout } = await cautery(["doctor", "--json"], { ...alone, CAUTERY_KEY_FILE: join(folder, name) });
    const findings = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const finding = findings.find((each) => each.name === "Pseudonym key");
    expect(finding).toMatchObject({ state, says: expect.stringMatching(says) });
  });
});

it.each([
  [["ingest", "-"], "REDIS_URL"],
  [["worker", "all"], "NEO4J_URI"],
  [["recluster"], "REDIS_URL"],
  [["export", "--out", "nowhere"], "NEO4J_URI"],
  [["dead-letters"], "REDIS_URL"],
])("`cautery %j` without addresses is a wrong call that names %s", async (args, missing) => {
  const { code, stderr } = await cautery(args, alone);
  expect(code).toBe(2);
  expect(stderr).toContain(missing);
});

it("`cautery worker` refuses a name that is none, and lists those there are", async () => {
  const { code, stderr } = await cautery(["worker", "everything"], alone);
  expect(code).toBe(2);
  expect(stderr).toContain("ingest, place, recluster, communities, attribute, suspend, or all");
});
