/**
 * Clusters of the run that is held -> how many of each one's accounts were born and suspended, in equal spans of the time that all took.
 */
import { DAY_MS } from "../../tools/units.js";
import type { HeldRun } from "./held-run.js";

export interface Days {
  /** Milliseconds since 1970: of whole days (UTC), the first span's begin and the last one's end. */
  from: number;
  to: number;
  clusters: { cluster: string; births: number[]; suspensions: number[] }[];
}

/** Spans at the most; of so many days each that they hold all. */
const SPANS = 32;

/** Clusters that are not of this run are left out. */
export function daysOf(held: Pick<HeldRun, "list" | "has" | "members">, asked: readonly string[]): Days {
  const { firstSeen: first, lastSeen } = held.list.list.columns;
  if (first.length === 0) return { from: 0, to: 0, clusters: [] };
  const from = DAY_MS * Math.floor(first.reduce((least, at) => Math.min(least, at)) / DAY_MS);
  const last = lastSeen.reduce((most, at) => Math.max(most, at));
  const days = Math.floor((last - from) / DAY_MS) + 1;
  const width = Math.ceil(days / SPANS);
  const spans = Math.ceil(days / width);
  return {
    from,
    to: from + spans * width * DAY_MS,
    clusters: asked
      .filter((id) => held.has(id))
      .map((cluster) => {
        const births = new Array<number>(spans).fill(0);
        const suspensions = new Array<number>(spans).fill(0);
        const count = (into: number[], at: number | null): void => {
          if (at === null) return;
          into[Math.max(0, Math.min(spans - 1, Math.floor((at - from) / (width * DAY_MS))))]++;
        };
        for (const { signupAt, firstSeen, suspendedAt } of held.members(cluster, 0, Number.POSITIVE_INFINITY)) {
          count(births, signupAt ?? firstSeen);
          count(suspensions, suspendedAt);
        }
        return { cluster, births, suspensions };
      }),
  };
}
