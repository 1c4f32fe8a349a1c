/** `cautery serve`: the API and the workbench over a data folder that it owns meanwhile, or before the services. */
import { Command } from "commander";
import { UsageError } from "../../../errors.js";
import { type ServeOptions, serveUntilTold } from "../../serve/until-told.js";
import { storeOption } from "../../store.js";

export function serveCommand(): Command {
  const command = new Command("serve")
    .description("Serves the workbench in the browser, and the API for bulk jobs and other programs.")
    .option("--host <address>", "where it listens; beyond this machine only behind a proxy that does TLS", "127.0.0.1")
    .option("--port <number>", "0: any that is free", portOf, 8080)
    .option("--base-url <url>", "as those who ask write it, where a proxy stands before it")
    .option("--trusted-proxy <address>", "a proxy whose x-forwarded-for is believed; may be given again", collect, [])
    .addHelpText(
      "after",
      "\nIt prints a link that opens a session once, within ten minutes. For programs: `cautery tokens create NAME --role ROLE`.\nExample:\n  cautery serve --data state --port 8080",
    );
  return storeOption(command).action((options: ServeOptions) => serveUntilTold(options));
}

export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`--port wants a number from 0 to 65535, not ${JSON.stringify(text)}`);
  return port;
}

const collect = (one: string, others: string[]): string[] => [...others, one];
