/** A merging thread: what is known of a part's accounts and its segments in, their merged footprints and activity as pages out. */
import { mergeWithDays } from "../indicator/merge.js";
import { readPage, writePage } from "../indicator/page.js";
import { moved, serve } from "../threads/serve.js";
import { zoneOf } from "../tools/zone.js";
import { byAccount } from "./merge-pool.js";
import type { MergeTasks } from "./protocol.js";

serve({
  merge({ footprints, activity, segments, zone }) {
    const known = { footprints: byAccount(readPage(footprints)), activity: byAccount(readPage(activity)) };
    const rows = mergeWithDays(known, segments, zoneOf(zone));
    const pages = {
      footprints: writePage(rows),
      activity: writePage(rows.map((row) => ({ account: row.account, bytes: row.activity }))),
    };
    return moved(pages, [pages.footprints.buffer as ArrayBuffer, pages.activity.buffer as ArrayBuffer]);
  },
} satisfies MergeTasks);
