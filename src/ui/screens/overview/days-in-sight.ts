/** Days of the clusters that are in sight -> asked for together, once each, when the rows stand still. */

import { queryClient } from "../../lib/queries.js";
import type { DaysOfCluster } from "../../resources/clusters.js";
import { daysQuery } from "../../resources/clusters.js";

/** Rows come into sight one by one within a frame. */
const TOGETHER_MS = 60;
const MOST = 100;

export class DaysInSight {
  readonly #known = new Map<string, DaysOfCluster>();
  readonly #waiting = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Null until it is there. */
  of(cluster: string): DaysOfCluster | null {
    return this.#known.get(cluster) ?? null;
  }

  want(cluster: string): void {
    if (this.#known.has(cluster)) return;
    this.#waiting.add(cluster);
    this.#timer ??= setTimeout(() => void this.#read(), TOGETHER_MS);
  }

  async #read(): Promise<void> {
    this.#timer = undefined;
    const wanted = [...this.#waiting].slice(-MOST); // the latest: those before may be out of sight
    this.#waiting.clear();
    try {
      for (const days of (await queryClient.fetchQuery(daysQuery(wanted))).items) this.#known.set(days.cluster, days);
    } catch {
      return; // the list tells that the server does not answer
    }
    for (const listener of this.#listeners) listener();
  }
}
