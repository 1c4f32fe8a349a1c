/** News of accounts that came after the last clustering -> each placed in its cluster, with its evidence. What is in memory can be read from the store again. */
import type { Services } from "../src/adapters/services.js";
import { decodeIndex } from "../src/cluster/placement-index.js";
import { FootprintCache } from "../src/placement/footprint-cache.js";
import { Placer } from "../src/placement/placer.js";
import type { Clock } from "../src/ports.js";
import type { Role } from "./main.js";

/** Placed and saved at a time: those that came in a crowd are seen one batch after the other. */
const BATCH = 256;
/** Beyond so many that came since the last clustering, a clustering is quicker than placing them: the others wait for it. */
const MOST = 50_000;

/** Read before they are looked into. */
const SEGMENTS = 256;

interface Held {
  run: string;
  placer: Placer;
  footprints: FootprintCache;
  /** Slices looked at, and slices of which all accounts are placed. */
  ledger: number;
  placedTo: number;
  /** Accounts that are not placed yet. */
  left: Set<string>;
}

/** The job that says that something was applied, or a run saved. */
export const NEWS = { id: "news", data: {} };

export function placeRole({ store, queue }: Services, clock: Clock): Role {
  let held: Held | null = null;

  const open = async (): Promise<Held | null> => {
    const run = await store.currentRun();
    if (run === null || run === held?.run) return held;
    const index = await store.loadIndex();
    if (index === null) return null;
    const decoded = decodeIndex(index.bytes);
    const footprints = new FootprintCache(decoded.accounts, store);
    footprints.warm().catch(() => {}); // whoever needs a part meets the same error
    return { run: index.run, placer: new Placer(decoded), footprints, ledger: 0, placedTo: 0, left: new Set() };
  };

  const lookAtNews = async (at: Held) => {
    let ledger = await store.ledger();
    let segments: Uint8Array[] = [];
    const absorb = () => {
      for (const account of at.placer.absorb(segments)) at.left.add(account);
      segments = [];
    };
    for await (const segment of store.segmentsFrom(at.ledger)) {
      if (at.placer.size >= MOST) return;
      segments.push(segment.bytes);
      ledger = Math.max(ledger, segment.ledger + 1);
      if (segments.length === SEGMENTS) absorb();
    }
    absorb();
    at.ledger = ledger;
  };

  return {
    queue: "place",
    async take() {
      held = await open();
      if (held === null) return;
      const { run, placer, footprints, left } = held;
      await lookAtNews(held);
      const batch = [...left].slice(0, BATCH);
      const judgements = batch.length > 0 ? await store.loadJudgements() : [];
      const placements = await placer.place(batch, { footprintsOf: footprints.of, judgements, at: clock.now() });
      const placedTo = left.size > batch.length ? held.placedTo : held.ledger;
      await store.savePlacements(run, placedTo, placements);
      held.placedTo = placedTo;
      for (const account of batch) left.delete(account);
      if (left.size > 0) await queue.add("place", NEWS);
    },
    async tick() {
      const run = await store.currentRun();
      if (run === null) return;
      const placed = await store.placed();
      if (placed?.run !== run || placed.ledger < (await store.ledger())) await queue.add("place", NEWS);
    },
    async close() {},
  };
}
