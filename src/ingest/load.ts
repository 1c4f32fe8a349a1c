/** What a store holds -> the population: merges segments into footprints part by part, saves what changed, and builds the columns. */
import { PopulationBuilder } from "../indicator/build.js";
import { type Merged, type MergedWithDays, mergePart } from "../indicator/merge.js";
import type { Population } from "../indicator/population.js";
import { partOf } from "../indicator/slice/segment.js";
import type { Part } from "../ports/footprints.js";
import type { GraphStore } from "../ports/store.js";
import { MergePool } from "./merge-pool.js";

export interface LoadOptions {
  /** Told after each part: parts done, of how many. */
  onPart?: (done: number, parts: number) => void;
}

/** A save waits for its store more than it works. */
const SAVED_AT_ONCE = 4;

interface MergedPart {
  part: Part;
  changed: readonly MergedWithDays[];
}

/**
 * Merged footprints of every account, part by part; what was new is saved on the way. Some parts are merged ahead, and a few are saved
 * behind.
 */
export async function* compact(store: GraphStore, pool = new MergePool()): AsyncGenerator<readonly Merged[]> {
  const ahead: Promise<MergedPart>[] = [];
  const saving: Promise<void>[] = [];
  let reading: Promise<unknown> = Promise.resolve();
  const mergeNext = (number: number) => {
    const part = reading.then(() => store.part(number)); // one at a time
    reading = part.catch(() => {}); // whoever takes the part hears of it
    const merged = part.then(async (part) => ({ part, changed: await pool.merge(part, store.zone()) }));
    merged.catch(() => {}); // the round that awaits it meets the same error
    ahead.push(merged);
  };
  try {
    for (let number = 0; number < Math.min(pool.size + 1, store.parts()); number++) mergeNext(number);
    for (let number = 0; number < store.parts(); number++) {
      const { part, changed } = await ahead.shift()!;
      if (number + pool.size + 1 < store.parts()) mergeNext(number + pool.size + 1);
      if (saving.length === SAVED_AT_ONCE) await saving.shift();
      if (part.segments.length > 0) {
        const saved = store.replacePart(number, changed, part.receipt);
        saved.catch(() => {}); // whoever awaits it meets the same error
        saving.push(saved);
      }
      yield together(part.footprints, changed);
    }
  } finally {
    await pool.close();
    await Promise.all(saving);
  }
}

/** What was known, with what changed in its place. */
function together(known: readonly Merged[], changed: readonly Merged[]): readonly Merged[] {
  if (known.length === 0) return changed;
  const all = new Map(known.map((row) => [row.account, row]));
  for (const row of changed) all.set(row.account, row);
  return [...all.values()];
}

/** All that is applied of one account, merged or not; null where no event of it was read. */
export async function loadFootprint(store: GraphStore, account: string): Promise<Uint8Array | null> {
  const { footprints, segments } = await store.part(partOf(account, store.parts()));
  const known = new Map(footprints.filter((row) => row.account === account).map((row) => [account, row.bytes]));
  const [merged] = mergePart(known, segments, (each) => each === account);
  return merged?.bytes ?? known.get(account) ?? null;
}

/** All accounts that were read, in columns. What was not merged yet is merged, and kept so. */
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
