/**
 * A world's events -> those until its last day, and those of the next day apart: so many of accounts that are known by then, and those of a
 * few new ones.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, truncate } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Day } from "./sizes.js";

/** So many lines more are cut off than the day has of known accounts: new accounts' lines are among them. */
const SPARE = 1.05;
/** A line comes so many lines late at most (`src/simulate/hydra/straggler.ts`), with room to spare. */
const LATE_LINES = 10_000;
const CHUNK = 1 << 20;

/**
 * Cuts `events` short and writes `nextDay`, in the order in which they came. What else was cut off is dropped: lines of more new accounts,
 * and those after the day. Returns what the day really has.
 */
export async function cutNextDay(events: string, nextDay: string, day: Day): Promise<Day> {
  const cut = await startOfLast(events, Math.round(day.events * SPARE));
  if (cut === 0) throw new Error(`bench: ${events} has fewer events than the next day should have`);
  const newcomers = await newcomersAfter(events, cut, day.events);
  const chosen = new Set(newcomers.slice(0, day.newcomers));
  const dropped = new Set(newcomers.slice(day.newcomers));
  const has = { events: 0, newcomers: chosen.size };
  async function* lines(): AsyncGenerator<string> {
    for await (const line of linesFrom(events, cut)) {
      if (has.events === day.events) return;
      const { account } = JSON.parse(line);
      if (dropped.has(account)) continue;
      if (!chosen.has(account)) has.events++;
      yield `${line}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(`${nextDay}.part`));
  await truncate(events, cut);
  await rename(`${nextDay}.part`, nextDay);
  return has;
}

/** Accounts whose sign-up comes after the cut and of which no line came before, in the order in which they came. */
async function newcomersAfter(events: string, cut: number, dayEvents: number): Promise<string[]> {
  const from = await startOfLast(events, Math.round(dayEvents * SPARE) + LATE_LINES);
  const before = new Set<string>();
  const newcomers = new Set<string>();
  let at = from;
  for await (const line of linesFrom(events, from)) {
    const { type, account } = JSON.parse(line);
    if (at < cut) before.add(account);
    else if (type === "signup" && !before.has(account)) newcomers.add(account);
    at += Buffer.byteLength(line) + 1;
  }
  return [...newcomers];
}

async function* linesFrom(path: string, start: number): AsyncGenerator<string> {
  const input = createReadStream(path, { start });
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } finally {
    input.destroy();
  }
}

/** Where the last `lines` lines of a file begin; 0 where it has no more. Each line ends with a line feed. */
async function startOfLast(path: string, lines: number): Promise<number> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(CHUNK);
    let left = lines + 1; // the feed before the first of them
    for (let end = (await file.stat()).size; end > 0; ) {
      const start = Math.max(0, end - CHUNK);
      const { bytesRead } = await file.read(buffer, 0, end - start, start);
      for (let i = buffer.subarray(0, bytesRead).lastIndexOf(10); i >= 0; i = i === 0 ? -1 : buffer.lastIndexOf(10, i - 1)) {
        if (--left === 0) return start + i + 1;
      }
      end = start;
    }
    return 0;
  } finally {
    await file.close();
  }
}
