/** `cautery demo` and `cautery show`, small: what they leave, what they say, and how they end. */
import { access, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClusterRow } from "../../../src/contract/rows.js";
import { cautery, type Outcome } from "../command.js";

let folder: string;
let demo: Outcome;
let clusters: ClusterRow[];
/** A key of its own: a test leaves nothing in anyone's home. */
const env = () => ({ CAUTERY_KEY_FILE: join(folder, "key") });
const show = (...args: string[]) => cautery(["show", ...args, "--data", join(folder, "demo", "data")], env());

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cautery-demo-"));
  demo = await cautery(["demo", "--out", join(folder, "demo"), "--accounts", "1500", "--fraud", "0.1"], env());
  const lines = await readFile(join(folder, "demo", "found", "clusters.ndjson"), "utf8");
  clusters = lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("cautery demo", () => {
  it("prints what it found beside the truth", () => {
    expect(demo.code).toBe(0);
    expect(demo.stdout).toMatch(/The largest clusters called fraudulent/);
    expect(demo.stdout).toMatch(/precision .* [01]\.\d{4}/);
  });

  it("ends by saying how it is opened in a browser", () => {
    const lines = demo.stdout.trim().split("\n");
    expect(lines.at(-2)).toBe("or at all of it, in the browser:");
    expect(lines.at(-1)).toBe(`  npx cautery serve --data ${join(folder, "demo", "data")}`);
  });

  it("leaves the events, the truth, what was found, and a picture of it", async () => {
    for (const name of ["events.ndjson", "truth.ndjson", "operators.json", "found/clusters.ndjson", "found/summary.json"]) {
      await access(join(folder, "demo", name));
    }
    expect(await readFile(join(folder, "demo", "clusters.svg"), "utf8")).toMatch(/^<svg .*<\/svg>\n$/s);
  });
});

describe("cautery show", () => {
  it("lists all clusters", async () => {
    const { code, stdout } = await show();
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(clusters.length + 1);
  });

  it("shows one with its accounts, its explanations and the time to relink", async () => {
    const [{ cluster, accounts, disposition }] = clusters;
    const { code, stdout } = await show(cluster, "--accounts", "all");
    expect(code).toBe(0);
    expect(stdout).toContain(`${cluster}: ${disposition}`);
    expect(stdout).toMatch(/median time to relink/);
    expect(accounts.filter((account) => !stdout.includes(account))).toEqual([]);
  });

  it("gives the contract's line with --json", async () => {
    const { stdout } = await show(clusters[0].cluster, "--json");
    expect(JSON.parse(stdout)).toEqual(clusters[0]);
  });

  it("says that there is no such cluster", async () => {
    const { code, stderr } = await show("c-nowhere");
    expect(code).toBe(1);
    expect(stderr).toMatch(/no cluster "c-nowhere"/);
  });

  it("asks which store where none is named", async () => {
    const { code, stderr } = await cautery(["show"], { ...env(), NEO4J_URI: "" });
    expect(code).toBe(2);
    expect(stderr).toMatch(/--data DIR .* NEO4J_URI/);
  });
});
