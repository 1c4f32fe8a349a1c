/** Debian's Chromium, as tests and benches look at pages with it: headless, and closed whatever happens. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where it is; undefined where it is not. */
export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  if (CHROMIUM === undefined) throw new Error("there is no Chromium: apt-get install chromium");
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
