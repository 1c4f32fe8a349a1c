/** What a store holds -> the population: merges segments into footprints part by part, saves what changed, and builds the columns. */
import type { PartColumns } from "../indicator/columns/part-columns.js";
import { mergePart } from "../indicator/merge.js";
import { readPage } from "../indicator/page.js";
import type { Population } from "../indicator/population.js";
import { partOf } from "../indicator/slice/segment.js";
import type { GraphStore } from "../ports/store.js";
import { MergePool } from "./merge-pool.js";
import type { MergedPart } from "./protocol.js";

export interface LoadOptions {
  /** Told after each part: parts done, of how many. */
  onPart?: (done: number, parts: number) => void;
}

/** A save waits for its store more than it works. */
const SAVED_AT_ONCE = 4;

/** A part that is merged, and how it is saved where anything in it is new. */
interface Unsaved {
  merged: MergedPart;
  save: (() => Promise<void>) | null;
}

/**
 * All accounts in columns, part by part; what was new is saved on the way. Some parts are merged ahead, and a few are saved behind. The
 * pool is the caller's.
 */
async function* compact(store: GraphStore, pool: MergePool): AsyncGenerator<PartColumns> {
  const ahead: Promise<Unsaved>[] = [];
  const saving: Promise<void>[] = [];
  let reading: Promise<unknown> = Promise.resolve();
  const mergeNext = (number: number) => {
    const part = reading.then(() => store.part(number)); // one at a time
    reading = part.catch(() => {}); // whoever takes the part hears of it
    const merged = part.then(async ({ receipt, ...part }): Promise<Unsaved> => {
      const isNew = part.segments.length > 0;
      const merged = await pool.merge({ ...part, zone: store.zone() });
      return { merged, save: isNew ? () => store.replacePart(number, merged.changed, receipt) : null };
    });
    merged.catch(() => {}); // the round that awaits it meets the same error
    ahead.push(merged);
  };
  try {
    for (let number = 0; number < Math.min(pool.size + 1, store.parts()); number++) mergeNext(number);
    for (let number = 0; number < store.parts(); number++) {
      const { merged, save } = await ahead.shift()!;
      if (number + pool.size + 1 < store.parts()) mergeNext(number + pool.size + 1);
      if (saving.length === SAVED_AT_ONCE) await saving.shift();
      if (save) {
        const saved = save();
        saved.catch(() => {}); // whoever awaits it meets the same error
        saving.push(saved);
      }
      yield merged.columns;
    }
  } finally {
    await Promise.all(saving);
  }
}

/** All that is applied of one account, merged or not; null where no event of it was read. */
export async function loadFootprint(store: GraphStore, account: string): Promise<Uint8Array | null> {
  const { footprints, segments } = await store.part(partOf(account, store.parts()));
  const known = readPage(footprints).find((row) => row.account === account);
  const [merged] = mergePart(new Map(known ? [[account, known.bytes]] : []), segments, (each) => each === account);
  return merged?.bytes ?? known?.bytes ?? null;
}

/** All accounts that were read, in columns. What was not merged yet is merged, and kept so. */
export async function loadPopulation(store: GraphStore, { onPart }: LoadOptions = {}): Promise<Population> {
  const parts: PartColumns[] = [];
  const pool = new MergePool();
  try {
    for await (const columns of compact(store, pool)) {
      parts.push(columns);
      onPart?.(parts.length, store.parts());
    }
    return await pool.population(parts);
  } finally {
    await pool.close();
  }
}
