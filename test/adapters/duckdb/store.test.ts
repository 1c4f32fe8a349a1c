/** The GraphStore contract on an embedded store, and what holds for a data folder alone. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DuckDbClient } from "../../../src/adapters/duckdb/client.js";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { graphStoreContract, KEY_CHECK } from "../../contracts/graph-store.js";

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
  const again = async (keyCheck = KEY_CHECK, zone?: string) => {
    await end();
    const store = duckDbStore(dir);
    await store.open(keyCheck, { zone });
    last = store;
    return store;
  };
  const fresh = (zone?: string) => {
    dir = newDir();
    return again(KEY_CHECK, zone);
  };
  graphStoreContract({ fresh, again, end });

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

  it("that another version wrote is refused, with what to do", async () => {
    const dir = newDir();
    const client = await DuckDbClient.open(dir);
    await client.query("CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)");
    await client.query("INSERT INTO meta VALUES ('format', '2')");
    await client.close();
    await expect(duckDbStore(dir).open(KEY_CHECK)).rejects.toThrow(/another version .* read the events again/);
  });

  it("says that it is not open", async () => {
    await expect(async () => duckDbStore(newDir()).ledger()).rejects.toThrow(/not open/);
  });
});
