/** Outcomes of one batch as they come -> the log, some at a time; and the course of each account so far. */
import { setTimeout as pause } from "node:timers/promises";
import type { OutcomeEntry } from "../../../enforcement/acts.js";
import { after, type Course, coursesOf, UNTOUCHED } from "../../../enforcement/claims.js";
import type { Batch } from "../../../enforcement/state.js";
import { TransientError } from "../../../errors.js";
import type { Journal } from "../journal.js";

const FLUSH_MS = 200;
/** So many unsaved outcomes hold further calls back. */
const MOST_UNSAVED = 1_000;

export class Outcomes {
  readonly #journal: Journal;
  readonly #batch: Batch;
  readonly #courses: Map<string, Course>;
  #unsaved: OutcomeEntry[] = [];
  #saving: Promise<void> | null = null;
  #failure: unknown = null;

  private constructor(journal: Journal, batch: Batch, courses: Map<string, Course>) {
    this.#journal = journal;
    this.#batch = batch;
    this.#courses = courses;
  }

  static async load(journal: Journal, batch: Batch): Promise<Outcomes> {
    return new Outcomes(journal, batch, coursesOf(await journal.outcomes(batch)));
  }

  courseOf(account: string): Course {
    return this.#courses.get(account) ?? UNTOUCHED;
  }

  /** Those with an outcome, as far as it is saved. */
  get courses(): ReadonlyMap<string, Course> {
    return this.#courses;
  }

  /** Saved within a fraction of a second; `saved` waits for it. */
  note(outcome: OutcomeEntry): void {
    this.#unsaved.push(outcome);
    this.#saving ??= this.#saveLater();
  }

  /** Returns when there is room for more. Throws where they cannot be saved. */
  async room(): Promise<void> {
    this.#rethrow();
    if (this.#unsaved.length >= MOST_UNSAVED) await this.saved();
  }

  /** Returns when all that was noted is in the log. Throws where it cannot be. */
  async saved(): Promise<void> {
    while (this.#saving !== null) await this.#saving;
    this.#rethrow();
  }

  async #saveLater(): Promise<void> {
    await pause(FLUSH_MS);
    while (this.#unsaved.length > 0 && this.#failure === null) {
      const some = this.#unsaved;
      this.#unsaved = [];
      try {
        const placed = await this.#journal.record(this.#batch.id, this.#batch.generation, some);
        for (const outcome of placed) this.#courses.set(outcome.what.account, after(this.courseOf(outcome.what.account), outcome));
      } catch (error) {
        this.#unsaved = [...some, ...this.#unsaved];
        if (!(error instanceof TransientError)) this.#failure = error;
        else await pause(FLUSH_MS); // the store is away: what is lost here is asked for again under the same id
      }
    }
    this.#saving = null;
  }

  #rethrow(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}

/** Of so many accounts, by outcome: those without one wait. */
export function countsOf(
  accounts: number,
  courses: ReadonlyMap<string, Course>,
): Record<"changed" | "unchanged" | "refused" | "unknown" | "waiting" | "skipped", number> {
  const counts = { changed: 0, unchanged: 0, refused: 0, unknown: 0, waiting: accounts, skipped: 0 };
  for (const { done } of courses.values()) {
    if (done === null) continue;
    counts[done.what.outcome]++;
    counts.waiting--;
  }
  return counts;
}
