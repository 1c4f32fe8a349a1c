/**
 * A job that names a source -> all that is announced of it applied to the store. The job may be lost, late or come twice: what counts is in
 * the store.
 */
import { open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { spoolDir } from "../src/adapters/files/spool.js";
import { holding } from "../src/app/holding.js";
import { PermanentError } from "../src/errors.js";
import { type Input, listInputs } from "../src/event/input.js";
import { sourceJob } from "../src/ingest/announce.js";
import { type Ingester, openIngester } from "../src/ingest/ingester.js";
import type { Clock } from "../src/ports/clock.js";
import type { Job } from "../src/ports/queue.js";
import type { SourceNotice } from "../src/ports/services/sources.js";
import type { Services } from "../src/ports/services.js";
import { DAY_MS } from "../src/tools/units.js";
import { NEWS, payloadOf, type Role } from "./role.js";

const payload = z.object({ source: z.string() });

/** Applied at a time, so that a worker that is told to end ends soon. */
const STEP_BYTES = 256 << 20;
/** A stream whose spool has not grown for so long has lost its producer. */
const ABANDONED_MS = DAY_MS;
const RETRY_MS = 1_000;

export function ingestRole({ store, queue, key }: Services, stopping: AbortSignal, clock: Clock): Role {
  let ingester: Ingester | null = null;

  const take = async (job: Job) => {
    const { source } = payloadOf(payload, job);
    const held = await holding(store, `source ${source}`, stopping, async (lost) => {
      for (let notice = await noticeOf(source); notice !== null; notice = await noticeOf(source)) {
        if (!(await apply(notice, lost))) return;
      }
    });
    // Another worker has it; or this one was told to end, or the source grew.
    if (!held || stopping.aborted) await queue.add("ingest", job, { delayMs: RETRY_MS });
  };

  /** The source, if something of it is not applied yet. */
  const noticeOf = async (source: string): Promise<SourceNotice | null> => {
    const notice = (await store.announced()).find((each) => each.source === source);
    return notice && (await pending(notice)) ? notice : null;
  };

  const pending = async (notice: SourceNotice): Promise<boolean> => {
    if (notice.final) return true;
    const applied = (await store.mark(notice.source))?.offset ?? 0;
    return (await present(notice, clock.now())).size > applied;
  };

  /** Whether to look for more. After a failure the ingester is spent, and another reads from the store again. */
  const apply = async (notice: SourceNotice, lost: AbortSignal): Promise<boolean> => {
    const { size, final } = await present(notice, clock.now());
    try {
      if (size > 0 && !(await applyTo(size, notice, lost))) return false;
    } catch (error) {
      await ingester?.close();
      ingester = null;
      throw error;
    }
    await queue.add("place", NEWS);
    if (!final) return true;
    await store.forget({ ...notice, size, final });
    if (dirname(notice.path) === spoolDir(process.env)) await rm(notice.path, { force: true }); // raw events: not kept longer than needed
    return true;
  };

  /** False where it was told to end before all of it was applied. */
  const applyTo = async (size: number, notice: SourceNotice, lost: AbortSignal): Promise<boolean> => {
    ingester ??= openIngester(store, { key });
    const input = await inputOf(notice);
    let at = (await store.mark(notice.source))?.offset ?? 0;
    for (; input.encoding === "plain" && at + STEP_BYTES < size; at += STEP_BYTES) {
      await ingester.apply(input, at + STEP_BYTES);
      if (lost.aborted || stopping.aborted) return false;
    }
    await ingester.apply(input, input.encoding === "plain" ? size : undefined);
    return true;
  };

  return {
    queue: "ingest",
    take,
    async tick() {
      const announced = await store.announced();
      const dead = new Set(announced.length > 0 ? (await queue.deadLetters()).map(({ data }) => payload.safeParse(data).data?.source) : []);
      for (const notice of announced) {
        if (dead.has(notice.source)) continue;
        // Of what cannot be looked at the job will say why, and no other source waits for it
        if (await pending(notice).catch(() => true)) await queue.add("ingest", sourceJob(notice.source));
      }
    },
    async close() {
      await ingester?.close();
    },
  };
}

/** What can be applied now: all whole lines on the disk, even where a producer died before it could announce them. */
async function present(notice: SourceNotice, now: number): Promise<{ size: number; final: boolean }> {
  if (notice.final) return notice;
  const found = await stat(notice.path).catch((cause: unknown) => {
    if (notice.size === 0) return null;
    throw new PermanentError(`${notice.path} is gone before all of it was applied: give it back, then cautery dead-letters replay`, {
      cause,
    });
  });
  if (found === null) return { size: 0, final: true }; // announced before it held anything, and taken back
  const { size, mtimeMs } = found;
  if (now - mtimeMs > ABANDONED_MS) return { size, final: true };
  return { size: Math.max(notice.size, await wholeLines(notice.path, notice.size, size)), final: false };
}

/** The end of the last line that ends within [from, to), or `from`. */
async function wholeLines(path: string, from: number, to: number): Promise<number> {
  const file = await open(path);
  const block = Buffer.alloc(1 << 20);
  try {
    for (let end = to; end > from; end -= block.length) {
      const start = Math.max(from, end - block.length);
      const { bytesRead } = await file.read(block, 0, end - start, start);
      const newline = block.subarray(0, bytesRead).lastIndexOf(10);
      if (newline >= 0) return start + newline + 1;
    }
    return from;
  } finally {
    await file.close();
  }
}

async function inputOf({ path, source, final }: SourceNotice): Promise<Input> {
  const [input] = await listInputs([path]);
  if (input === undefined) throw new PermanentError(`${path} is no file of events: name a file`);
  return { ...input, source, encoding: final ? input.encoding : "plain" };
}
