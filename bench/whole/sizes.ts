/** A number of accounts -> what of the case goes with it: the events of the next day, the room that it takes. */

/** What the case has; bounds are for this size and over. */
export const FULL = 1_000_000;

/** A day after the last. */
export interface Day {
  /** Of accounts that are known. */
  events: number;
  /** Accounts that were not. Their events come on top. */
  newcomers: number;
}

export const dayOf = (accounts: number): Day => ({
  events: Math.round(0.9 * accounts),
  newcomers: Math.max(1, Math.round(accounts / 1000)),
});

/** Bytes of an account's events, 40 of them in the mean, and of its state in a data folder: measured, and a little more. */
export const EVENT_BYTES = 22_000;
export const STATE_BYTES = 10_000;
