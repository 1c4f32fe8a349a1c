/**
 * A clustering of a folder that is served -> in a process of its own, one at a time: it asks for what it needs over the folder's socket,
 * and comes after those who are answered where there is not CPU for both.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import type { Log } from "../../ports/log.js";

export class Clustering {
  readonly #dir: string;
  readonly #log: Log;
  #child: ChildProcess | null = null;

  constructor(dir: string, log: Log) {
    this.#dir = dir;
    this.#log = log;
  }

  async start(): Promise<{ state: "started" | "running" }> {
    if (this.#child !== null) return { state: "running" };
    const child = spawn(process.execPath, [process.argv[1], "recluster", "--data", this.#dir], { stdio: ["ignore", "ignore", "pipe"] });
    this.#child = child;
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    let said = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
    });
    child.on("error", (error) => this.#log.error("a clustering could not be started", { error }));
    child.on("close", (code, signal) => {
      this.#child = null;
      if (code === 0) this.#log.info("clustered");
      else this.#log.error("a clustering failed", { code, signal, said: said.trim() });
    });
    return { state: "started" };
  }

  async close(): Promise<void> {
    if (this.#child === null) return;
    const closed = once(this.#child, "close");
    this.#child.kill();
    await closed;
  }
}
