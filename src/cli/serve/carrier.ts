/** Batches that the log says are at work -> carried out in this process, one run after the other, until it is told to end. */
import { EXECUTING, type ExecutePorts, executeAll } from "../../app/enforcement/execute/execute.js";
import { Journal } from "../../app/enforcement/journal.js";
import { FOLDER_TTL_MS, holding } from "../../app/holding.js";
import { asError } from "../../errors.js";

/** Batches that a command in another process began are found so soon. */
const TICK_MS = 2_000;

export class Carrier {
  readonly #ports: ExecutePorts;
  readonly #journal: Journal;
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  constructor(ports: ExecutePorts) {
    this.#ports = ports;
    this.#journal = new Journal(ports);
    this.#timer = setInterval(() => this.kick(), TICK_MS);
    this.#timer.unref();
  }

  /** Returns at once; where one is under way, it takes in what came. */
  kick(): void {
    if (this.#running !== null || this.#stopping.signal.aborted) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run(): Promise<void> {
    try {
      const { batches } = await this.#journal.state();
      const isAtWork = [...batches.values()].some(({ state }) => state === "executing" || state === "reversing");
      // a command may be at it in another process: then that one does
      if (isAtWork)
        await holding(this.#ports.store, EXECUTING, this.#stopping.signal, (lost) => executeAll(this.#ports, lost), FOLDER_TTL_MS);
    } catch (error) {
      this.#ports.log.error("batches could not be carried out, and will be tried again", { error: asError(error) });
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#running;
    await this.#ports.platform.close();
  }
}
