/** Runs that are kept, and what is to stay of them -> the numbers of those that may go; every store prunes by this rule. */

const DAY_MS = 86_400_000;

/** What to keep of the runs of old. */
interface Kept {
  /** Milliseconds since 1970. */
  at: number;
  keepDays: number;
  /** Numbers of runs that something names. */
  named: ReadonlySet<number>;
}

/** One run a day stays (the last; days are UTC's) beyond `keepDays` before `at`, each that is named, and the newest. Ascending. */
export function prunable(runs: readonly { number: number; at: number }[], { at, keepDays, named }: Kept): number[] {
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
