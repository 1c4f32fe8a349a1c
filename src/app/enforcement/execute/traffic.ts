/**
 * Strikes' calls under way, and their outcomes -> the moment at which none is: a reversal has to know who holds an account, and begins when
 * nobody is about to.
 */
import type { Outcomes } from "./outcomes.js";

export class Traffic {
  #sending = 0;
  #idle: (() => void)[] = [];
  readonly #outcomes = new Set<Outcomes>();

  /** A call, and what is read back of it. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#sending++;
    try {
      return await work();
    } finally {
      this.#sending--;
      if (this.#sending === 0) for (const idle of this.#idle.splice(0)) idle();
    }
  }

  /** While `work` goes on, these outcomes are waited for. */
  async with<T>(outcomes: Outcomes, work: () => Promise<T>): Promise<T> {
    this.#outcomes.add(outcomes);
    try {
      return await work();
    } finally {
      this.#outcomes.delete(outcomes);
    }
  }

  /** Returns when no call is under way and all outcomes are in the log. Whoever asks sees to it that none begins. */
  async settled(): Promise<void> {
    if (this.#sending > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    await new Promise(setImmediate); // who made the call notes its outcome first
    await Promise.all([...this.#outcomes].map((each) => each.saved()));
  }
}
