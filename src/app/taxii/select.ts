/** A feed and what is asked of it -> a page of its versions, in the order in which they were added. */
import type { Entry, Feed } from "./feed.js";

/** Each: what of it is wanted; all where it is left out. */
export interface Wanted {
  /** Microseconds since 1970. */
  addedAfter?: number;
  /** The place of the last one of the page before. */
  after?: number;
  limit: number;
  ids?: readonly string[];
  types?: readonly string[];
  /** `first`, `last`, `all`, or milliseconds since 1970. */
  versions?: readonly (string | number)[];
  specVersions?: readonly string[];
}

export interface Selected {
  entries: readonly Entry[];
  /** Whether there are more after them. */
  more: boolean;
}

/** All that is given out is written by this one. */
const SPEC_VERSION = "2.1";

export function select(
  feed: Feed,
  { addedAfter = -1, after = -1, limit, ids, types, versions = ["last"], specVersions }: Wanted,
): Selected {
  if (specVersions !== undefined && !specVersions.includes(SPEC_VERSION)) return { entries: [], more: false };
  const isVersion = (entry: Entry): boolean =>
    versions.some(
      (each) =>
        each === "all" ||
        (each === "last" && feed.isLast(entry)) ||
        (each === "first" && feed.isFirst(entry)) ||
        each === Date.parse(entry.version),
    );
  const entries: Entry[] = [];
  for (const entry of feed.entries()) {
    if (entry.at <= after || entry.added <= addedAfter) continue;
    if (ids?.includes(entry.id) === false || types?.includes(entry.type) === false || !isVersion(entry)) continue;
    if (entries.length === limit) return { entries, more: true };
    entries.push(entry);
  }
  return { entries, more: false };
}

/** Whatever it has digits after the second; those past microseconds are left out. */
export function microsOf(time: string): number {
  const [, seconds, fraction = ""] = /^([^.Z]+)(?:\.(\d+))?/.exec(time)!;
  return Date.parse(`${seconds}Z`) * 1_000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}
