/** A part's pages and segments -> what changed, and all of it in columns: on a thread, or here. */
import { columnsOf } from "../indicator/columns/part-columns.js";
import { type Known, type Merged, mergeWithDays } from "../indicator/merge.js";
import { readPage, writePages } from "../indicator/page.js";
import { zoneOf } from "../tools/zone.js";
import type { MergedPart, UnmergedPart } from "./protocol.js";

export function mergedPart({ footprints, activity, segments, zone }: UnmergedPart): MergedPart {
  const known = readPage(footprints);
  if (segments.length === 0) return { changed: { footprints: new Uint8Array(), activity: new Uint8Array() }, columns: columnsOf(known) };
  const rows = mergeWithDays({ footprints: byAccount(known), activity: byAccount(readPage(activity)) }, segments, zoneOf(zone));
  return {
    changed: writePages(rows),
    columns: columnsOf(together(known, rows)),
  };
}

function byAccount(rows: readonly Merged[]): Known {
  return new Map(rows.map(({ account, bytes }) => [account, bytes]));
}

/** What was known, with what changed in its place. */
function together(known: readonly Merged[], changed: readonly Merged[]): readonly Merged[] {
  if (known.length === 0) return changed;
  const all = new Map(known.map((row) => [row.account, row]));
  for (const row of changed) all.set(row.account, row);
  return [...all.values()];
}
