/** A headless Chromium over the pipe of its DevTools protocol -> what a page shows, what it asks for, and what its policy refused. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

type Json = Record<string, unknown>;

/** Why there is none here; null where there is one. */
export const noChromium = (): string | null =>
  spawnSync("chromium", ["--version"], { stdio: "ignore" }).status === 0
    ? null
    : "no chromium on PATH: install it (Debian: apt-get install chromium)";

const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-sync",
];

export class Chromium {
  /** Addresses that pages asked for. */
  readonly asked: string[] = [];
  /** What the console and the browser said of them. */
  readonly said: string[] = [];
  readonly #dir = mkdtempSync(join(tmpdir(), "cautery-chromium-"));
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(result: Json): void; reject(error: Error): void }>();
  #next = 1;
  #session: string | undefined;
  #text = "";

  private constructor() {
    const args = ["--headless=new", "--no-sandbox", "--remote-debugging-pipe", `--user-data-dir=${this.#dir}`, ...QUIET];
    this.#child = spawn("chromium", args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    (this.#child.stdio[4] as Readable).on("data", (chunk: Buffer) => this.#take(chunk.toString()));
  }

  static async open(): Promise<Chromium> {
    const browser = new Chromium();
    const { targetId } = await browser.#send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await browser.#send("Target.attachToTarget", { targetId, flatten: true });
    browser.#session = sessionId as string;
    for (const domain of ["Network", "Log", "Page", "Runtime"]) await browser.#send(`${domain}.enable`, {});
    return browser;
  }

  async go(url: string): Promise<void> {
    await this.#send("Page.navigate", { url });
  }

  /** The value of an expression in the page. */
  async evaluate(expression: string): Promise<unknown> {
    const { result } = (await this.#send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })) as { result: Json };
    return result.value;
  }

  async close(): Promise<void> {
    const closed = once(this.#child, "exit");
    this.#session = undefined;
    void this.#send("Browser.close", {}); // which ends its children too
    await closed;
    rmSync(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  }

  #send(method: string, params: Json): Promise<Json> {
    const id = this.#next++;
    const message = JSON.stringify({ id, method, params, ...(this.#session === undefined ? {} : { sessionId: this.#session }) });
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      (this.#child.stdio[3] as Writable).write(`${message}\0`);
    });
  }

  #take(text: string): void {
    const messages = (this.#text + text).split("\0");
    this.#text = messages.pop()!;
    for (const each of messages) this.#hear(JSON.parse(each));
  }

  #hear({
    id,
    result,
    error,
    method,
    params,
  }: {
    id?: number;
    result?: Json;
    error?: { message: string };
    method?: string;
    params?: Json;
  }): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result ?? {});
    }
    if (method === "Network.requestWillBeSent") this.asked.push((params as { request: { url: string } }).request.url);
    if (method === "Log.entryAdded") this.said.push((params as { entry: { text: string } }).entry.text);
  }
}
