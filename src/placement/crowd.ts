/**
 * How much is not placed yet, and since when -> whether it waits: what files bring in a crowd is placed when nothing needs the machine
 * more, and no clustering is about to take it in.
 */

/** So many events not looked at, or accounts not placed, are no live stream. */
const EVENTS = 20_000;
const ACCOUNTS = 1_000;
/** A crowd is placed when nothing has come for so long ... */
const QUIET_MS = 10_000;
/** ... or when it has waited for so long. */
const PATIENCE_MS = 60_000;

export interface Backlog {
  /** Events applied, and how many of these were looked at. */
  events: number;
  looked: number;
  /** Accounts found in them that are not placed. */
  left: number;
}

export class Crowd {
  /** The events at the last call, and since when they were as many. */
  #events = -1;
  #quietSince = 0;
  /** When there was no crowd last. */
  #calmAt: number;

  /** `now` is in milliseconds, here and below. */
  constructor(now: number) {
    this.#calmAt = now;
  }

  /** `busy` tells of files that are applied, or a clustering that is asked for; it is only asked of a crowd. */
  async waits({ events, looked, left }: Backlog, now: number, busy: () => Promise<boolean>): Promise<boolean> {
    if (events !== this.#events) this.#quietSince = now;
    this.#events = events;
    if (events - looked <= EVENTS && left <= ACCOUNTS) {
      this.#calmAt = now;
      return false;
    }
    if (await busy()) return true;
    return now - this.#quietSince < QUIET_MS && now - this.#calmAt < PATIENCE_MS;
  }
}
