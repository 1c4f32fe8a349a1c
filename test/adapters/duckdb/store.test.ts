/** The GraphStore contract on an embedded store, and what holds for a data folder alone. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { DuckDbClient } from "../../../src/adapters/duckdb/client.js";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { verifyAudit } from "../../../src/app/audit.js";
import { readPage, writePages } from "../../../src/indicator/page.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { auditLogContract, next } from "../../contracts/audit-log.js";
import { graphStoreContract, KEY_CHECK, slice } from "../../contracts/graph-store.js";
import { runHistoryContract } from "../../contracts/run-history.js";
import { KEY } from "../../enforcement/audit/log.js";

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
  runHistoryContract({ fresh, again, end }, { histories: 8 });
  auditLogContract({ fresh, again, end });

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
    await expect(duckDbStore(dir).open(KEY_CHECK)).rejects.toThrow(/another version.*name another folder and read the events again/);
    await expect(duckDbStore(dir).open(KEY_CHECK), "and again").rejects.toThrow(/another version/);
  });

  describe("the file of segments", () => {
    const BYTES = 10_000;
    const size = (folder: string) => statSync(join(folder, "segments.log")).size;
    const opened = async (folder: string) => {
      const store = duckDbStore(folder);
      await store.open(KEY_CHECK);
      return store;
    };
    /** One more slice, with so many bytes for each of some parts; the first byte tells the slice. */
    const add = async (store: GraphStore, ...parts: number[]) => {
      const ledger = await store.ledger();
      const segments = parts.map((part) => ({ part, bytes: new Uint8Array(BYTES).fill(ledger) }));
      expect(await store.commit({ ...slice("a", ledger, await store.mark("a")), segments })).toBe("committed");
    };
    /** As a clustering does: every part is read, and what has news replaced; a footprint tells the slices that were merged into it. */
    const merge = async (store: GraphStore, onStep = () => {}) => {
      for (let number = 0; number < store.parts(); number++) {
        const { footprints, segments, receipt } = await store.part(number);
        onStep();
        if (segments.length === 0) continue;
        const before = readPage(footprints).flatMap(({ bytes }) => [...bytes]);
        const bytes = Uint8Array.from([...before, ...segments.map(([ledger]) => ledger)]);
        await store.replacePart(number, writePages([{ account: `of ${number}`, bytes, activity: new Uint8Array() }]), receipt);
        onStep();
      }
    };
    /** The slices that a part has had, merged or not. */
    const slicesOf = async (store: GraphStore, part: number) => {
      const { footprints, segments } = await store.part(part);
      return [...readPage(footprints).flatMap(({ bytes }) => [...bytes]), ...segments.map(([ledger]) => ledger)];
    };

    it("is freed when all is merged, though only some of the parts had anything new", async () => {
      const folder = newDir();
      let store = await opened(folder);
      for (const [ledger, parts] of [[3], [3, 9], [], [63], [0]].entries()) {
        await add(store, ...parts);
        expect(size(folder)).toBe(BYTES * parts.length);
        await merge(store);
        expect(size(folder)).toBe(0);
        if (ledger % 2) continue;
        await store.close();
        store = await opened(folder);
      }
      expect([await slicesOf(store, 3), await slicesOf(store, 9), await slicesOf(store, 63), await slicesOf(store, 0)]).toEqual([
        [0, 1],
        [1],
        [3],
        [4],
      ]);
      await store.close();
    });

    it("is not freed while a slice that came meanwhile waits", async () => {
      const folder = newDir();
      const store = await opened(folder);
      await add(store, 3);
      const { receipt } = await store.part(3);
      for (const number of Array(64).keys()) if (number !== 3) await store.part(number);
      await add(store, 5);
      await store.replacePart(3, writePages([{ account: "of 3", bytes: Uint8Array.of(0), activity: new Uint8Array() }]), receipt);
      expect(await slicesOf(store, 5)).toEqual([1]);
      await merge(store);
      expect([size(folder), await slicesOf(store, 3), await slicesOf(store, 5)]).toEqual([0, [0], [1]]);
      await store.close();
    });

    it("loses nothing, whenever the process dies", async () => {
      const folder = newDir();
      const store = await opened(folder);
      await add(store, 2, 3);
      await merge(store);
      await add(store, 3);
      const left: string[] = [];
      let steps = 0;
      const leave = () => {
        if (![0, 3, 4, 5, 63, 64].includes(steps++)) return;
        const copy = newDir(); // what a process that dies now leaves behind
        cpSync(folder, copy, { recursive: true });
        left.push(copy);
      };
      await merge(store, leave);
      await store.close();
      expect(left).toHaveLength(6);
      for (const copy of left) {
        const heir = await opened(copy);
        await add(heir, 4);
        expect([await slicesOf(heir, 2), await slicesOf(heir, 3), await slicesOf(heir, 4)]).toEqual([[0], [0, 1], [2]]);
        await merge(heir);
        expect([size(copy), await slicesOf(heir, 2), await slicesOf(heir, 3), await slicesOf(heir, 4)]).toEqual([0, [0], [0, 1], [2]]);
        await heir.close();
      }
    });
  });

  describe("the audit log", () => {
    it("has on the disk what was appended, whenever the process dies", async () => {
      const folder = newDir();
      const store = duckDbStore(folder);
      await store.open(KEY_CHECK);
      const sizes = [];
      for (let i = 1; i <= 4; i++) {
        await store.appendAudit(next(i));
        const copy = newDir(); // what a process that dies now leaves behind
        cpSync(folder, copy, { recursive: true });
        const heir = duckDbStore(copy);
        await heir.open(KEY_CHECK);
        const { whole, entries } = await verifyAudit({ store: heir, key: KEY });
        sizes.push(whole ? entries : 0);
        await heir.close();
      }
      expect(sizes).toEqual([1, 3, 6, 10]);
      await store.close();
    });

    it("begins in a folder that was made before there was one", async () => {
      const folder = newDir();
      const client = new DuckDbClient(folder);
      const store = duckDbStore(folder);
      await store.open(KEY_CHECK);
      await store.close();
      await client.open();
      await client.query("DROP SCHEMA audit CASCADE");
      await client.close();
      await store.open(KEY_CHECK);
      expect((await store.appendAudit(next(1)))?.head.size).toBe(1);
      await store.close();
    });
  });

  it("that another version wrote is refused, with what to do", async () => {
    const dir = newDir();
    const client = new DuckDbClient(dir);
    await client.open();
    await client.query("CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)");
    await client.query("INSERT INTO meta VALUES ('format', '2')");
    await client.close();
    await expect(duckDbStore(dir).open(KEY_CHECK)).rejects.toThrow(/another version .* read the events again/);
  });

  it("says that it is not open", async () => {
    await expect(async () => duckDbStore(newDir()).ledger()).rejects.toThrow(/not open/);
  });
});
