/** Sizes of clusters -> a data folder that holds them, with events of every account, merged: made in a process of its own. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openFolder } from "../../src/adapters/folder.js";
import { listInputs } from "../../src/event/input.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { loadPopulation } from "../../src/ingest/load.js";
import { hydras } from "../worlds/hydra.js";

export const STORE = fileURLToPath(import.meta.url);

/** Below `dir`: `events.ndjson`, and the folder `data`. */
async function prepare(dir: string, sizes: Readonly<Record<string, number>>): Promise<void> {
  const { run, events } = hydras(sizes);
  const path = join(dir, "events.ndjson");
  await writeFile(path, linesOf(events));
  const { store, key } = await openFolder(join(dir, "data"));
  const ingester = openIngester(store, { key, threads: 2 });
  for (const input of await listInputs([path])) await ingester.apply(input);
  await ingester.close();
  await loadPopulation(store);
  await store.saveRun(run, { at: Date.now(), ledger: await store.ledger() });
  await store.close();
}

function* linesOf(events: Iterable<object>): Generator<string> {
  for (const event of events) yield `${JSON.stringify(event)}\n`;
}

const [, self, dir, sizes] = process.argv;
if (self === STORE && dir !== undefined) await prepare(dir, JSON.parse(sizes) as Record<string, number>);
