/** Sources fed faster than they are applied -> a queue that stays small, and streams that never wait for it. */
import { expect, it } from "vitest";
import { inProcessQueue } from "../../src/adapters/queue/inprocess.js";
import { PermanentError } from "../../src/errors.js";
import { announce, pendingFiles, sourceJob } from "../../src/ingest/announce.js";
import type { SourceNotice } from "../../src/ports/services/sources.js";

const whole = (source: string): SourceNotice => ({ source, path: `/events/${source}`, size: 10, final: true });

/** A store that only remembers, and a queue that nobody works on yet. */
function services() {
  const notices: SourceNotice[] = [];
  const store = {
    announce: async (notice: SourceNotice) => void notices.push(notice),
    announced: async () => notices,
    forget: async () => {},
  };
  return { store, queue: inProcessQueue(), notices };
}

it("files beyond what may wait are known to the store at once, and become jobs as others are done", async () => {
  const { store, queue, notices } = services();
  const depths: number[] = [];
  const feed = async () => {
    for (let i = 0; i < 9; i++) {
      await announce({ store, queue }, whole(`file ${i}`), { mostWaiting: 3, pollMs: 1 });
      depths.push(await queue.depth("ingest"));
    }
  };
  const fed = feed();
  await expect.poll(() => notices.length).toBe(4);
  expect(depths).toEqual([1, 2, 3]);
  const done: string[] = [];
  queue.work("ingest", async ({ id }) => void done.push(id));
  await fed;
  await expect.poll(() => done.length).toBe(9);
  expect(Math.max(...depths)).toBeLessThanOrEqual(3);
  await queue.close(0);
});

it("a stream that goes on is one job that waits, however much of it is announced, and waits for none", async () => {
  const { store, queue, notices } = services();
  await announce({ store, queue }, whole("file"), { mostWaiting: 1 });
  for (let size = 0; size < 500; size++) await announce({ store, queue }, { ...whole("-"), size, final: false }, { mostWaiting: 1 });
  expect(notices.length).toBe(501);
  expect(await queue.depth("ingest")).toBe(2);
  await queue.close(0);
});

it("files are pending until they are applied, unless they never can be; a stream never is", async () => {
  const { store, queue } = services();
  expect(await pendingFiles({ store, queue })).toEqual([]);
  await announce({ store, queue }, whole("good"));
  await announce({ store, queue }, whole("gone"));
  await announce({ store, queue }, { ...whole("-"), final: false });
  expect(await pendingFiles({ store, queue })).toEqual([whole("good"), whole("gone")]);
  queue.work("ingest", async ({ id }) => {
    if (id === sourceJob("gone").id) throw new PermanentError("gone: give it back");
  });
  await expect.poll(() => pendingFiles({ store, queue })).toEqual([whole("good")]);
  await queue.close(0);
});
