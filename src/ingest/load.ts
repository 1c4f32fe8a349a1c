/** What a store holds -> the population: merges segments into footprints part by part, saves what changed, and builds the columns. */
import { PopulationBuilder } from "../indicator/build.js";
import { type Merged, mergePart } from "../indicator/merge.js";
import type { Population } from "../indicator/population.js";
import { partOf } from "../indicator/segment.js";
import type { GraphStore } from "../ports.js";

export interface LoadOptions {
  /** Told after each part: parts done, of how many. */
  onPart?: (done: number, parts: number) => void;
}

/** A save waits for its store more than it works. */
const SAVED_AT_ONCE = 4;

/** Merged footprints of every account, part by part; what was new is saved on the way. One part is read ahead, and a few are saved behind. */
export async function* compact(store: GraphStore): AsyncGenerator<readonly Merged[]> {
  let ahead = store.part(0);
  const saving: Promise<void>[] = [];
  try {
    for (let number = 0; number < store.parts(); number++) {
      const { footprints, segments, token } = await ahead;
      if (number + 1 < store.parts()) ahead = store.part(number + 1);
      ahead.catch(() => {}); // the next round meets the same error
      const known = new Map(footprints.map(({ account, bytes }) => [account, bytes]));
      const changed = mergePart(known, segments);
      if (saving.length === SAVED_AT_ONCE) await saving.shift();
      if (segments.length > 0) {
        const saved = store.replacePart(number, changed, token);
        saved.catch(() => {}); // whoever awaits it meets the same error
        saving.push(saved);
      }
      for (const { account, bytes } of changed) known.set(account, bytes);
      yield Array.from(known, ([account, bytes]) => ({ account, bytes }));
    }
  } finally {
    await Promise.all(saving);
  }
}

/** All that is applied of one account, merged or not; null where no event of it was read. */
export async function loadFootprint(store: GraphStore, account: string): Promise<Uint8Array | null> {
  const { footprints, segments } = await store.part(partOf(account, store.parts()));
  const known = new Map(footprints.filter((row) => row.account === account).map((row) => [account, row.bytes]));
  const [merged] = mergePart(known, segments, (each) => each === account);
  return merged?.bytes ?? known.get(account) ?? null;
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
