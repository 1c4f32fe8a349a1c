/**
 * Secrets that were looked up a moment ago -> whose they are, without asking the store at each request; a revoked one opens for a second
 * more.
 */

import { secretHash } from "../app/access/secrets.js";
import { callerOf } from "../app/access/tokens.js";
import type { Caller } from "../model/access/caller.js";
import type { Serving } from "./serving.js";

const KNOWN_MS = 1_000;
const MOST = 1_000;

export class KnownCallers {
  readonly #known = new Map<string, { caller: Caller; until: number }>();

  async of(serving: Serving, secret: string): Promise<Caller | null> {
    const key = secretHash(secret);
    const now = serving.clock.now();
    const known = this.#known.get(key);
    if (known !== undefined && now < known.until) return known.caller;
    this.#known.delete(key);
    const caller = await callerOf(serving, secret);
    if (caller === null) return null;
    this.#known.set(key, { caller, until: now + KNOWN_MS });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST) break;
      this.#known.delete(oldest);
    }
    return caller;
  }
}
