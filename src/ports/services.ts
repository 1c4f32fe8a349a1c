/** What the services' processes share: the store with all that only they need of it, the queue, and the pseudonym key. */
import type { LotStore } from "./lots.js";
import type { PlacementRegistry } from "./placements.js";
import type { JobQueue } from "./queue.js";
import type { ClusteringRequests } from "./requests.js";
import type { SourceRegistry } from "./sources.js";
import type { GraphStore } from "./store.js";

export type ServiceStore = GraphStore & SourceRegistry & ClusteringRequests & PlacementRegistry & LotStore;

export interface Services {
  store: ServiceStore;
  queue: JobQueue;
  key: Uint8Array;
  close(): Promise<void>;
}
