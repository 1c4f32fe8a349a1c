/** Runs that are kept, and what is to stay of them -> the numbers of those that may go; every store prunes by this rule. */
import { DAY_MS } from "../tools/units.js";

/** What to keep of the runs of old: one a day (the last) beyond so many days before `at`, and each that something names. */
export interface Pruning {
  /** Milliseconds since 1970. */
  at: number;
  keepDays: number;
  /** Numbers of runs that a judgement names. */
  named: ReadonlySet<number>;
}

/** One run a day stays (the last; days are UTC's) beyond `keepDays` before `at`, each that is named, and the newest. Ascending. */
export function prunable(runs: readonly { number: number; at: number }[], { at, keepDays, named }: Pruning): number[] {
  const newest = Math.max(...runs.map(({ number }) => number));
  const before = at - keepDays * DAY_MS;
  const lastOfDay = new Map<number, number>();
  for (const run of runs) {
    const day = Math.floor(run.at / DAY_MS);
    lastOfDay.set(day, Math.max(lastOfDay.get(day) ?? 0, run.number));
  }
  return runs
    .filter((run) => run.at < before && lastOfDay.get(Math.floor(run.at / DAY_MS)) !== run.number)
    .map(({ number }) => number)
    .filter((number) => number !== newest && !named.has(number))
    .sort((a, b) => a - b);
}
