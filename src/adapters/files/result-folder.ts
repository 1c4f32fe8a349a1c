/** What was found and what was counted -> the contract's three files in a folder, each put in place whole. */
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { clusterLine } from "../../contract/cluster.js";
import type { Summary } from "../../contract/summary.js";
import { PermanentError } from "../../errors.js";
import type { Cluster } from "../../model/cluster.js";
import type { QuarantinedLine } from "../../model/quarantine.js";

/** Results as they are written: one row at a time. */
export interface Results {
  clusters: Iterable<Cluster> | AsyncIterable<Cluster>;
  quarantined: AsyncIterable<QuarantinedLine>;
  summary: Summary;
}

/** `out` is made where it is missing. */
export async function writeResults(out: string, { clusters, quarantined, summary }: Results): Promise<void> {
  await prepareFolder(out);
  await writeWhole(
    join(out, "clusters.ndjson"),
    map(clusters, (cluster) => `${clusterLine(cluster)}\n`),
  );
  await writeWhole(
    join(out, "quarantine.ndjson"),
    map(quarantined, ({ source, line, error, raw }) => `${JSON.stringify({ source, line, error, raw })}\n`),
  );
  await writeWhole(join(out, "summary.json"), [`${JSON.stringify(summary, null, 2)}\n`]);
}

/** Makes the folder, or says why it can't be. */
export async function prepareFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch((cause: Error) => {
    throw new PermanentError(`cannot make the folder ${out}: ${cause.message}; name one you may write to with --out`, { cause });
  });
}

/** Characters that are handed on at a time: a stream takes long over each line by itself. */
const PIECE = 1 << 20;

async function* map<T>(items: Iterable<T> | AsyncIterable<T>, line: (item: T) => string): AsyncGenerator<string> {
  let piece = "";
  const add = (item: T) => {
    piece += line(item);
    return piece.length >= PIECE;
  };
  const taken = () => {
    const full = piece;
    piece = "";
    return full;
  };
  if (Symbol.iterator in items) {
    for (const item of items) if (add(item)) yield taken(); // no promise an item
  } else {
    for await (const item of items) if (add(item)) yield taken();
  }
  if (piece !== "") yield piece;
}

/** Beside its place first, so that nobody meets half a file. */
async function writeWhole(path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  try {
    await pipeline(Readable.from(lines), createWriteStream(aside));
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true });
    throw new PermanentError(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}
