/** A stream of events -> a file on the workers' machine or shared volume, cut at whole lines, so that what was read is soon durable. */
import { randomUUID } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { sniff } from "../../event/compression.js";

export interface Cut {
  path: string;
  /** Bytes that may be applied: whole lines, and all of it at the end. */
  size: number;
  final: boolean;
}

export interface SpoolOptions {
  dir: string;
  cutBytes?: number;
  cutMs?: number;
  /** Told of each cut after its bytes are on the disk, one at a time; first of an empty one. While it waits, reading goes on. */
  onCut: (cut: Cut) => Promise<void>;
}

const NEWLINE = 10;

export function spoolDir(env: NodeJS.ProcessEnv): string {
  return env.CAUTERY_SPOOL || join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "cautery", "spool");
}

/**
 * A compressed stream has no lines to cut at: it is one cut, at its end. Where the first cut cannot be told, no file is left; else it
 * stays.
 */
export async function spool(stream: AsyncIterable<Buffer>, { dir, cutBytes = 16 << 20, cutMs = 250, onCut }: SpoolOptions): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, `${randomUUID()}.ndjson`);
  const file = await open(path, "wx", 0o600);
  let written = 0;
  let compressed = false;
  /** Bytes of whole lines: written, on their way to the disk, on the disk, announced. */
  let whole = 0;
  let leaving = 0;
  let durable = 0;
  let announced = 0;
  let failed: unknown = null;
  const fail = (error: unknown) => {
    failed ??= error;
  };
  let syncing = Promise.resolve();
  let announcing = Promise.resolve();
  let isKnown = false;
  /** Resolves when all whole lines are on the disk; announcing them takes the time that the store takes. */
  const cut = () => {
    if (whole === leaving) return syncing;
    const size = whole;
    leaving = size;
    syncing = syncing
      .then(() => file.datasync())
      .then(() => {
        durable = size;
        announcing = announcing.then(announce).catch(fail);
      })
      .catch(fail);
    return syncing;
  };
  const announce = async () => {
    if (announced === durable) return;
    const size = durable;
    await onCut({ path, size, final: false });
    announced = size;
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    await onCut({ path, size: 0, final: false });
    isKnown = true;
    timer = setInterval(cut, cutMs);
    for await (const chunk of stream) {
      if (failed !== null) throw failed;
      if (written === 0) compressed = sniff(chunk) !== "plain";
      await file.appendFile(chunk);
      const end = chunk.lastIndexOf(NEWLINE);
      if (end >= 0 && !compressed) whole = written + end + 1;
      written += chunk.length;
      if (whole - leaving >= cutBytes) await cut();
    }
    clearInterval(timer);
    await file.datasync();
    await syncing;
    await announcing;
    if (failed !== null) throw failed;
    await onCut({ path, size: written, final: true });
  } finally {
    clearInterval(timer);
    await syncing;
    await announcing;
    await file.close();
    if (!isKnown) await rm(path, { force: true }); // empty, and nobody would ever take it away
  }
}
