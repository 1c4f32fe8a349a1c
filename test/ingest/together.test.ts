/**
 * Several ingesters on one store at once, as several workers are: their commits go stale under each other, and still each event counts
 * once.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listInputs } from "../../src/event/input.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { footprints, ingest, KEY, lines, temporaryFolders, text, withStore } from "./worlds.js";

const folder = temporaryFolders();

function files(...contents: string[][]): string[] {
  const dir = folder();
  return contents.map((content, i) => {
    const path = join(dir, `${i}.ndjson`);
    writeFileSync(path, text(content));
    return path;
  });
}

/** Each path by an ingester of its own, all at once. */
async function together(data: string, paths: readonly string[]) {
  return await withStore(data, async (store) => {
    const ingesters = paths.map(() => openIngester(store, { key: KEY, threads: 1 }));
    try {
      await Promise.all(paths.map(async (path, i) => ingesters[i].apply((await listInputs([path]))[0])));
      return await store.counts();
    } finally {
      await Promise.all(ingesters.map((ingester) => ingester.close()));
    }
  });
}

it("files that share events: each counts once", async () => {
  const data = folder();
  const paths = files(lines(0, 600), lines(300, 900), lines(150, 750));
  expect(await together(data, paths)).toMatchObject({ events: 1800, accepted: 900, duplicates: 900 });
  const alone = folder();
  await ingest(alone, files(lines(0, 900)));
  expect(await footprints(data)).toEqual(await footprints(alone));
});

it("the same file: it is applied once", async () => {
  const data = folder();
  const [path] = files(lines(0, 500));
  expect(await together(data, [path, path, path])).toMatchObject({ events: 500, accepted: 500, duplicates: 0 });
});
