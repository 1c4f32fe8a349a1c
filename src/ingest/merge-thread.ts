/** A merging thread: a part with what is not merged yet in, what changed and all of it in columns out; and lays kinds. */

import { layKind } from "../indicator/columns/lay.js";
import { buffersOf } from "../indicator/columns/part-columns.js";
import { kindOf } from "../indicator/kinds/registry.js";
import { moved, serve } from "../threads/serve.js";
import { mergedPart } from "./merge-part.js";
import type { MergeTasks } from "./protocol.js";

serve({
  merge(given) {
    const merged = mergedPart(given);
    const { footprints, activity } = merged.changed;
    return moved(merged, [footprints.buffer as ArrayBuffer, activity.buffer as ArrayBuffer, ...buffersOf(merged.columns)]);
  },
  lay: ({ kind, pieces, places }) => layKind(kindOf(kind), pieces, places),
} satisfies MergeTasks);
