/** What a worker wants in memory, beside what it may use. */
import { expect, it } from "vitest";
import { UsageError } from "../../src/errors.js";
import type { Log } from "../../src/ports/log.js";
import { QUEUE_NAMES } from "../../src/ports/queue.js";
import { checkMemory, memoryAllowed, memoryWanted } from "../../workers/memory.js";

const GB = 1e9;

function listening() {
  const told: string[] = [];
  const log = {
    info: (text: string) => told.push(`info: ${text}`),
    warn: (text: string) => told.push(`warn: ${text}`),
  } as unknown as Log;
  return { told, log };
}

it("a worker may use the machine's memory, or what its control group leaves it", () => {
  expect(memoryAllowed(8 * GB, 0)).toBe(8 * GB);
  expect(memoryAllowed(8 * GB, 2 * GB)).toBe(2 * GB);
  expect(memoryAllowed(8 * GB, 2 ** 63), "no limit, as Linux writes it").toBe(8 * GB);
});

it("a worker wants more for each account where it clusters or places, and not where it only applies events", () => {
  expect(memoryWanted(["ingest"], 1_000_000)).toBe(memoryWanted(["ingest"], 0));
  expect(memoryWanted(QUEUE_NAMES, 1_000_000)).toBeGreaterThan(memoryWanted(["recluster"], 1_000_000));
});

it("a worker without the memory that any wants is refused, with the figure and the mend", () => {
  const { log } = listening();
  const check = () => checkMemory(["ingest"], { accounts: 0, allowed: 256e6 }, log);
  expect(check).toThrow(UsageError);
  expect(check).toThrow(/wants 900 MB of memory, 500 MB at the least, and may use 256 MB: raise the limit/);
});

it("a worker whose accounts outgrow its memory is warned of, with the figure and the mend", () => {
  const { told, log } = listening();
  checkMemory(QUEUE_NAMES, { accounts: 1_000_000, allowed: 2 * GB }, log);
  checkMemory(["ingest"], { accounts: 1_000_000, allowed: 2 * GB }, log);
  expect(told).toEqual([
    expect.stringMatching(
      /^warn: with 1,000,000 accounts this worker wants 8900 MB .* may use 2000 MB: raise its limit, or have `cautery worker/,
    ),
    "info: memory will do",
  ]);
});
