/**
 * News of accounts that came after the last clustering -> each placed in its cluster, with its evidence. What is in memory can be read from
 * the store again.
 */
import { pendingFiles } from "../src/ingest/announce.js";
import { Crowd } from "../src/placement/crowd.js";
import { FootprintCache } from "../src/placement/footprint-cache.js";
import { decodeIndex } from "../src/placement/placement-index.js";
import { Placer } from "../src/placement/placer.js";
import type { Clock } from "../src/ports/clock.js";
import type { JobQueue } from "../src/ports/queue.js";
import type { PlacementRegistry } from "../src/ports/services/placements.js";
import type { ClusteringRequests } from "../src/ports/services/requests.js";
import type { SourceRegistry } from "../src/ports/services/sources.js";
import type { GraphStore } from "../src/ports/store.js";
import { NEWS, type Role } from "./role.js";

/** Placed and saved at a time: those that came in a crowd are seen one batch after the other. */
const BATCH = 256;
/** Beyond so many that came since the last clustering, a clustering is quicker than placing them: the others wait for it. */
const MOST = 50_000;

/** Looked into at a time. */
const SEGMENTS = 256;

interface Held {
  run: string;
  placer: Placer;
  footprints: FootprintCache;
  /** Ends the reading ahead of footprints. */
  unwanted: AbortController;
  /** Slices looked at, and slices of which all accounts are placed. */
  ledger: number;
  placedTo: number;
  /** Events applied when all was looked at last. */
  events: number;
  /** Accounts that are not placed yet. */
  left: Set<string>;
}

interface Parts {
  store: GraphStore & PlacementRegistry & ClusteringRequests & SourceRegistry;
  queue: JobQueue;
}

export function placeRole({ store, queue }: Parts, clock: Clock): Role {
  let held: Held | null = null;
  const crowd = new Crowd(clock.now());

  const close = () => {
    held?.unwanted.abort();
    held = null;
  };

  const open = async (): Promise<Held | null> => {
    const run = (await store.currentRun())?.id ?? null;
    if (run === null || run === held?.run) return held;
    close(); // what it holds and reads would lie in memory beside what takes its place
    const index = await store.loadIndex();
    if (index === null) return null;
    const decoded = decodeIndex(index.bytes);
    const footprints = new FootprintCache(decoded.accounts, store);
    const unwanted = new AbortController();
    footprints.warm(unwanted.signal).catch(() => {}); // whoever needs a part meets the same error
    return { run: index.run, placer: new Placer(decoded), footprints, unwanted, ledger: 0, placedTo: 0, events: 0, left: new Set() };
  };

  const busy = async () => {
    const { asked, answered } = await store.requests();
    return asked > answered || (await pendingFiles({ store, queue })).length > 0;
  };

  /** Whether that was all. */
  const lookAtNews = async (at: Held, events: number) => {
    if (at.placer.size >= MOST) return true;
    const ledger = await store.ledger();
    const segments: Uint8Array[] = [];
    let next = at.ledger;
    let all = true;
    for await (const segment of store.segmentsFrom(at.ledger)) {
      all = segments.length < SEGMENTS || segment.ledger < next; // a slice is looked at as a whole
      if (!all) break;
      segments.push(segment.bytes);
      next = segment.ledger + 1;
    }
    for (const account of at.placer.absorb(segments)) at.left.add(account);
    at.ledger = all ? Math.max(ledger, next) : next;
    if (all) at.events = events;
    return all;
  };

  return {
    queue: "place",
    async take() {
      held = await open();
      if (held === null) return;
      const { events } = await store.counts();
      if (await crowd.waits({ events, looked: held.events, left: held.left.size }, clock.now(), busy)) return; // a tick comes
      const { run, placer, footprints, left } = held;
      const all = await lookAtNews(held, events);
      const batch = [...left].slice(-BATCH); // who came last may be looked for now
      const judgements = batch.length > 0 ? await store.loadJudgements() : [];
      const placements = await placer.place(batch, { footprintsOf: footprints.of, judgements, at: clock.now() });
      const placedTo = all && left.size === batch.length ? held.ledger : held.placedTo;
      await store.savePlacements(run, placedTo, placements);
      held.placedTo = placedTo;
      for (const account of batch) left.delete(account);
      if (left.size > 0 || !all) await queue.add("place", NEWS);
    },
    async tick() {
      const run = (await store.currentRun())?.id ?? null;
      if (run === null) return;
      const placed = await store.placed();
      if (placed?.run !== run || placed.ledger < (await store.ledger())) await queue.add("place", NEWS);
    },
    async close() {
      close();
    },
  };
}
