/** Runs in a data folder: what they add to it, what a process that is killed leaves, and what an analyst finds who opens the file. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { writeWorld } from "../../../src/adapters/files/world-folder.js";
import { runEmbedded } from "../../../src/cli/embedded.js";
import type { ClusterRun } from "../../../src/model/run.js";
import { settle } from "../../../src/simulate/settings.js";
import { exampleRun, KEY_CHECK, made } from "../../contracts/graph-store.js";
import { wholeRun } from "../../contracts/whole-run.js";

const dirs: string[] = [];
const newDir = () => {
  const dir = mkdtempSync(join(tmpdir(), "cautery-runs-"));
  dirs.push(dir);
  return dir;
};
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

const opened = async (dir: string) => {
  const store = duckDbStore(dir);
  await store.open(KEY_CHECK);
  return store;
};
const bytesOf = (dir: string) => readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
const indexes = (dir: string) => readdirSync(dir).filter((name) => name.startsWith("placement-"));

describe("a run that found the same again", () => {
  it("adds less than a megabyte to the folder, and the index is there once", async () => {
    const dir = newDir();
    process.env.CAUTERY_KEY_FILE = join(dir, "key");
    const world = await writeWorld(settle({ accounts: 2_000, eventsPerAccount: 5, seed: 7 }), join(dir, "world"));
    const data = join(dir, "data");
    const events = [world.eventsPath];
    const first = await runEmbedded({ events, out: join(dir, "out"), data });
    expect(first.clusters).toBeGreaterThan(10);
    const before = bytesOf(data);
    await runEmbedded({ events, out: join(dir, "out"), data });
    expect(bytesOf(data) - before).toBeLessThan(1_000_000);
    expect(indexes(data).length).toBe(1);
  });
});

describe("a run that is larger than DuckDB's memory", () => {
  it("is saved, saved again with changes, and read, as what does not fit goes on on the disk", async () => {
    const store = duckDbStore(newDir(), 64 * 2 ** 20);
    await store.open(KEY_CHECK);
    const text = (i: number) => String(i).padEnd(8).repeat(1_000);
    const run = (changed: number): ClusterRun => {
      const whole = exampleRun(
        Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`c-${String(i).padStart(5, "0")}`, [`a-${i}`, `b-${i}`]])),
      );
      const explained = whole.clusters.map((cluster, i) => ({
        ...cluster,
        explanations: [{ name: "company", bits: i % changed === 0 ? 1 : 0, detail: text(i) }],
      }));
      return { ...whole, clusters: explained };
    };
    const first = run(1);
    await store.saveRun(first, made);
    const second = await store.saveRun(run(20), made);
    expect(second.total.clusters).toBe(10_000);
    expect((await store.knownClusters()).length).toBe(10_000);
    let read = 0;
    for await (const cluster of store.allClusters(1)) expect(cluster.explanations).toEqual(first.clusters[read++].explanations);
    expect(read).toBe(10_000);
    await store.close();
  }, 120_000);
});

describe("runs that are saved at once", () => {
  const run = exampleRun({ "c-1": ["a", "b"] });
  const index = (byte: number) => new Uint8Array(100_000).fill(byte);

  it("leave the index of the one that stands, and no other", async () => {
    const dir = newDir();
    const store = await opened(dir);
    const saved = await Promise.all([1, 2, 3].map((byte) => store.saveRun(run, { ...made, index: index(byte) })));
    expect(saved.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(await store.loadIndex()).toEqual({ run: saved[2].id, bytes: Buffer.from(index(3)) });
    expect(indexes(dir)).toEqual([`placement-${saved[2].id}`]);
    await store.close();
  });

  it("do not stop each other where one fails", async () => {
    const dir = newDir();
    const store = await opened(dir);
    const broken = { ...run, changes: null as unknown as ClusterRun["changes"] };
    const outcomes = await Promise.allSettled([broken, run].map((each) => store.saveRun(each, { ...made, index: index(1) })));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect((await store.loadIndex())?.run).toBe((await store.currentRun())?.id);
    expect(indexes(dir).length).toBe(1);
    await store.close();
  });

  it("give whoever reads an index meanwhile one that is whole", async () => {
    const store = await opened(newDir());
    await store.saveRun(run, { ...made, index: index(1) });
    let saving = true;
    const saves = Promise.all(Array.from({ length: 10 }, (_, i) => store.saveRun(run, { ...made, index: index(i) }))).finally(() => {
      saving = false;
    });
    while (saving) {
      const bytes = (await store.loadIndex())?.bytes ?? new Uint8Array();
      expect(Buffer.compare(bytes, index(bytes[0]))).toBe(0);
    }
    await saves;
    await store.close();
  });
});

describe("a process that is killed while it saves a run", () => {
  const store = new URL("../../../dist/src/adapters/duckdb/store.js", import.meta.url).href;
  /** Saves a run of 5,000 clusters, and dies when the saving asks for `field` of cluster `at`, or for the changes. */
  const dying = (dir: string, at: number, field: string) => `
    const { duckDbStore } = await import(${JSON.stringify(store)});
    const die = () => process.kill(process.pid, "SIGKILL");
    const store = duckDbStore(${JSON.stringify(dir)});
    await store.open(${JSON.stringify(KEY_CHECK)});
    const clusters = Array.from({ length: 5_000 }, (_, i) => ({
      id: "c-" + i, accounts: ["a" + i, "b" + i], score: 0.5, disposition: "unclear", firstSeen: 1, lastSeen: 2, exchanges: 3,
      attribution: [], evidence: [], explanations: [], relinkMs: null,
    }));
    const run = { clusters, links: clusters.map(({ accounts: [a, b] }) => ({ a, b, weight: 1, evidence: [] })), changes: [], accounts: 10_000 };
    Object.defineProperty(${at} < 0 ? run : clusters[${at}], ${JSON.stringify(field)}, { enumerable: true, get: die });
    await store.saveRun(run, { at: 1, ledger: 1, index: new Uint8Array(5_000_000) });`;

  it.each([
    ["at the first cluster", 0, "score"],
    ["among the clusters", 4_000, "score"],
    ["when the last cluster is written", 4_999, "exchanges"],
    ["when all is written but the run itself", -1, "changes"],
  ])("leaves the run before as it was: %s", async (_, at, field) => {
    const dir = newDir();
    const index = Uint8Array.of(1, 2, 3);
    const run = exampleRun({ "c-1": ["a", "b"], "c-2": ["d", "e"] });
    const before = await opened(dir);
    await before.saveRun(run, { ...made, index });
    await before.close();

    const child = spawn(process.execPath, ["--input-type=module", "-e", dying(dir, at, field)], { stdio: "ignore" });
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGKILL");

    const after = await opened(dir);
    expect(await wholeRun(after)).toEqual(run);
    expect((await after.runs()).length).toBe(1);
    expect([...((await after.loadIndex())?.bytes ?? [])]).toEqual([...index]);
    expect(indexes(dir).length).toBe(1);
    await after.saveRun(run, made);
    expect(await wholeRun(after)).toEqual(run);
    await after.close();
  });
});

describe("docs/data.md", () => {
  const text = readFileSync(fileURLToPath(new URL("../../../docs/data.md", import.meta.url)), "utf8");
  /** Each table that it tells of, with its columns and their types. */
  const told = new Map(
    text
      .split(/^### /m)
      .slice(1)
      .map((section) => [
        section.split("\n")[0],
        [...section.matchAll(/^\| `([a-z_]+)` +\| ([A-Z]+(?: [A-Z]+)*) +\|/gm)].map(([, name, type]) => [name, type]),
      ]),
  );
  const queries = [...text.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql);
  let dir: string;
  let query: (sql: string) => Promise<Record<string, unknown>[]>;
  const runs: ClusterRun[] = [
    exampleRun({ "c-1": ["a", "b", "c"], "c-2": ["d", "e"] }),
    { ...exampleRun({ "c-1": ["a", "b", "c", "x\ud800"] }), changes: [{ type: "merged", cluster: "c-1", from: ["c-2"] }] },
  ];

  beforeAll(async () => {
    dir = newDir();
    const store = await opened(dir);
    for (const run of runs) await store.saveRun(run, made);
    await store.writeParquet(dir);
    await store.close();
    const instance = await DuckDBInstance.create(join(dir, "cautery.duckdb"), { access_mode: "READ_ONLY" });
    const connection = await instance.connect();
    query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
    return () => {
      connection.closeSync();
      instance.closeSync();
    };
  });

  it("tells of every table that there is, each column with its type", async () => {
    const views = await query("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name");
    expect([...told.keys()].sort()).toEqual(views.map(({ view_name }) => view_name));
    for (const [table, columns] of told) {
      const there = (await query(`DESCRIBE ${table}`)).map(({ column_name, column_type }) => [column_name, column_type]);
      expect(there, table).toEqual(table === "clusters_history" ? [...told.get("clusters")!.slice(0, -1), ...columns] : columns);
    }
  });

  it("asks questions that have answers", async () => {
    expect(queries.length).toBe(3);
    const [operators, kinds, growth] = await Promise.all(queries.map(query));
    expect(operators).toEqual([{ operator: "op-a", clusters: "1", accounts: "4", first_seen: "2026-01-05 08:00:00.123+00" }]);
    const shared = runs[1].links
      .flatMap(({ evidence }) => evidence.map(({ kind }) => kind))
      .filter((kind) => !["prior", "cap"].includes(kind));
    const counted = [...new Set(shared)].map((kind) => [kind, "1", String(shared.filter((each) => each === kind).length)]);
    expect(kinds.map(({ kind, clusters, links }) => [kind, clusters, links]).sort()).toEqual(counted.sort());
    expect(growth).toMatchObject([
      { run: 1, accounts: "3", joined: "3" },
      { run: 2, accounts: "4", joined: "1" },
    ]);
  });

  it("promises the same tables as of a run", async () => {
    for (const [run, number] of [
      [runs[0], 1],
      [runs[1], 2],
    ] as const) {
      const members = await query(`SELECT cluster, account FROM members_as_of(${number}) ORDER BY ALL`);
      const shown = (account: string) => account.replace("\ud800", "␛D800");
      expect(members).toEqual(
        run.clusters.flatMap(({ id, accounts }) => accounts.map((account) => ({ cluster: id, account: shown(account) }))),
      );
      const bits = await query(`SELECT sum(bits) AS bits, count(*) AS rows FROM evidence_as_of(${number})`);
      const rows = run.links.flatMap(({ evidence }) => evidence).length;
      expect(bits).toEqual([{ bits: expect.closeTo(run.links.length / 3), rows: String(rows) }]);
      for (const table of ["clusters", "links", "attributions", "cluster_evidence"])
        expect((await query(`FROM ${table}_as_of(${number})`)).length, table).toBeGreaterThan(0);
    }
    expect(await query("FROM clusters_as_of(3)")).toEqual([]);
  });

  it("says how a text is shown that no column can hold, in Parquet too", async () => {
    expect(await query("SELECT account FROM members WHERE account LIKE 'x%'")).toEqual([{ account: "x␛D800" }]);
    for (const table of told.keys()) {
      const parquet = `read_parquet('${join(dir, table)}.parquet')`;
      expect(await query(`FROM ${parquet} EXCEPT FROM ${table}`), table).toEqual([]);
      expect(await query(`SELECT count(*) AS rows FROM ${parquet}`), table).toEqual(await query(`SELECT count(*) AS rows FROM ${table}`));
    }
  });
});
