/** Rules -> people are told of what happens, by this process or by another that serves the same store, until it is told to end. */
import { type AlertPorts, runAlerts } from "../../app/alerts/run.js";
import { asError } from "../../errors.js";

const TICK_MS = 10_000;

export class Alerting {
  readonly #ports: AlertPorts;
  readonly #ttlMs: number | undefined;
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  /** `ttlMs`: of the lock, as `runAlerts` takes it. */
  constructor(ports: AlertPorts, ttlMs?: number) {
    this.#ports = ports;
    this.#ttlMs = ttlMs;
    this.#timer = setInterval(() => this.#kick(), TICK_MS);
    this.#timer.unref();
  }

  #kick(): void {
    if (this.#running !== null || this.#stopping.signal.aborted) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run(): Promise<void> {
    try {
      await runAlerts(this.#ports, this.#stopping.signal, this.#ttlMs);
    } catch (error) {
      this.#ports.log.error("alerts could not be looked for, and will be again", { error: asError(error) });
    }
  }

  /** What is being sent is left; whoever looks next sends it again. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#ports.delivery.close();
    await this.#running;
  }
}
