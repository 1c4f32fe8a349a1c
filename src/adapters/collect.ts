/**
 * Between the stages of a large job: what they left behind -> gone. Memory that threads share does not count for V8, so it would collect it
 * late or never: gigabytes, with a million accounts.
 */

/** A process smaller than this is left alone. */
const LARGE_BYTES = 1e9;
/** No machine has so much: before it refuses, V8 collects all that it can. Where one is granted, none of it is ever touched. */
const MORE_THAN_THERE_IS = 2 ** 45;

export function collectIfLarge(): void {
  if (process.memoryUsage.rss() < LARGE_BYTES) return;
  try {
    new ArrayBuffer(MORE_THAN_THERE_IS);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // that it is refused is what is wanted
  }
}
