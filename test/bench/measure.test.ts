/** What a benchmark measures of a command, from outside. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { measure, stageBegun } from "../../bench/whole/measure.js";
import { afterReading } from "../../bench/whole/run.js";
import { grouped } from "../../bench/whole/stages.js";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "cautery-test-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Code -> a file of it, that Node runs. */
function script(name: string, code: string): string {
  writeFileSync(join(dir, name), code);
  return join(dir, name);
}

/** Works for so many milliseconds of CPU. */
const BURN = "const burn = (ms) => { const from = process.cpuUsage(); while ((process.cpuUsage(from).user / 1000) < ms); };\n";

describe("a command that tells its stages", () => {
  it("has time, CPU and memory of each, its child's among them", async () => {
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const child = script("child.mjs", `${BURN}const held = Buffer.alloc(200e6, 1); burn(700); console.log(held.length);`);
    const parent = script(
      "parent.mjs",
      `${BURN}import { spawnSync } from "node:child_process";
      console.error("   0 s  reading"); burn(300);
      console.error("   0 s  reading: events.ndjson, 5 events, 5 a second");
      console.error("   1 s  linking");
      spawnSync(process.execPath, [${JSON.stringify(child)}]);
      console.error("   2 s  writing"); console.log("done");`,
    );
    const { stages, stdout, seconds, cpu, peak } = await measure([parent]);
    const [, reading, linking] = stages;
    said.mockRestore();
    expect(stages.map(({ name }) => name)).toEqual(["starting", "reading", "linking", "writing"]);
    expect(stdout).toBe("done\n");
    expect(reading.cpu).toBeGreaterThan(0.2);
    expect(reading.peak).toBeLessThan(200e6);
    expect(linking.cpu).toBeGreaterThan(0.5);
    expect(linking.peak).toBeGreaterThan(220e6);
    expect(peak).toBe(linking.peak);
    expect(cpu).toBeCloseTo(stages.reduce((sum, stage) => sum + stage.cpu, 0));
    expect(seconds).toBeGreaterThan(1);
  });

  it("is an error where it fails", async () => {
    await expect(measure([script("fails.mjs", "process.exit(3)")])).rejects.toThrow(/fails\.mjs ended with 3/);
  });
});

describe("a line on standard error", () => {
  it.each([
    ["   0 s  reading", "starting", "reading"],
    ["1234 s  co-action", "templates", "co-action"],
    ["   6 s  reading: events.ndjson, 99,333 events, 17,195 a second", "reading", null],
    ["cautery: out of memory", "reading", null],
  ])("%j, amid %s, begins %s", (line, present, stage) => {
    expect(stageBegun(line, present)).toBe(stage);
  });
});

describe("the stages of a run", () => {
  const stages = ["starting", "reading", "merging accounts", "templates", "a stage of tomorrow", "communities"].map((name, i) => ({
    name,
    seconds: 1 + i,
    cpu: 2 * i,
    peak: 100 - i,
  }));

  it("fall into a few groups, one that is not known into that before it", () => {
    expect(Object.fromEntries(grouped(stages))).toEqual({
      reading: { seconds: 3, cpu: 2, peak: 100 },
      merging: { seconds: 3, cpu: 4, peak: 98 },
      linking: { seconds: 9, cpu: 14, peak: 97 },
      communities: { seconds: 6, cpu: 10, peak: 95 },
    });
  });

  it("are summed after the last that reads; without one nothing can be said", () => {
    const run = { stages, seconds: 0, cpu: 0, peak: 0, stdout: "" };
    expect(afterReading(run)).toBe(18);
    expect(() => afterReading({ ...run, stages: stages.slice(2) })).toThrow(/no stage "reading"/);
  });
});
