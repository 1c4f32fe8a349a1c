/**
 * The line to the platform: calls -> calls one after another at a rate, so many under way at the most, none while the platform asked to
 * wait, and one at a time to see whether it is back after so many failed in a row (circuit breaker; Nygard 2007).
 */
import { setTimeout as pause } from "node:timers/promises";
import { CALLS_AT_ONCE } from "../../../model/enforcement/platform.js";
import type { Clock } from "../../../ports/clock.js";

export interface LineOptions {
  clock: Clock;
  /** Failed calls in a row that open the breaker. */
  breaker: number;
  /** Told when the breaker opens and closes; awaited, so that it is kept before the next call. */
  onBreaker: (open: boolean) => Promise<void>;
  isOpen: boolean;
}

/** Whether a call may begin: now, not yet, or no more. */
export type Permission = "go" | "wait" | "stop";

/** Of the rate that was asked for: clocks and networks bunch calls, and a limit counts them as they come. */
const HEADROOM = 0.98;
/** So many calls may be made up for. */
const LATE_CALLS = 4;
/** Who waits looks so often whether it may still go on. */
const STEP_MS = 250;
const WAITING_MS = 50;
const PROBE_MS = 1_000;
const PROBE_MAX_MS = 15_000;

export class Line {
  readonly #clock: Clock;
  readonly #breaker: number;
  readonly #onBreaker: LineOptions["onBreaker"];
  /** When the next call may start. */
  #nextAt = 0;
  #failed = 0;
  #open: boolean;
  #probeMs = PROBE_MS;
  #probing = false;
  #underWay = 0;
  /** Wakes whoever waits for one of those to end. */
  #onEnd: () => void = () => {};
  #last: Promise<unknown> = Promise.resolve();

  constructor({ clock, breaker, onBreaker, isOpen }: LineOptions) {
    this.#clock = clock;
    this.#breaker = breaker;
    this.#onBreaker = onBreaker;
    this.#open = isOpen;
  }

  /**
   * Returns when it is one's turn, first come first served; false where it is told to stop. `rate`: calls a second. Whoever gets true makes
   * one call, and says `answered` or `failed` of it.
   */
  async turn(rate: number, may: () => Permission): Promise<boolean> {
    for (;;) {
      const mine = this.#last.then(() => this.#wait(rate, may));
      this.#last = mine.catch(() => {}); // whoever waits for this turn hears of it
      const permission = await mine;
      if (permission !== "wait") return permission === "go";
      await pause(WAITING_MS); // out of the way of who may go
    }
  }

  async #wait(rate: number, may: () => Permission): Promise<Permission> {
    for (;;) {
      const permission = may();
      if (permission !== "go") return permission;
      const now = this.#clock.now();
      if (this.#open && this.#probing) {
        await pause(WAITING_MS);
        continue;
      }
      if (this.#underWay >= CALLS_AT_ONCE) {
        await Promise.race([new Promise<void>((resolve) => (this.#onEnd = resolve)), pause(STEP_MS)]);
        continue;
      }
      if (now < this.#nextAt) {
        await pause(Math.min(this.#nextAt - now, STEP_MS));
        continue;
      }
      // a timer that wakes late does not lose its calls: the schedule goes on from where it was, by no more than a few calls
      const gap = 1_000 / (rate * HEADROOM);
      this.#nextAt = Math.max(this.#nextAt, now - LATE_CALLS * gap) + gap;
      if (this.#open) this.#probing = true;
      this.#underWay++;
      return "go";
    }
  }

  /** What came of a call: it was answered, whatever was said. */
  async answered(): Promise<void> {
    this.#end();
    this.#failed = 0;
    this.#probing = false;
    if (!this.#open) return;
    this.#open = false;
    this.#probeMs = PROBE_MS;
    await this.#onBreaker(false);
  }

  /** The platform did not answer, or failed. */
  async failed(): Promise<void> {
    this.#end();
    this.#failed++;
    if (this.#open) {
      this.#probing = false;
      this.wait(this.#probeMs);
      this.#probeMs = Math.min(PROBE_MAX_MS, 2 * this.#probeMs);
    } else if (this.#failed >= this.#breaker) {
      this.#open = true;
      this.wait(this.#probeMs);
      await this.#onBreaker(true);
    }
  }

  #end(): void {
    this.#underWay--;
    this.#onEnd();
  }

  /** No call for so long. */
  wait(ms: number): void {
    this.#nextAt = Math.max(this.#nextAt, this.#clock.now() + ms);
  }
}
