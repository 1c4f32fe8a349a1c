/**
 * What became of each account in every batch -> who holds an account: it stays as it is while one batch claims it, and what is taken back
 * is the change that Cautery made, and no other.
 */
import type { OutcomeEntry, Placed } from "./acts.js";

/** What stands of a batch for one account. */
export interface Held {
  batch: string;
  /** The version that this batch's change made; null where it changed nothing itself. */
  version: string | null;
  /** The deed that it stands by. */
  deed: OutcomeEntry["deed"];
}

/** The latest that became of an account in one batch: by deed, and the restores that were asked for. */
export interface Course {
  /** The last deed but restores; null where none has an outcome. */
  done: Placed<OutcomeEntry> | null;
  /** By the position of the reversal that asked for it. */
  restored: ReadonlyMap<number, Placed<OutcomeEntry>>;
}

export const UNTOUCHED: Course = { done: null, restored: new Map() };

/** The course of each account, from a batch's outcomes in their order. */
export function coursesOf(outcomes: Iterable<Placed<OutcomeEntry>>): Map<string, Course> {
  const courses = new Map<string, Course>();
  for (const outcome of outcomes) courses.set(outcome.what.account, after(courses.get(outcome.what.account) ?? UNTOUCHED, outcome));
  return courses;
}

/** The course after one outcome more. */
export function after(course: Course, outcome: Placed<OutcomeEntry>): Course {
  const { what } = outcome;
  if (what.deed !== "restore") {
    // an account that is asked to verify itself first and skipped then keeps what was done to it
    if (what.outcome === "skipped" && course.done?.what.outcome === "changed") return course;
    return { ...course, done: outcome };
  }
  return { ...course, restored: new Map(course.restored).set(what.reversal ?? -1, outcome) };
}

/**
 * What the batch holds of the account: null where it did nothing, or let go. `unchanged` claims too where another batch of ours made the
 * change: see `holders`.
 */
export function heldBy(batch: string, { done, restored }: Course): Held | null {
  if (done === null || (done.what.outcome !== "changed" && done.what.outcome !== "unchanged")) return null;
  for (const { what, entry } of restored.values()) if (entry > done.entry && what.outcome !== "unknown") return null;
  return { batch, version: done.what.outcome === "changed" ? (done.what.version ?? null) : null, deed: done.what.deed };
}

/** What a reversal of one batch does to an account. */
export type Release =
  | { do: "restore"; version: string }
  /** Another batch still claims it: this one lets go, and nothing is asked of the platform. */
  | { do: "let go"; why: string }
  | { do: "nothing"; why: string };

/**
 * `own` is what the reversed batch holds, `others` what other batches do or did: `made` is the version of the change that stands, by
 * whichever batch, where it was not taken back.
 */
export function releaseOf(own: Held | null, others: readonly Held[], made: string | null): Release {
  if (own === null) return { do: "nothing", why: "this batch holds nothing of it" };
  const claiming = others.filter(({ batch }) => batch !== own.batch);
  const version = own.version ?? made;
  if (version === null) return { do: "nothing", why: "it was so already, and not by us" };
  if (claiming.length > 0) return { do: "let go", why: `still claimed by ${claiming.map(({ batch }) => batch).join(", ")}` };
  return { do: "restore", version };
}

/**
 * The version of the change of ours that stands, from an account's courses in all batches; null where there is none, or it was taken back.
 */
export function madeVersion(courses: readonly Course[]): string | null {
  const restored = new Set<string>();
  for (const course of courses)
    for (const { what } of course.restored.values())
      if (what.outcome === "changed" && what.version !== undefined) restored.add(what.version);
  const made = courses
    .flatMap(({ done }) =>
      done?.what.outcome === "changed" && done.what.version !== undefined && !restored.has(done.what.version) ? [done] : [],
    )
    .sort((a, b) => a.entry - b.entry)
    .at(-1);
  return made?.what.version ?? null;
}
