/**
 * Every screen of the workbench as a picture, to be looked at: with no cluster, the demo's, and 30,000 with names of 80 characters; at the
 * sizes of a laptop, a large screen and a telephone, light and dark. Says of each what overflows its window sideways.
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { MANY } from "./many-clusters.js";
import { served } from "./served.js";

const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
];
const SCHEMES = ["light", "dark"] as const;
/** After what is read is there: workers draw. */
const REST_MS = 900;

type Ids = Readonly<Record<"cluster" | "account" | "batch" | "operator", string | null>>;

/** Paths, by the name of the picture; what has no id there is left out. */
const SCREENS: Readonly<Record<string, (ids: Ids) => string | null>> = {
  overview: () => "/?show=all",
  anatomy: ({ cluster }) => cluster && `/clusters/${cluster}/anatomy`,
  succession: ({ cluster }) => cluster && `/clusters/${cluster}/succession`,
  matrix: ({ cluster }) => cluster && `/clusters/${cluster}/matrix`,
  map: ({ cluster }) => cluster && `/clusters/${cluster}/map`,
  members: ({ cluster }) => cluster && `/clusters/${cluster}/members`,
  account: ({ account }) => account && `/accounts/${account}`,
  operators: () => "/operators",
  operator: ({ operator }) => operator && `/operators/${operator}`,
  batches: () => "/batches",
  batch: ({ batch }) => batch && `/batches/${batch}`,
  reports: () => "/reports",
  settings: () => "/settings",
};

/** A world's name -> how its folder is made below `dir`. */
const WORLDS: Readonly<Record<string, (dir: string) => readonly string[]>> = {
  none: (dir) => [MANY, dir, "0"],
  one: (dir) => [MANY, dir, "1"],
  demo: (dir) => [MAIN, "demo", "--out", dir, "--accounts", "6000"],
  many: (dir) => [MANY, dir, "30000"],
};

export async function benchScreens(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      out: { type: "string", default: "screens" },
      worlds: { type: "string", default: Object.keys(WORLDS).join(",") },
      screens: { type: "string", default: Object.keys(SCREENS).join(",") },
      chromium: { type: "string", default: process.env.CHROMIUM ?? "/usr/bin/chromium" },
    },
  });
  await mkdir(values.out, { recursive: true });
  const browser = await chromium.launch({ executablePath: values.chromium, args: ["--no-sandbox"] });
  try {
    for (const world of values.worlds.split(",")) await shootWorld(browser, world, values.screens.split(","), values.out);
  } finally {
    await browser.close();
  }
}

async function shootWorld(browser: Browser, world: string, screens: readonly string[], out: string): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "cautery-screens-"));
  const env = { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") };
  try {
    const { status } = spawnSync(process.execPath, [...WORLDS[world](dir)], { stdio: ["ignore", "ignore", "inherit"], env });
    if (status !== 0) throw new Error(`bench: the world ${world} could not be made`);
    const { link, close } = await served(join(dir, "data"), env);
    try {
      const first = await browser.newContext();
      const page = await first.newPage();
      await page.goto(link);
      const storageState = await first.storageState();
      const ids = await idsAt(page, new URL(link).origin);
      for (const viewport of SIZES)
        for (const colorScheme of SCHEMES) {
          const context = await browser.newContext({ viewport, colorScheme, storageState });
          const window = await context.newPage();
          for (const screen of screens) {
            const path = SCREENS[screen](ids);
            if (path === null) continue;
            await shoot(window, new URL(link).origin + path, join(out, `${world}-${screen}-${viewport.width}-${colorScheme}.png`));
          }
          await context.close();
        }
      await first.close();
    } finally {
      await close();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The first of each that there is; of clusters the largest. */
async function idsAt(page: Page, origin: string): Promise<Ids> {
  const first = async (path: string, key: string): Promise<string | null> => {
    const { items = [] } = (await (await page.request.get(origin + path)).json()) as { items?: Record<string, string>[] };
    return items.length === 0 ? null : encodeURIComponent(items[0][key]);
  };
  const cluster = await first("/v1/clusters?sort=size", "cluster");
  return {
    cluster,
    account: cluster && (await first(`/v1/clusters/${cluster}/members`, "account")),
    batch: await first("/v1/batches", "batch"),
    operator: await first("/v1/operators", "operator"),
  };
}

async function shoot(page: Page, url: string, path: string): Promise<void> {
  await page.goto(url, { timeout: 60_000 });
  await page.locator("h1, h2, [role=grid]").first().waitFor();
  await page.waitForTimeout(REST_MS);
  await page.screenshot({ path });
  const beyond = await page.evaluate<string[]>(`
    document.documentElement.scrollWidth > innerWidth ? ["the page is wider than its window"] : []`);
  console.log([path, ...beyond].join(": "));
}
