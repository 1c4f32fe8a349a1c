/** `cautery serve`: the API over a data folder that it owns meanwhile, or before the services. */
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { cauteryVersion } from "../../../adapters/version.js";
import { issueTicket } from "../../../app/access/sessions.js";
import { FOLDER_TTL_MS } from "../../../app/holding.js";
import { UsageError } from "../../../errors.js";
import { Live } from "../../../http/live.js";
import { Metrics } from "../../../http/metrics.js";
import { serverOf } from "../../../http/server.js";
import { tableOf } from "../../../http/table.js";
import { Alerting } from "../../serve/alerting.js";
import { type StoreOptions, storeOption } from "../../store.js";
import { baseUrlOf } from "./alerts.js";

interface Options extends StoreOptions {
  host: string;
  port: number;
  baseUrl?: string;
  trustedProxy: string[];
}

/** Beside `dist/src`, in a checkout as in the package. */
const WORKBENCH = fileURLToPath(new URL("../../../../ui", import.meta.url));
const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

export function serveCommand(): Command {
  const command = new Command("serve")
    .description("Serves the API: for the workbench, bulk jobs and other programs.")
    .option("--host <address>", "where it listens; beyond this machine only behind a proxy that does TLS", "127.0.0.1")
    .option("--port <number>", "0: any that is free", portOf, 8080)
    .option("--base-url <url>", "as those who ask write it, where a proxy stands before it")
    .option("--trusted-proxy <address>", "a proxy whose x-forwarded-for is believed; may be given again", collect, [])
    .addHelpText(
      "after",
      "\nIt prints a link that opens a session once, within ten minutes. For programs: `cautery tokens create NAME --role ROLE`.\nExample:\n  cautery serve --data state --port 8080",
    );
  return storeOption(command).action((options: Options) => serveUntilTold(options));
}

async function serveUntilTold({ data, host, port, baseUrl, trustedProxy }: Options): Promise<void> {
  if (!LOOPBACK.includes(host) && baseUrl === undefined)
    throw new UsageError(
      `--host ${host} is open to other machines: put a proxy that does TLS before it, and name its address with --base-url`,
    );
  const { compose } = await import("../../serve/compose.js"); // not light
  const { pagesIn } = await import("../../serve/pages.js");
  const { addressBehind, listen } = await import("../../serve/listen.js");
  const { standardErrorLog } = await import("../../../adapters/log/pino.js");
  const log = standardErrorLog(process.env, process.stderr.isTTY ? "plain" : "json");
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());
  const links = baseUrlOf(baseUrl);
  const { serving, of, close } = await compose({ data, baseUrl }, log);
  const live = new Live(serving.store, log);
  const alerting = new Alerting({ ...serving, baseUrl: links }, data === undefined ? undefined : FOLDER_TTL_MS);
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
    await alerting.close();
    await close();
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`--port wants a number from 0 to 65535, not ${JSON.stringify(text)}`);
  return port;
}

const collect = (one: string, others: string[]): string[] => [...others, one];
