/** The worker that places newcomers, at a new run: what it read for the run before is let go, and nothing more is read for it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inProcessQueue } from "../../src/adapters/queue/inprocess.js";
import { cluster } from "../../src/app/cluster.js";
import type { GraphStore } from "../../src/ports/store.js";
import { placeRole } from "../../workers/place.js";
import { NEWS } from "../../workers/role.js";
import { ingest, lines, temporaryFolders, text, withStore } from "../ingest/worlds.js";

const clock = { now: () => 0 };
const folder = temporaryFolders();

/** The embedded store, with what only services keep; reading footprints waits once. */
function placingStore(store: GraphStore) {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reads: string[] = [];
  const own = {
    requests: async () => ({ asked: 0, answered: 0, ledger: 0 }),
    request: async () => 0,
    answer: async () => {},
    announced: async () => [],
    announce: async () => {},
    forget: async () => {},
    async *segmentsFrom() {},
    savePlacements: async () => {},
    placement: async () => null,
    placed: async () => null,
    footprintsOf: async (accounts: readonly string[]) => {
      reads.push(accounts.join(" "));
      if (reads.length === 1) await held;
      return store.footprintsOf(accounts);
    },
  };
  return { reads, release, store: Object.assign(Object.create(store) as GraphStore, own) };
}

it("reads ahead for the current run alone", async () => {
  const data = folder();
  const events = join(folder(), "events.ndjson");
  writeFileSync(events, text(lines(0, 100)));
  await ingest(data, [events]);
  await withStore(data, async (store) => {
    const behind = placingStore(store);
    const role = placeRole({ store: behind.store, queue: inProcessQueue() }, clock);
    await cluster({ store, clock });
    await role.take(NEWS);
    expect(behind.reads.length).toBe(1);
    await cluster({ store, clock });
    await role.take(NEWS);
    behind.release();
    const ofOneRun = store.parts();
    await expect.poll(() => behind.reads.length).toBe(1 + ofOneRun);
    await store.footprintsOf([...Array(ofOneRun).keys()].map(String)); // behind all that was asked before
    expect(behind.reads.length).toBe(1 + ofOneRun);
    await role.close();
  });
});
