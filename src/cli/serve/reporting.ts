/** Schedules -> reports are made and sent when they are due, by this process or by another that serves the same store. */
import { runSchedules, type SchedulePorts } from "../../app/report/run-schedules.js";
import { asError } from "../../errors.js";

const TICK_MS = 30_000;

export class Reporting {
  readonly #ports: SchedulePorts;
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  constructor(ports: SchedulePorts) {
    this.#ports = ports;
    this.#timer = setInterval(() => this.#kick(), TICK_MS);
    this.#timer.unref();
    this.#kick(); // what fell due while nobody served
  }

  #kick(): void {
    if (this.#running !== null || this.#stopping.signal.aborted) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run(): Promise<void> {
    try {
      await runSchedules(this.#ports, this.#stopping.signal);
    } catch (error) {
      this.#ports.log.error("what reports are due could not be looked for, and will be again", { error: asError(error) });
    }
  }

  /** What is being made is made; what is left is for whoever looks next. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#running;
  }
}
