/** A store and an address -> the API and the workbench, served there until the process is told to end. */
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { cauteryVersion } from "../../adapters/version.js";
import { issueTicket } from "../../app/access/sessions.js";
import { FOLDER_TTL_MS } from "../../app/holding.js";
import { UsageError } from "../../errors.js";
import { Live } from "../../http/live.js";
import { Metrics } from "../../http/metrics.js";
import { serverOf } from "../../http/server.js";
import { tableOf } from "../../http/table.js";
import { baseUrlOf } from "../commands/access/alerts.js";
import { sendingBy } from "../report-sending.js";
import type { StoreOptions } from "../store.js";
import { Alerting } from "./alerting.js";
import { Reporting } from "./reporting.js";

export interface ServeOptions extends StoreOptions {
  host: string;
  port: number;
  baseUrl?: string;
  trustedProxy: string[];
}

/** Beside `dist/src`, in a checkout as in the package. */
const WORKBENCH = fileURLToPath(new URL("../../../ui", import.meta.url));
const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/** Prints where it serves, and the link that opens a session there. Throws a `UsageError` where it would be open to other machines. */
export async function serveUntilTold({ data, host, port, baseUrl, trustedProxy }: ServeOptions): Promise<void> {
  if (!LOOPBACK.includes(host) && baseUrl === undefined)
    throw new UsageError(
      `--host ${host} is open to other machines: put a proxy that does TLS before it, and name its address with --base-url`,
    );
  const { compose } = await import("./compose.js"); // not light
  const { pagesIn } = await import("./pages.js");
  const { addressBehind, listen } = await import("./listen.js");
  const { standardErrorLog } = await import("../../adapters/log/pino.js");
  const log = standardErrorLog(process.env, process.stderr.isTTY ? "plain" : "json");
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());
  const links = baseUrlOf(baseUrl);
  const { serving, of, close } = await compose({ data, baseUrl }, log);
  const live = new Live(serving.store, log);
  const alerting = new Alerting({ ...serving, baseUrl: links }, data === undefined ? undefined : FOLDER_TTL_MS);
  const reporting = new Reporting({ ...serving, send: sendingBy(serving.delivery) });
  try {
    const metrics = new Metrics();
    metrics.gauge("listeners", "Readers of /v1/changes", () => live.listeners);
    const version = cauteryVersion();
    const app = serverOf(tableOf({ metrics, live, version }), serving, {
      metrics,
      changed: () => void live.look(),
      addressOf: addressBehind(trustedProxy),
      pages: pagesIn(WORKBENCH),
    });
    const listening = await listen(app, { host, port });
    const url = links ?? `http://${host.includes(":") ? `[${host}]` : host}:${listening.port}`;
    const ticket = await issueTicket(serving, { name: "admin", role: "admin" });
    console.log(`serving ${of} at ${url}`);
    console.log(`a session as admin, once and within ten minutes: ${url}/session?ticket=${ticket}`);
    if (serving.signIn !== null) console.log(`people sign in at ${url}/session/sign-in`);
    serving.carryOut(); // what was left when it ended last
    if (!stopping.signal.aborted) await once(stopping.signal, "abort");
    log.info("ending: answers get out");
    live.close();
    await listening.close();
  } finally {
    live.close();
    await reporting.close();
    await alerting.close();
    await close();
  }
}
