/** What is counted of the server, and what is read of it when asked -> text as Prometheus scrapes it: names and counts, no ids. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: "cautery_http_requests_total",
    help: "Requests answered, by route and status",
    labelNames: ["route", "status"],
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: "cautery_http_request_seconds",
    help: "How long answers took, by route",
    labelNames: ["route"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.#registry],
  });

  answered(route: string, status: number, ms: number): void {
    this.#requests.inc({ route, status });
    this.#durations.observe({ route }, ms / 1_000);
  }

  /** Read when it is asked for; `name` is without the prefix. */
  gauge(name: string, help: string, read: () => Promise<number> | number): void {
    const registers = [this.#registry];
    new Gauge({
      name: `cautery_${name}`,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
