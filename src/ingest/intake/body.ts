/** One sender's lines -> what became of them: counted piece by piece as the pieces are committed, answered when all of them are. */
import type { IntakeCounts } from "../../model/slice-counts.js";
import type { BlockEnd, Digest } from "../digest.js";
import type { Taken } from "../taken.js";

const MOST_ERRORS = 100;

export class Body {
  readonly #counts: IntakeCounts = { accepted: 0, duplicates: 0, quarantined: 0, errors: [] };
  #lines = 0;
  /** Pieces handed over that are not committed yet. */
  #open = 0;
  #isRead = false;
  #failure: { by: unknown } | null = null;
  /** Told when it fails, or is done: whoever waits at the moment. */
  #interrupt: (failure: unknown) => void = () => {};
  #finish: () => void = () => {};

  get isRead(): boolean {
    return this.#isRead;
  }

  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** What `promise` gives, or the failure where that comes first. One at a time. */
  unlessFailed<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#interrupt = reject;
      promise.then(resolve, reject);
      if (this.#failure) reject(this.#failure.by);
    });
  }

  /** A piece was handed over. */
  handOver(): void {
    this.#open++;
  }

  /** A piece is committed: its part of the slice lies between the ends of the block before and its own. */
  commit(before: BlockEnd, end: BlockEnd, { refusals }: Digest, { fresh }: Taken): void {
    const counts = this.#counts;
    let accepted = 0;
    for (let row = before.taken; row < end.taken; row++) accepted += fresh[row];
    counts.accepted += accepted;
    counts.duplicates += end.taken - before.taken - accepted;
    counts.quarantined += end.refusals - before.refusals;
    const told = refusals.slice(before.refusals, Math.min(end.refusals, before.refusals + MOST_ERRORS - counts.errors.length));
    for (const { line, error } of told) counts.errors.push({ line: this.#lines + line - before.lines, error });
    this.#lines += end.lines - before.lines;
    this.#open--;
    if (this.#isRead && this.#open === 0) this.#finish();
  }

  fail(failure: unknown): void {
    if (this.#failure) return;
    this.#failure = { by: failure };
    this.#interrupt(failure);
  }

  /** All of it was handed over: resolves when that is committed. */
  async committed(): Promise<IntakeCounts> {
    this.#isRead = true;
    if (this.#open > 0) {
      await this.unlessFailed(
        new Promise<void>((resolve) => {
          this.#finish = resolve;
        }),
      );
    }
    return this.#counts;
  }
}
