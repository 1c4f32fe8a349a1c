/**
 * Secrets that were looked up a moment ago -> whose they are, without asking the store at each request; a revoked one opens for a second
 * more. Those in use are looked up again before they are forgotten, so that nobody waits.
 */

import { secretHash } from "../app/access/secrets.js";
import { callerOf } from "../app/access/tokens.js";
import type { Caller } from "../model/access/caller.js";
import type { Serving } from "./serving.js";

const KNOWN_MS = 1_000;
/** Looked up again so long before. */
const AHEAD_MS = 500;
const MOST = 1_000;

interface Known {
  caller: Caller;
  until: number;
}

export class KnownCallers {
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Caller | null>>();

  async of(serving: Serving, secret: string): Promise<Caller | null> {
    const key = secretHash(secret);
    const now = serving.clock.now();
    const known = this.#known.get(key);
    if (known === undefined || now >= known.until) return await this.#ask(serving, secret, key);
    if (now >= known.until - AHEAD_MS) this.#ask(serving, secret, key).catch(() => {}); // who comes later asks again, and hears of it
    return known.caller;
  }

  /** One at a time for a secret. */
  #ask(serving: Serving, secret: string, key: string): Promise<Caller | null> {
    const before = this.#asking.get(key);
    if (before !== undefined) return before;
    const asking = this.#lookUp(serving, secret, key).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  async #lookUp(serving: Serving, secret: string, key: string): Promise<Caller | null> {
    const now = serving.clock.now();
    const caller = await callerOf(serving, secret);
    this.#known.delete(key);
    if (caller === null) return null;
    this.#known.set(key, { caller, until: now + KNOWN_MS });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST) break;
      this.#known.delete(oldest);
    }
    return caller;
  }
}
