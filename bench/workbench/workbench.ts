/**
 * Clusters of 25,000 and 100,000 accounts in the workbench, in a real Chromium of 1280x800, with its graphics and without any: how long
 * each view takes from the click, how smoothly the map moves, what filters, brushes and strikes take, and what memory the tab has.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { type Found, type Measured, measureCluster } from "./measure.js";
import { served } from "./served.js";
import { STORE } from "./store.js";

/** What 25,000 accounts may take; 100,000 three times that. */
const BOUNDS: Readonly<Record<keyof Measured, { what: string; bound: number | null }>> = {
  anatomyMs: { what: "click to anatomy, ms", bound: 400 },
  mapMs: { what: "click to the map drawn, ms", bound: 1_200 },
  mapCpuMs: { what: "  of the processor, by the renderer, ms", bound: null },
  panMs: { what: "panning, p95 between pictures, ms", bound: 33 },
  panMiddleMs: { what: "  the half of them within, ms", bound: null },
  panCpuMs: { what: "  of the processor a picture, ms", bound: null },
  zoomMs: { what: "zooming, p95 between pictures, ms", bound: 33 },
  longestTaskMs: { what: "longest task of the page after load, ms", bound: 100 },
  filterMs: { what: "a part filtered, to picture, ms", bound: 100 },
  brushMs: { what: "days brushed, to picture, ms", bound: 100 },
  strikeMs: { what: "a value struck, to picture, ms", bound: 100 },
  hoverMs: { what: "pointed at, to its words, ms", bound: 16 },
  heapMb: { what: "heap of the tab, MB", bound: 100 },
};
const boundOf = (key: keyof Measured, times: number): number | null => {
  const { bound } = BOUNDS[key];
  return bound === null ? null : bound * times;
};
const LARGE = 50_000;
const TIMES = 3;
const GRAPHICS: Readonly<Record<string, readonly string[]>> = {
  "as it comes": [],
  "no graphics": ["--disable-gpu", "--disable-software-rasterizer"],
};

/** Exits with 1 where a bound is missed. */
export async function benchWorkbench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      accounts: { type: "string", default: "25000,100000" },
      chromium: { type: "string", default: process.env.CHROMIUM ?? "/usr/bin/chromium" },
    },
  });
  const [processor] = cpus();
  console.log(
    `${cpus().length} x ${processor?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GB; load before: ${loadavg()[0].toFixed(1)}, so that others ${loadavg()[0] > 0.5 ? "ran beside" : "slept"}`,
  );
  for (const accounts of values.accounts.split(",").map(Number)) await measureAt(accounts, values.chromium);
}

async function measureAt(accounts: number, executablePath: string): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  const env = { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") };
  const times = accounts > LARGE ? TIMES : 1;
  try {
    const sizes = JSON.stringify({ "c-hydra": accounts });
    const { status } = spawnSync(process.execPath, ["--max-old-space-size=8192", STORE, dir, sizes], { stdio: "inherit", env });
    if (status !== 0) throw new Error("bench: the folder could not be made");
    const found: [string, Found][] = [];
    for (const [name, args] of Object.entries(GRAPHICS)) found.push([name, await inBrowser({ dir, env, args: [...args], executablePath })]);
    const keys = Object.keys(BOUNDS) as (keyof Measured)[];
    const rows = keys.map((key) => [
      BOUNDS[key].what,
      ...found.map(([, { times: measured }]) => measured[key].toFixed(key === "hoverMs" ? 1 : 0)),
      boundOf(key, times) === null ? "" : String(boundOf(key, times)),
    ]);
    console.log(`\n${formatCount(accounts)} accounts, ${formatCount(4 * accounts)} links at the most`);
    console.log(formatTable([["", ...found.map(([name]) => name), "bound"], ...rows]));
    const missed = found.flatMap(([name, { times: measured }]) =>
      keys.filter((key) => measured[key] > (boundOf(key, times) ?? Number.POSITIVE_INFINITY)).map((key) => `${BOUNDS[key].what}, ${name}`),
    );
    const pictures = new Set(found.map(([, { pixels }]) => pixels));
    console.log(`the map's pixels: ${[...pictures].join(", ")}`);
    if (pictures.size > 1) missed.push("the same pixels with graphics and without");
    for (const each of missed) console.log(`MISSED: ${each}`);
    if (missed.length > 0) process.exitCode = 1;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

interface Setting {
  dir: string;
  env: NodeJS.ProcessEnv;
  args: string[];
  executablePath: string;
}

async function inBrowser({ dir, env, args, executablePath }: Setting): Promise<Found> {
  const { link, close } = await served(join(dir, "data"), env);
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath, args });
    return await measureCluster(browser, link, "c-hydra");
  } finally {
    await browser?.close();
    await close();
  }
}
