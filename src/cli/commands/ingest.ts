/** `cautery ingest EVENTS...`: announces files to the workers, spools streams for them, and waits until all is applied where asked. */
import { Command } from "commander";
import { spool, spoolDir } from "../../adapters/files/spool.js";
import { saveNews } from "../../app/dossiers.js";
import { applied, feedCut, feedFile } from "../../app/feed.js";
import { type Input, listInputs } from "../../event/input.js";
import type { Services } from "../../ports/services.js";
import { pseudonyms, readDossiers } from "../dossiers.js";
import { hint, withServices } from "../services.js";

/** By then the first file is announced, and what dossiers ask for waits until files are applied. */
const ANNOUNCED_MS = 2_000;

interface IngestOptions {
  operators?: string;
  wait?: boolean;
}

export function ingestCommand(): Command {
  return new Command("ingest")
    .description("Feeds events to the workers of the services.")
    .argument("<events...>", "files, folders, or - for standard input; plain, gzip or zstd")
    .option("--operators <file>", "operators.json: what is known of operators")
    .option("--wait", "return when all that was read is applied")
    .addHelpText(
      "after",
      `
Files are read by the workers where they lie: they need the same path there. Standard input is spooled to CAUTERY_SPOOL
(default ~/.local/share/cautery/spool), on the workers' machine or a volume they share.`,
    )
    .action(ingest);
}

async function ingest(paths: string[], { operators, wait }: IngestOptions): Promise<void> {
  const inputs = await listInputs(paths);
  const dossiers = operators === undefined ? null : await readDossiers(operators);
  const pseudonymise = await pseudonyms();
  await withServices(async (services) => {
    if (dossiers !== null && (await saveNews({ store: services.store, pseudonymise }, dossiers))) {
      await services.queue.add("attribute", { id: "dossiers", data: {} }, { delayMs: ANNOUNCED_MS });
    }
    const sources: string[] = [];
    for (const input of inputs) sources.push(await feed(services, input));
    if (wait) await applied(services, new Set(sources), hint);
  });
}

/** Returns the source's name. */
async function feed(services: Services, input: Input): Promise<string> {
  if (input.encoding !== "stream") return feedFile(services, input);
  const { stream, stop } = await readable(input);
  const source = `${input.source} ${new Date().toISOString()} ${process.pid}`;
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  await spool(stream, { dir: spoolDir(process.env), onCut: (cut) => feedCut(services, source, cut) });
  return source;
}

/** A stream that can be told to end: what was read until then is kept. */
async function readable({ path }: Input): Promise<{ stream: AsyncIterable<Buffer>; stop: () => void }> {
  if (path === "-") return { stream: process.stdin, stop: () => process.stdin.destroy() };
  const { createReadStream } = await import("node:fs");
  const stream = createReadStream(path);
  return { stream, stop: () => stream.destroy() };
}
