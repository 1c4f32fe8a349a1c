/** Little event files for tests of ingestion, seeded. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { listInputs } from "../../src/event/input.js";
import { readPage } from "../../src/indicator/page.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { loadPopulation } from "../../src/ingest/load.js";
import type { SliceCounts } from "../../src/model/slice-counts.js";
import type { GraphStore } from "../../src/ports/store.js";

export const KEY = new Uint8Array(32).fill(5);

/** Event lines: `from` to `to`, a minute apart, of ten accounts. */
export function lines(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => {
    const n = from + i;
    const time = new Date(1.77e12 + n * 60_000).toISOString();
    const device = `d${Math.imul(n, 2_654_435_761) >>> 28}`;
    return JSON.stringify({ type: "usage", id: `e${n}`, time, account: `a${n % 10}`, model: `m${n % 3}`, client: { device } });
  });
}

export const text = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

/** Folders that are gone after the test. */
export function temporaryFolders(): () => string {
  let made: string[] = [];
  afterEach(() => {
    for (const dir of made) rmSync(dir, { recursive: true, force: true });
    made = [];
  });
  return () => {
    const dir = mkdtempSync(join(tmpdir(), "cautery-test-"));
    made.push(dir);
    return dir;
  };
}

/** Opens the store in `dir`, applies the files in order, and closes it again: what `run` does with events. */
export async function ingest(dir: string, paths: readonly string[]): Promise<SliceCounts> {
  return await withStore(dir, async (store) => {
    const ingester = openIngester(store, { key: KEY, threads: 2 });
    try {
      for (const input of await listInputs(paths)) await ingester.apply(input);
      return await store.counts();
    } finally {
      await ingester.close();
    }
  });
}

export async function withStore<T>(dir: string, use: (store: GraphStore) => Promise<T>): Promise<T> {
  const store = duckDbStore(dir);
  await store.open("check");
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Every footprint's bytes, and what was done day by day, by account. */
export async function footprints(dir: string): Promise<Record<string, string>> {
  return await withStore(dir, async (store) => {
    const all: Record<string, string> = {};
    await loadPopulation(store); // merges what is not
    for (let part = 0; part < store.parts(); part++)
      for (const { account, bytes } of readPage((await store.part(part)).footprints)) all[account] = Buffer.from(bytes).toString("hex");
    for (const { account, ...activity } of await store.activityOf(Object.keys(all))) all[account] += ` ${JSON.stringify(activity)}`;
    return all;
  });
}

export async function quarantine(dir: string): Promise<{ line: number; error: string; raw: string }[]> {
  return await withStore(dir, async (store) => {
    const rows = [];
    for await (const { line, error, raw } of store.quarantined()) rows.push({ line, error, raw });
    return rows;
  });
}
