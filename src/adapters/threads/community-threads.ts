/** An edge list -> communities, with whole components searched side by side on threads. */
import { backbone } from "../../cluster/search/backbone.js";
import { FAINT } from "../../cluster/search/detect.js";
import type { Communities, EdgeList } from "../../cluster/search/graph.js";
import { packLot, unpackLabels } from "../../cluster/search/lot-bytes.js";
import { cutIntoLots, type Lots, largestFirst, searchLot } from "../../cluster/search/lots.js";
import { threadFile } from "../../threads/locate.js";
import { ThreadPool } from "../../threads/pool.js";
import type { CommunityTasks } from "./community-thread.js";

/** Also for who searches a single lot. */
export const communityThread = () => threadFile("./community-thread.js", import.meta.url);
/** So many lots a thread, so that none waits long for the last one. */
const LOTS_EACH = 4;

/**
 * The same as `detect`'s by the map equation, to the byte, however many threads: a component is one thread's. Throws where an edge cannot
 * be.
 */
export async function detectOnThreads(edges: EdgeList, { trim, threads }: { trim: number; threads: number }): Promise<Communities> {
  const kept = backbone(edges, FAINT);
  const lots = cutIntoLots(kept, { trim, edgesEach: Math.ceil(kept.source.length / (threads * LOTS_EACH)) });
  const labels = lots.count < 2 ? largestFirst(lots).map((lot) => searchLot(lots.lot(lot))) : await searchOn(threads, lots);
  return lots.join((lot) => labels[lot]);
}

async function searchOn(threads: number, lots: Lots): Promise<Int32Array[]> {
  const waiting = largestFirst(lots);
  const labels: Int32Array[] = [];
  const pool = new ThreadPool<CommunityTasks>(communityThread(), Math.min(threads, lots.count));
  /** A lot is packed when a thread is free for it. */
  const searchRest = async () => {
    for (let lot = waiting.shift(); lot !== undefined; lot = waiting.shift()) {
      const bytes = packLot(lots.lot(lot));
      const { answer } = await pool.run("search", bytes, [bytes.buffer as ArrayBuffer]);
      labels[lot] = unpackLabels(answer);
    }
  };
  try {
    await Promise.all(Array.from({ length: pool.size }, searchRest));
  } finally {
    await pool.close();
  }
  return labels;
}
