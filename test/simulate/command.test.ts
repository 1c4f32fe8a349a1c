/** `cautery simulate`: the folder that it leaves, and what it refuses. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { writeWorld } from "../../src/adapters/files/world-folder.js";
import { simulateCommand } from "../../src/cli/commands/simulate.js";
import { settle } from "../../src/simulate/settings.js";

const dir = mkdtempSync(join(tmpdir(), "cautery-simulate-"));
afterAll(() => rmSync(dir, { recursive: true }));

test("leaves events, truth, dossiers and the settings that made them", async () => {
  const out = join(dir, "new", "world");
  const settings = settle({ accounts: 200, eventsPerAccount: 5 });
  const { lines, eventsPath, truthPath, operatorsPath } = await writeWorld(settings, out);
  const count = (path: string): number => readFileSync(path, "utf8").trimEnd().split("\n").length;
  expect(count(eventsPath)).toBe(lines);
  expect(count(truthPath)).toBe(200);
  expect(Array.isArray(JSON.parse(readFileSync(operatorsPath, "utf8")))).toBe(true);
  expect(JSON.parse(readFileSync(join(out, "world.json"), "utf8"))).toMatchObject({
    accounts: 200,
    seed: 1,
    start: "2026-04-01T00:00:00.000Z",
  });
});

test("writes the same events compressed", async () => {
  const settings = settle({ accounts: 100, eventsPerAccount: 5 });
  const plain = await writeWorld(settings, join(dir, "plain"));
  const packed = await writeWorld(settings, join(dir, "packed"), { gzip: true });
  expect(gunzipSync(readFileSync(packed.eventsPath))).toEqual(readFileSync(plain.eventsPath));
});

test("takes every option of its help", async () => {
  const out = join(dir, "options");
  const asked =
    "--accounts 60 --fraud 0.2 --days 6 --start 2026-01-05 --seed 7 --events-per-account 4 --levels sloppy,expert --without payment,device --simhash-share 0.5 --no-status --jitter-minutes 60 --style 4 --prompts-as-text --gzip --quiet";
  await simulateCommand().parseAsync(["--out", out, ...asked.split(" ")], { from: "user" });
  expect(JSON.parse(readFileSync(join(out, "world.json"), "utf8"))).toMatchObject({
    accounts: 60,
    fraud: 0.2,
    days: 6,
    start: "2026-01-05T00:00:00.000Z",
    seed: 7,
    eventsPerAccount: 4,
    levels: ["sloppy", "expert"],
    without: ["payment", "device"],
    simhashShare: 0.5,
    status: false,
    jitterMinutes: 60,
    style: 4,
    promptsAsText: true,
  });
});

test.each([
  ["--levels", "devious", /devious.*sloppy, moderate, careful, expert/],
  ["--without", "shoes", /shoes.*email, phone/],
  ["--accounts", "many", /must be a number/],
  ["--start", "yesterday", /YYYY-MM-DD/],
  ["--preset", "may-1066", /june-2026, february-2026/],
])("refuses %s %s and says what is allowed", async (option, value, message) => {
  const command = simulateCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  await expect(command.parseAsync(["--out", join(dir, "none"), option, value], { from: "user" })).rejects.toThrow(message);
});

test("its help names the styles, and a style that there is not is refused with those that there are", async () => {
  expect(simulateCommand().helpInformation().replace(/\s+/g, " ")).toContain(
    "0 habit, 1 atlantic, 2 mobile, 3 pacific, 4 farmed, 5 resident, 6 bargain",
  );
  await expect(simulateCommand().parseAsync(["--out", join(dir, "none"), "--style", "7"], { from: "user" })).rejects.toThrow(
    /--style is 7; it must be one of 0 habit/,
  );
});
