/** What the services' processes share: the store with all that only they need of it, the queue, and the pseudonym key. */

import type { JobQueue } from "./queue.js";
import type { LotStore } from "./services/lots.js";
import type { PlacementRegistry } from "./services/placements.js";
import type { ClusteringRequests } from "./services/requests.js";
import type { SourceRegistry } from "./services/sources.js";
import type { GraphStore } from "./store.js";

export type ServiceStore = GraphStore & SourceRegistry & ClusteringRequests & PlacementRegistry & LotStore;

export interface Services {
  store: ServiceStore;
  queue: JobQueue;
  key: Uint8Array;
  close(): Promise<void>;
}
