/** A merging thread: what is known of a part's accounts and its segments in, the merged footprints as one page out. */
import { mergePart } from "../indicator/merge.js";
import { readPage, writePage } from "../indicator/page.js";
import { moved, serve } from "../threads/serve.js";
import type { MergeTasks } from "./protocol.js";

serve({
  merge({ known, segments }) {
    const before = new Map(readPage(known).map(({ account, bytes }) => [account, bytes]));
    const page = writePage(mergePart(before, segments));
    return moved(page, [page.buffer as ArrayBuffer]);
  },
} satisfies MergeTasks);
