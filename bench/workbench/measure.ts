/** A browser and a cluster in it -> what each thing took, timed in the page, from the event to the frame after its picture. */
import type { Browser, CDPSession, Page } from "playwright-core";
import { WATCH } from "./in-page.js";

export interface Found {
  times: Measured;
  /** Of the whole map's canvas: the same wherever the same is drawn. */
  pixels: string;
}

export interface Measured {
  anatomyMs: number;
  mapMs: number;
  /** Of the processor, by the browser's renderer: what others that run beside do not lengthen. */
  mapCpuMs: number;
  panCpuMs: number;
  panMs: number;
  panMiddleMs: number;
  zoomMs: number;
  longestTaskMs: number;
  filterMs: number;
  brushMs: number;
  strikeMs: number;
  hoverMs: number;
  heapMb: number;
}

const VIEWPORT = { width: 1280, height: 800 };
const ROUNDS = 5;
const FRAMES = 120;

/** `link` opens a session. */
export async function measureCluster(browser: Browser, link: string, cluster: string): Promise<Found> {
  const origin = new URL(link).origin;
  const state = await signedIn(browser, link, cluster);
  /** In a browser that has kept nothing, before the overview, at rest. */
  const fresh = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: VIEWPORT, storageState: state });
    const page = await context.newPage();
    await page.addInitScript({ content: WATCH });
    await page.goto(`${origin}/`);
    await page.waitForSelector(`a[href^="/clusters/${cluster}"]`, { timeout: 60_000 });
    await page.waitForTimeout(3_000);
    return page;
  };
  const first = await fresh();
  const anatomyMs = await clicked(first, cluster, ".anatomy [data-part]", null);
  await first.context().close();
  const page = await fresh();
  const before = await cpuOf(browser);
  const mapMs = await clicked(page, cluster, "canvas[data-drawn]", "4");
  const mapCpuMs = (await cpuOf(browser)) - before;
  await page.waitForTimeout(4_000);
  await page.evaluate("watched.tasks.length = 0");

  const atRest = await cpuOf(browser);
  const pan = await paced(page, "pan");
  const panCpuMs = ((await cpuOf(browser)) - atRest) / (pan.length + 2);
  const zoom = await paced(page, "zoom");
  await page.locator(".map-hands").focus();
  await page.keyboard.press("0");
  await page.waitForTimeout(1_500);
  const pixels = (await page.evaluate("watched.pixels()")) as string;
  const filter = await timesOf(page, ROUNDS * 2, "filter");
  const hover = await timesOf(page, 40, "hover");
  await open(page, "2", ".brush-ground");
  const brush = await timesOf(page, ROUNDS * 2, "brush");
  await open(page, "3", "[data-row]");
  await page.waitForTimeout(6_000); // the evidence is read
  const strike = await timesOf(page, ROUNDS * 2, "strike");
  await open(page, "4", "canvas[data-drawn]");
  await open(page, "5", "[role=gridcell]");
  await page.waitForTimeout(3_000);
  await open(page, "4", "canvas[data-drawn]");
  const longest = (await page.evaluate("Math.max(0, ...watched.tasks)")) as number;
  const heapMb = await heapOf(page);
  await page.context().close();
  const times = {
    anatomyMs,
    mapMs,
    mapCpuMs,
    panCpuMs,
    panMs: at(pan, 0.95),
    panMiddleMs: at(pan, 0.5),
    zoomMs: at(zoom, 0.95),
    longestTaskMs: longest,
    filterMs: at(filter, 0.95),
    brushMs: at(brush, 0.95),
    strikeMs: at(strike, 0.95),
    hoverMs: at(hover, 0.95),
    heapMb,
  };
  return { times, pixels };
}

/** A session's cookies; the server has made the cluster's anatomy by then, as it does of large clusters by itself. */
async function signedIn(browser: Browser, link: string, cluster: string) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForSelector(`a[href^="/clusters/${cluster}"]`, { timeout: 180_000 });
  await page.goto(`${new URL(link).origin}/clusters/${cluster}/map`);
  await page.waitForSelector("canvas[data-drawn]", { timeout: 180_000 });
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Milliseconds of the processor that renderers took so far. */
async function cpuOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return 1_000 * processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

const at = (times: readonly number[], share: number): number =>
  [...times].sort((p, q) => p - q)[Math.min(times.length - 1, Math.floor(share * times.length))];

async function open(page: Page, key: string, selector: string): Promise<void> {
  await page.locator("h1").first().click();
  await page.keyboard.press(key);
  await page.waitForSelector(selector, { timeout: 30_000 });
  await page.waitForTimeout(700);
}

/** From a click in the overview to the frame after `selector` is there; `key` is pressed as soon as the cluster is. */
async function clicked(page: Page, cluster: string, selector: string, key: string | null): Promise<number> {
  return await page.evaluate(
    `watched.until(() => document.querySelector('a[href^="/clusters/${cluster}"]').click(), ${JSON.stringify(selector)}, ${JSON.stringify(key)})`,
  );
}

/** Milliseconds between one picture and the next while a hand moves the map in every frame. */
const paced = (page: Page, how: "pan" | "zoom"): Promise<number[]> => page.evaluate(`watched.paced("${how}", ${FRAMES})`);

/** One time a round. */
const timesOf = (page: Page, rounds: number, what: string): Promise<number[]> => page.evaluate(`watched.rounds("${what}", ${rounds})`);

/** Of the page and its workers, with what their buffers take, after the collector ran. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  let bytes = sumOf((await session.send("Runtime.getHeapUsage")) as HeapUsage);
  for (const ask of await workersOf(session)) {
    await ask("HeapProfiler.collectGarbage");
    bytes += sumOf((await ask("Runtime.getHeapUsage")) as HeapUsage);
  }
  return bytes / 2 ** 20;
}

interface HeapUsage {
  usedSize: number;
  embedderHeapUsedSize?: number;
  backingStorageSize?: number;
}

const sumOf = ({ usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 }: HeapUsage): number =>
  usedSize + embedderHeapUsedSize + backingStorageSize;

async function workersOf(session: CDPSession): Promise<((method: string) => Promise<unknown>)[]> {
  const attached: string[] = [];
  session.on("Target.attachedToTarget", ({ sessionId }) => attached.push(sessionId));
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  let next = 0;
  return attached.map((sessionId) => async (method: string) => {
    const id = ++next;
    const answer = new Promise<unknown>((resolve) => {
      session.on("Target.receivedMessageFromTarget", (event) => {
        const message = JSON.parse(event.message) as { id?: number; result?: unknown };
        if (event.sessionId === sessionId && message.id === id) resolve(message.result);
      });
    });
    await session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params: {} }) });
    return await answer;
  });
}
