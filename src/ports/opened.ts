/** An opened store with all that use cases are handed beside it: the clock, the pseudonym key, and how it is closed. */
import type { Pseudonymise } from "../indicator/normalise/pseudonym.js";
import type { Clock } from "./clock.js";
import type { Services } from "./services.js";
import type { GraphStore } from "./store.js";

/** Whoever opens it closes it. Use cases take it as it is, as their first argument. */
export interface Opened {
  store: GraphStore;
  clock: Clock;
  /** The pseudonym key, 32 bytes or more. */
  key: Uint8Array;
  /** Makes pseudonyms with that key. */
  pseudonymise: Pseudonymise;
  close(): Promise<void>;
}

/** The services' store, with the queue that its workers take their jobs from. */
export type OpenedServices = Services & Opened;
