/** The GraphStore contract on a real Neo4j, and what an analyst sees there. */

import { expect, it } from "vitest";
import { neo4jStore } from "../../../src/adapters/neo4j/store.js";
import { writePages } from "../../../src/indicator/page.js";
import { partOf } from "../../../src/indicator/slice/segment.js";
import type { ServiceStore } from "../../../src/ports/services.js";
import { exampleRun, graphStoreContract, KEY_CHECK, made, NO_ACTIVITY } from "../../contracts/graph-store.js";
import { runHistoryContract } from "../../contracts/run-history.js";
import { connectForTests, describeWith, lease, wipe } from "../../setup/lease.js";

const neo4j = await lease("neo4j");

describeWith([neo4j], "the GraphStore in Neo4j", () => {
  const open = async (keyCheck = KEY_CHECK, zone?: string) => {
    const { NEO4J_USERNAME: username = "neo4j", NEO4J_PASSWORD: password = "neo4j" } = process.env;
    const store = neo4jStore({ uri: neo4j.url, username, password, patienceMs: 5_000 });
    try {
      await store.open(keyCheck, { zone });
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  };
  let last: ServiceStore | null = null;
  const end = async () => {
    await last?.close();
    last = null;
  };
  const again = async (keyCheck?: string, zone?: string) => {
    await end();
    last = await open(keyCheck, zone);
    return last;
  };
  const fresh = async (zone?: string) => {
    await wipe(neo4j.url);
    return again(KEY_CHECK, zone);
  };
  graphStoreContract({ fresh, again, end });
  runHistoryContract({ fresh, again, end }, { histories: 2 });

  it("writes what changed in a part, and all of it anew once most of what it holds is outdated", async () => {
    const store = await fresh();
    const driver = connectForTests(neo4j.url);
    const accounts = Array.from({ length: 4_000 }, (_, i) => `account ${i}`).filter((account) => partOf(account, store.parts()) === 2);
    const replace = async (changed: readonly string[], byte: number) => {
      const rows = writePages(changed.map((account) => ({ account, bytes: Uint8Array.of(byte, 7, 7, 7), activity: NO_ACTIVITY })));
      await store.replacePart(2, rows, (await store.part(2)).receipt);
      const { records } = await driver.executeQuery("MATCH (p:FootprintPage {part: 2}) RETURN count(p) AS pages");
      return Number(records[0].get("pages"));
    };
    expect(await replace(accounts, 0)).toBe(1);
    expect(await replace(accounts.slice(0, 2), 1)).toBe(2);
    expect(await replace(accounts.slice(1, 3), 2)).toBe(3);
    expect(await replace(accounts, 3), "half of what the pages would hold is not current").toBe(1);
    await replace(accounts.slice(0, 1), 4);
    const bytes = new Map((await store.footprintsOf(accounts)).map((row) => [row.account, row.bytes[0]]));
    expect(accounts.map((account) => bytes.get(account))).toEqual(accounts.map((_, i) => (i === 0 ? 4 : 3)));
    await driver.close();
    await end();
  });

  it("that another version wrote is refused, with what to do", async () => {
    await fresh();
    await end();
    const driver = connectForTests(neo4j.url);
    await driver.executeQuery("MATCH (l:Ledger) REMOVE l.format");
    await driver.close();
    await expect(open()).rejects.toThrow(/another version .* read the events again/);
    await wipe(neo4j.url);
  });

  it("remembers announced sources until they are applied to the end", async () => {
    const store = await fresh();
    const notice = { source: "s", path: "/spool/s", size: 10, final: false };
    await store.announce(notice);
    await store.announce({ ...notice, size: 5 });
    expect(await store.announced()).toEqual([notice]);
    await store.forget(notice);
    expect(await store.announced(), "it may grow").toEqual([notice]);
    await store.announce({ ...notice, size: 20, final: true });
    await store.forget({ ...notice, final: true });
    expect(await store.announced(), "it grew meanwhile").toEqual([{ ...notice, size: 20, final: true }]);
    await store.forget({ ...notice, size: 20, final: true });
    expect(await store.announced()).toEqual([]);
    await end();
  });

  it("gives a lot to one holder at a time, keeps its first result, and knows nothing of it when its run is over", async () => {
    const store = await fresh();
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) >> 3);
    await store.layLot("r", 0, bytes);
    await store.layLot("r", 1, Uint8Array.of(1));
    expect(Buffer.compare((await store.readLot("r", 0)) ?? Buffer.alloc(0), bytes)).toBe(0);
    expect(await store.claimLot("r", 0, "ann", 60_000)).toBe(true);
    expect(await store.claimLot("r", 0, "ann", 0), "renewed, to its end").toBe(true);
    expect(await store.claimLot("r", 0, "bob", 60_000), "it had expired").toBe(true);
    expect(await store.claimLot("r", 0, "ann", 60_000)).toBe(false);
    await store.saveLotResult("r", 0, Uint8Array.of(7));
    await store.saveLotResult("r", 0, Uint8Array.of(8));
    expect(await store.claimLot("r", 0, "bob", 60_000), "it is searched").toBe(false);
    expect(await store.lots("r")).toEqual([
      { lot: 0, searched: true },
      { lot: 1, searched: false },
    ]);
    for await (const { lot, result } of store.lotResults("r")) expect([lot, ...result]).toEqual([0, 7]);
    await store.dropOtherLots("r");
    expect((await store.lots("r")).length).toBe(2);
    await store.dropOtherLots("s");
    expect(await store.lots("r")).toEqual([]);
    expect(await store.readLot("r", 0)).toBeNull();
    expect(await store.claimLot("r", 1, "ann", 60_000)).toBe(false);
    await store.saveLotResult("r", 1, Uint8Array.of(9));
    expect(await store.lots("r")).toEqual([]);
    await end();
  });

  it("shows analysts the current clusters with what binds them, and no more", async () => {
    const driver = connectForTests(neo4j.url);
    const seen = async () => {
      const { records } = await driver.executeQuery(
        `MATCH (n) WHERE n:Cluster OR n:Indicator OR (n:Account)-[:MEMBER_OF]->() OR n:Operator
         OPTIONAL MATCH (n)-[r]->(m) RETURN labels(n)[0] + ' ' + coalesce(n.id, n.value) AS from, type(r) + ' ' + coalesce(m.id, m.value) AS to ORDER BY from, to`,
      );
      return records.map((record) => [record.get("from"), record.get("to")].filter(Boolean).join(" "));
    };
    const store = await fresh();
    await store.saveRun(exampleRun({ "c-1": ["a", "b"], "c-2": ["x", "y"] }), made);
    await store.saveRun(exampleRun({ "c-1": ["a", "b"], "c-3": ["y"] }), made);
    expect(await seen()).toEqual([
      "Account a LINKED_TO b",
      "Account a MEMBER_OF c-1",
      "Account a SEEN_WITH d of c-1",
      "Account b MEMBER_OF c-1",
      "Account b SEEN_WITH d of c-1",
      "Account y MEMBER_OF c-3",
      "Cluster c-1 ATTRIBUTED_TO op-a",
      "Cluster c-1 ATTRIBUTED_TO unknown",
      "Cluster c-3 ATTRIBUTED_TO op-a",
      "Cluster c-3 ATTRIBUTED_TO unknown",
      "Indicator d of c-1",
      "Operator op-a",
      "Operator unknown",
    ]);
    await driver.close();
    await end();
  });
});
