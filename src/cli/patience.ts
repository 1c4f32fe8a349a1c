/** A look at a server that may be away for a while -> what is seen there in the end: asked again and again, for so long and no longer. */
import { TransientError } from "../errors.js";
import type { Clock } from "../ports/clock.js";

export interface Patience {
  clock: Clock;
  pause: (ms: number) => Promise<unknown>;
  /** Told once for each time that it goes away. */
  say: (message: string) => void;
}

const AGAIN_MS = 1_000;
const MOST_MS = 15 * 60_000;

/** What is no failure of the connection, and what stays away too long, is thrown. */
export async function patiently<T>(look: () => Promise<T>, { clock, pause, say }: Patience): Promise<T> {
  let until: number | null = null;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof TransientError) || (until !== null && clock.now() >= until)) throw error;
      if (until === null) say(`${error.message}; it goes on, and is waited for`);
      until ??= clock.now() + MOST_MS;
    }
    await pause(AGAIN_MS);
  }
}
