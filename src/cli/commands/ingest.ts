/** `cautery ingest EVENTS...`: announces files to the workers, spools streams for them, and waits until all is applied where asked. */
import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import { spool, spoolDir } from "../../adapters/files/spool.js";
import type { Services } from "../../adapters/services.js";
import { PermanentError } from "../../errors.js";
import { type Input, listInputs } from "../../event/input.js";
import { announce } from "../../ingest/announce.js";
import type { Dossier } from "../../model/dossier.js";
import { fitToKeep, readDossiers } from "../dossiers.js";
import { withServices } from "../services.js";

const POLL_MS = 200;
const HINT_MS = 15_000;
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
  const dossiers = operators === undefined ? null : await fitToKeep(await readDossiers(operators));
  await withServices(async (services) => {
    if (dossiers !== null && (await saveNews(services.store, dossiers))) {
      await services.queue.add("attribute", { id: "dossiers", data: {} }, { delayMs: ANNOUNCED_MS });
    }
    const sources: string[] = [];
    for (const input of inputs) sources.push(await feed(services, input));
    if (wait) await applied(services, new Set(sources));
  });
}

/** Whether any of them says something new: then clusters want to be attributed again. */
async function saveNews(store: Services["store"], dossiers: readonly Dossier[]): Promise<boolean> {
  const known = new Map((await store.loadDossiers()).map((dossier) => [dossier.id, JSON.stringify(dossier)]));
  const news = dossiers.filter((dossier) => known.get(dossier.id) !== JSON.stringify(dossier));
  if (news.length > 0) await store.saveDossiers(news);
  return news.length > 0;
}

/** Returns the source's name. */
async function feed(services: Services, input: Input): Promise<string> {
  if (input.encoding !== "stream") {
    await announce(services, { source: input.source, path: input.path, size: input.size, final: true });
    return input.source;
  }
  const { stream, stop } = await readable(input);
  const source = `${input.source} ${new Date().toISOString()} ${process.pid}`;
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  await spool(stream, { dir: spoolDir(process.env), onCut: (cut) => announce(services, { source, ...cut }) });
  return source;
}

async function applied({ store, queue }: Services, sources: ReadonlySet<string>): Promise<void> {
  let hintAt = Date.now() + HINT_MS;
  let before = "";
  for (;;) {
    const left = (await store.announced()).filter(({ source }) => sources.has(source));
    if (left.length === 0) return;
    const dead = (await queue.deadLetters()).find(({ data }) =>
      left.some(({ source }) => source === (data as { source?: unknown }).source),
    );
    if (dead) throw new PermanentError(`${dead.error} (then: cautery dead-letters replay)`);
    const now = JSON.stringify([await store.ledger(), left.length]);
    if (now !== before) hintAt = Date.now() + HINT_MS;
    before = now;
    if (Date.now() > hintAt) {
      console.error("cautery: nothing is being applied; is a worker running? (cautery worker all)");
      hintAt = Date.now() + 4 * HINT_MS;
    }
    await pause(POLL_MS);
  }
}

/** A stream that can be told to end: what was read until then is kept. */
async function readable({ path }: Input): Promise<{ stream: AsyncIterable<Buffer>; stop: () => void }> {
  if (path === "-") return { stream: process.stdin, stop: () => process.stdin.destroy() };
  const { createReadStream } = await import("node:fs");
  const stream = createReadStream(path);
  return { stream, stop: () => stream.destroy() };
}
