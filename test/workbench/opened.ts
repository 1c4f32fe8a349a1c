/** `cautery demo --serve` and a real Chromium -> the workbench, opened by the link that it printed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const CHROMIUM = process.env.CAUTERY_CHROMIUM ?? "/usr/bin/chromium";

export interface Opened {
  /** Where it is served. */
  url: string;
  /** Where the demo left its files. */
  dir: string;
  /** Signed in as admin. */
  context: BrowserContext;
  /** Another window, with other settings, signed in alike. */
  window(options: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Of so many accounts. */
export async function openDemo(accounts: number): Promise<Opened> {
  if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: 'apt-get install chromium', or name another by CAUTERY_CHROMIUM`);
  const dir = mkdtempSync(join(tmpdir(), "cautery-workbench-"));
  const args = ["demo", "--serve", "--port", "0", "--out", join(dir, "demo"), "--accounts", String(accounts), "--fraud", "0.1"];
  const server = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const link = await linkOf(server);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(link);
  await page.close();
  const storageState = await context.storageState();
  return {
    url: new URL(link).origin,
    dir: join(dir, "demo"),
    context,
    window: async (options) => await (await browser.newContext({ ...options, storageState })).newPage(),
    close: () => closed(browser, server, dir),
  };
}

async function linkOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface(server.stdout!)) {
    const [link] = /http:\S+\/session\?ticket=\S+/.exec(line) ?? [];
    if (link !== undefined) return link;
  }
  throw new Error("the demo ended before it was served");
}

async function closed(browser: Browser, server: ChildProcess, dir: string): Promise<void> {
  await browser.close();
  server.kill();
  await once(server, "exit");
  rmSync(dir, { recursive: true, force: true });
}
