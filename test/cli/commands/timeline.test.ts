/** `cautery timeline`: what accounts did, as a person and as a program reads it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runEmbedded } from "../../../src/cli/embedded.js";
import { cautery } from "../command.js";

const dir = mkdtempSync(join(tmpdir(), "cautery-timeline-"));
const env = { CAUTERY_KEY_FILE: join(dir, "key") };
const call = (...args: string[]) => cautery(["timeline", "--data", join(dir, "data"), ...args], env);

const usage = (id: string, time: string, exchanges: number, capability: string) => ({
  type: "usage",
  id,
  time,
  account: "acc-1",
  model: "large",
  capability,
  exchanges,
  input_tokens: 10,
  output_tokens: 5,
});

beforeAll(async () => {
  const events = [
    { type: "signup", id: "s", time: "2026-05-01T10:00:00Z", account: "acc-1" },
    usage("a", "2026-05-02T10:00:00Z", 3, "coding"),
    usage("b", "2026-05-02T23:59:59Z", 4, "chat"),
    usage("c", "2026-05-04T00:00:00Z", 1, "coding"),
  ];
  writeFileSync(join(dir, "events.ndjson"), events.map((event) => JSON.stringify(event)).join("\n"));
  process.env.CAUTERY_KEY_FILE = env.CAUTERY_KEY_FILE;
  await runEmbedded({ events: [join(dir, "events.ndjson")], data: join(dir, "data"), out: join(dir, "out") });
}, 60_000);
afterAll(() => {
  delete process.env.CAUTERY_KEY_FILE;
  rmSync(dir, { recursive: true, force: true });
});

describe("the timeline of an account", () => {
  it("is told day by day, and by capability and model", async () => {
    const { stdout } = await call("acc-1");
    expect(stdout).toContain("acc-1: 1 account with any event, days in UTC");
    expect(stdout).toMatch(/2026-05-02 +1 +7 +20 +10/);
    expect(stdout).toMatch(/all +1 +8 +30 +15/);
    expect(stdout).toMatch(/coding +4/);
    expect(stdout).toMatch(/large +8/);
  });

  it("is cut to the days asked for, for programs too", async () => {
    const row = JSON.parse((await call("acc-1", "--from", "2026-05-02", "--to", "2026-05-03", "--json")).stdout);
    expect(row).toMatchObject({ cluster: null, zone: "UTC", accounts: 1, exchanges: 7, input_tokens: 20, output_tokens: 10, uncut: null });
    expect(row.by_day).toEqual([{ day: "2026-05-02", accounts: 1, exchanges: 7, input_tokens: 20, output_tokens: 10 }]);
    expect(row.by_capability.map(({ capability }: { capability: string }) => capability)).toEqual(["chat", "coding"]);
  });

  it.each(["2026-5-1", "2026-02-30", "yesterday"])("wants a day that there is, not %s", async (day) => {
    const { code, stderr } = await call("acc-1", "--from", day);
    expect(code).toBe(2);
    expect(stderr).toContain("--from wants a day such as 2026-05-01");
  });

  it.each([
    ["2026-05-03", "2026-05-03"],
    ["2026-05-04", "2026-05-03"],
  ])("wants a day before the end to begin with, not %s before %s", async (from, to) => {
    const { code, stderr } = await call("acc-1", "--from", from, "--to", to);
    expect(code).toBe(2);
    expect(stderr).toContain(`--from ${from} is not before --to ${to}`);
  });

  it("of which nothing is known is refused, with what to do", async () => {
    const { code, stderr } = await call("nobody");
    expect(code).toBe(1);
    expect(stderr).toContain("check the id");
  });
});
