/** What a store holds -> the population: merges segments into footprints part by part, saves what changed, and builds the columns. */
import { PopulationBuilder } from "../indicator/build.js";
import { type Merged, mergePart } from "../indicator/merge.js";
import type { Population } from "../indicator/population.js";
import type { GraphStore } from "../ports.js";

export interface LoadOptions {
  /** Told after each part: parts done, of how many. */
  onPart?: (done: number, parts: number) => void;
}

/** Merged footprints of every account, part by part; what was new is saved on the way. */
export async function* compact(store: GraphStore): AsyncGenerator<readonly Merged[]> {
  for (let number = 0; number < store.parts(); number++) {
    const { footprints, segments, token } = await store.part(number);
    const known = new Map(footprints.map(({ account, bytes }) => [account, bytes]));
    const changed = mergePart(known, segments);
    if (segments.length > 0) await store.replacePart(number, changed, token);
    for (const { account, bytes } of changed) known.set(account, bytes);
    yield Array.from(known, ([account, bytes]) => ({ account, bytes }));
  }
}

export async function loadPopulation(store: GraphStore, { onPart }: LoadOptions = {}): Promise<Population> {
  const builder = new PopulationBuilder();
  const parts = store.parts();
  let done = 0;
  for await (const merged of compact(store)) {
    for (const footprint of merged) builder.add(footprint);
    onPart?.(++done, parts);
  }
  return builder.build();
}
