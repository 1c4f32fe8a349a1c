/** An edge list -> communities, with whole components searched side by side on threads. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { backbone } from "../../cluster/search/backbone.js";
import { FAINT } from "../../cluster/search/detect.js";
import type { Communities, EdgeList } from "../../cluster/search/graph.js";
import { packLot, unpackLabels } from "../../cluster/search/lot-bytes.js";
import { cutIntoLots, type Lots, largestFirst, searchLot } from "../../cluster/search/lots.js";

/** Threads run compiled code; tests that run the sources use the build too. */
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "../../../dist/src/adapters/threads/community-thread.js" : "./community-thread.js",
  import.meta.url,
);
/** So many lots a thread, so that none waits long for the last one. */
const LOTS_EACH = 4;

/** The same as `detect`'s by the map equation, to the byte, however many threads: a component is one thread's. Throws where an edge cannot be. */
export async function detectOnThreads(edges: EdgeList, { trim, threads }: { trim: number; threads: number }): Promise<Communities> {
  const kept = backbone(edges, FAINT);
  const lots = cutIntoLots(kept, { trim, edgesEach: Math.ceil(kept.source.length / (threads * LOTS_EACH)) });
  const labels = lots.count < 2 ? largestFirst(lots).map((lot) => searchLot(lots.lot(lot))) : await searchOn(threads, lots);
  return lots.join((lot) => labels[lot]);
}

async function searchOn(threads: number, lots: Lots): Promise<Int32Array[]> {
  const waiting = largestFirst(lots);
  const labels: Int32Array[] = [];
  const workers = Array.from({ length: Math.min(threads, lots.count) }, () => new Worker(THREAD));
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let lot = waiting.shift(); lot !== undefined; lot = waiting.shift()) {
          const bytes = packLot(lots.lot(lot));
          worker.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
          const [found] = await once(worker, "message"); // a thread's error rejects
          labels[lot] = unpackLabels(found);
        }
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return labels;
}
