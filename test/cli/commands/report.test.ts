/** `cautery report`: the same bytes in every format wherever it is called, what is verified, and wrong calls. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cautery } from "../command.js";

let dir: string;
const at = (name: string) => join(dir, name);
const call = (args: readonly string[], env: Record<string, string> = {}) => cautery([...args], { CAUTERY_KEY_FILE: at("key"), ...env });
const PERIOD = ["--from", "2026-04-01", "--to", "2026-05-01"];
const ALL = ["report.csv", "report.html", "report.json", "report.md", "report.pdf", "report.stix.json"];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "cautery-report-"));
  await call(["simulate", "--accounts", "300", "--fraud", "0.3", "--seed", "3", "--out", at("world"), "--quiet"]);
  const events = at("world/events.ndjson");
  const ran = await call(["run", events, "--operators", at("world/operators.json"), "--data", at("data"), "--out", at("found")]);
  expect(ran.code, ran.stderr).toBe(0);
  cpSync(at("data"), at("copy"), { recursive: true });
}, 300_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("cautery report", () => {
  it("gives the same bytes in all formats, in whatever zone and language of the machine, and again where it is kept", async () => {
    const formats = ["--format", "html,pdf,json,csv,stix,md"];
    const here = await call(["report", ...PERIOD, ...formats, "--out", at("here"), "--data", at("data")], { TZ: "UTC", LANG: "C" });
    expect(here.code, here.stderr).toBe(0);
    const env = { TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    const there = await call(["report", ...PERIOD, ...formats, "--out", at("there"), "--data", at("copy")], env);
    expect(there.code, there.stderr).toBe(0);
    await call(["report", ...PERIOD, ...formats, "--out", at("again"), "--data", at("copy")]);
    expect(readdirSync(at("here")).sort()).toEqual(ALL);
    for (const name of ALL)
      for (const other of ["there", "again"])
        expect(readFileSync(at(`${other}/${name}`)).equals(readFileSync(at(`here/${name}`))), name).toBe(true);
  });

  it.each(ALL)("is verified by its %s", async (name) => {
    const verified = await call(["report", "verify", at(`here/${name}`), "--data", at("data")]);
    expect(verified.stderr).toBe("");
    expect(verified.stdout).toMatch(/: all [\d,]+ figures are as counted$/m);
    expect(verified.code).toBe(0);
  });

  it("names the figure that a file tells otherwise, and exits 1", async () => {
    const json = readFileSync(at("here/report.json"), "utf8");
    const { exchanges } = (JSON.parse(json) as { totals: { exchanges: number } }).totals;
    writeFileSync(at("changed.json"), json.replace(`"exchanges": ${exchanges},`, `"exchanges": ${exchanges + 1},`));
    const verified = await call(["report", "verify", at("changed.json"), "--data", at("data")]);
    expect(verified.code).toBe(1);
    expect(verified.stderr).toMatch(/off are:\n {2}totals\/exchanges$/m);
  });

  it.each([
    [["--from", "2026-04-01T12:00:00Z", "--to", "2026-05-01"], "the nearest are 2026-04-01 (2026-04-01T00:00:00.000Z) and 2026-04-02"],
    [["--from", "2026-05-01", "--to", "2026-04-01"], "is not before"],
    [[...PERIOD, "--zone", "Europe/Berlin"], "counts days in UTC"],
    [[...PERIOD, "--format", "docx"], "the formats are html, pdf, json, csv, stix, md"],
    [[...PERIOD, "--marking", "secret"], "Allowed choices are public, partner, internal"],
    [["--from", "2026-05-01"], "--to <time>"],
  ])("called with %j is a wrong call", async (args, why) => {
    const called = await call(["report", ...args, "--out", at("wrong"), "--data", at("data")]);
    expect(called.stderr).toContain(why);
    expect(called.code).toBe(2);
  });

  it("of nobody's operator or of no report's file exits 1", async () => {
    const nobody = await call(["report", ...PERIOD, "--operator", "op-nobody", "--out", at("wrong"), "--data", at("data")]);
    expect(nobody).toMatchObject({ code: 1 });
    const none = await call(["report", "verify", at("world/operators.json"), "--data", at("data")]);
    expect(none).toMatchObject({ code: 1 });
    expect(await call(["report", "verify", at("nothing"), "--data", at("data")])).toMatchObject({ code: 2 });
  });
});
