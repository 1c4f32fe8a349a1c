/** What a store holds -> the population: merges segments into footprints part by part, saves what changed, and builds the columns. */
import type { Population } from "../indicator/population.js";
import type { GraphStore } from "../ports.js";

export interface LoadOptions {
  /** Told after each part: parts done, of how many. */
  onPart?: (done: number, parts: number) => void;
  threads?: number;
}

export async function loadPopulation(_store: GraphStore, _options: LoadOptions = {}): Promise<Population> {
  throw new Error("not yet");
}
