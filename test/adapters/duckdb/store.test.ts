/** The GraphStore contract on an embedded store, and what holds for a data folder alone. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { graphStoreContract, KEY_CHECK } from "../../contracts/graph-store.js";
import { runHistoryContract } from "../../contracts/run-history.js";

const dirs: string[] = [];
const newDir = () => {
  const dir = mkdtempSync(join(tmpdir(), "cautery-duckdb-"));
  dirs.push(dir);
  return dir;
};
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

describe("the GraphStore in a data folder", () => {
  let dir = "";
  let last: GraphStore | null = null;
  const end = async () => {
    await last?.close();
    last = null;
  };
  const again = async (keyCheck = KEY_CHECK) => {
    await end();
    const store = duckDbStore(dir);
    await store.open(keyCheck);
    last = store;
    return store;
  };
  const fresh = () => {
    dir = newDir();
    return again();
  };
  graphStoreContract({ fresh, again, end });
  runHistoryContract({ fresh, again, end }, { histories: 8 });

  it("is one process's at a time: a second one is told so", async () => {
    const dir = newDir();
    const held = duckDbStore(dir);
    await held.open(KEY_CHECK);
    const built = new URL("../../../dist/src/adapters/duckdb/store.js", import.meta.url).href;
    const script = `import(${JSON.stringify(built)}).then(({ duckDbStore }) => duckDbStore(${JSON.stringify(dir)}).open("k")).catch((error) => process.send(error.message))`;
    const child = fork("-e", [script], { execArgv: ["-e", script], stdio: "ignore" });
    const [message] = await once(child, "message");
    expect(message).toContain("another cautery is at work in it");
    await held.close();
  });

  it("refuses a folder of an earlier form, says what to do, and leaves it as it is", async () => {
    const dir = newDir();
    const file = await DuckDBInstance.create(join(dir, "cautery.duckdb"));
    const earlier = await file.connect();
    await earlier.run("CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)");
    await earlier.run("INSERT INTO meta VALUES ('format', '2'), ('key', 'key-check-a'), ('parts', '64')");
    await earlier.run("CREATE TABLE runs (kind VARCHAR, seq UINTEGER, page VARCHAR)");
    earlier.closeSync();
    file.closeSync();
    await expect(duckDbStore(dir).open(KEY_CHECK)).rejects.toThrow(
      /another version.*name another folder and read the events into it again/,
    );
    await expect(duckDbStore(dir).open(KEY_CHECK), "and again").rejects.toThrow(/another version/);
  });

  it("says that it is not open", async () => {
    await expect(async () => duckDbStore(newDir()).ledger()).rejects.toThrow(/not open/);
  });
});
