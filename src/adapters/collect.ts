/**
 * Between the stages of a large job: what they left behind -> gone. Memory that threads share does not count for V8, so it would collect it
 * late or never: gigabytes, with a million accounts.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** A process smaller than this is left alone. */
const LARGE_BYTES = 1e9;

let collect: (() => void) | null = null;

export function collectIfLarge(): void {
  if (process.memoryUsage.rss() < LARGE_BYTES) return;
  if (collect === null) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
}
