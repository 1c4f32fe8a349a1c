/** The GraphStore contract on the embedded store. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import type { GraphStore } from "../../src/ports/store.js";
import { graphStoreContract, KEY_CHECK } from "./graph-store.js";
import { runHistoryContract } from "./run-history.js";

describe("the GraphStore in DuckDB", () => {
  const folders: string[] = [];
  let last: GraphStore | null = null;
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  const end = async () => {
    await last?.close();
    last = null;
  };
  const again = async (keyCheck = KEY_CHECK) => {
    await end();
    const store = duckDbStore(folders[folders.length - 1]);
    last = store;
    await store.open(keyCheck);
    return store;
  };
  const fresh = async () => {
    folders.push(await mkdtemp(join(tmpdir(), "cautery-duckdb-")));
    return again();
  };
  graphStoreContract({ fresh, again, end });
  runHistoryContract({ fresh, again, end }, { histories: 8 });
});
