/** The roles of a worker, and how many accounts there are -> whether the memory that it may use will do, with the figure and the mend. */
import { totalmem } from "node:os";
import { UsageError } from "../src/errors.js";
import type { Log } from "../src/ports/log.js";
import type { QueueName } from "../src/ports/queue.js";

/** Of any worker: the program, its threads, and slices of events on their way. */
const BASE_BYTES = 900e6;
/** With less there is no room for a slice of events on each thread beside the program. */
const LEAST_BYTES = 500e6;
/** For every account there is: a clustering's columns and links; footprints to place newcomers by. */
const EACH_BYTES: Partial<Record<QueueName, number>> = { recluster: 5_000, place: 3_000 };

/** What a worker of these roles wants, in bytes. */
export const memoryWanted = (names: readonly QueueName[], accounts: number): number =>
  BASE_BYTES + accounts * names.reduce((sum, name) => sum + (EACH_BYTES[name] ?? 0), 0);

/** Bytes that this process may use: the machine's, or what its control group leaves it. */
export function memoryAllowed(machine = totalmem(), constrained = process.constrainedMemory()): number {
  return Math.min(machine, constrained || machine); // 0, or beyond all memory, where nothing constrains
}

interface Memory {
  /** Of the last clustering; 0 where there was none. */
  accounts: number;
  allowed: number;
}

/** Throws a `UsageError` where it cannot work at all; warns where a clustering or placing of so many accounts may not fit. */
export function checkMemory(names: readonly QueueName[], { accounts, allowed }: Memory, log: Log): void {
  const wanted = memoryWanted(names, accounts);
  const sizes = { allowedMb: megabytes(allowed), wantedMb: megabytes(wanted) };
  if (allowed < LEAST_BYTES) {
    throw new UsageError(
      `a worker wants ${sizes.wantedMb} MB of memory, ${megabytes(LEAST_BYTES)} MB at the least, and may use ${sizes.allowedMb} MB: raise the limit of its container or service`,
    );
  }
  if (allowed >= wanted) {
    log.info("memory will do", sizes);
    return;
  }
  log.warn(
    `with ${accounts.toLocaleString("en")} accounts this worker wants ${sizes.wantedMb} MB of memory, and may use ${sizes.allowedMb} MB: ` +
      "raise its limit, or have `cautery worker ingest communities attribute` here and `cautery worker recluster place` on a larger machine",
    sizes,
  );
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
