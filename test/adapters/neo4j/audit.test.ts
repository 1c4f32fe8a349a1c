/** The audit log's contract on a real Neo4j, with several processes' stores, and a server that is killed meanwhile. */
import { afterAll, expect, it } from "vitest";
import { neo4jStore } from "../../../src/adapters/neo4j/store.js";
import { verifyAudit } from "../../../src/app/audit.js";
import type { ServiceStore } from "../../../src/ports/services.js";
import { auditLogContract, next, pagesOf } from "../../contracts/audit-log.js";
import { KEY_CHECK } from "../../contracts/graph-store.js";
import { KEY } from "../../enforcement/audit/log.js";
import { connectForTests, crash, describeWith, lease, wipe } from "../../setup/lease.js";

const neo4j = await lease("neo4j");
const stores: ServiceStore[] = [];

async function open(patienceMs = 5_000): Promise<ServiceStore> {
  const { NEO4J_USERNAME: username = "neo4j", NEO4J_PASSWORD: password = "neo4j" } = process.env;
  const store = neo4jStore({ uri: neo4j.url, username, password, patienceMs });
  stores.push(store);
  await store.open(KEY_CHECK);
  return store;
}
async function end(): Promise<void> {
  for (const store of stores.splice(0)) await store.close();
}

describeWith([neo4j], "the audit log in Neo4j", () => {
  afterAll(end);
  const again = async () => {
    await end();
    return open();
  };
  const fresh = async () => {
    await wipe(neo4j.url);
    return again();
  };
  auditLogContract({ fresh, again, end });

  it("loses nothing of what two processes append at once, and stays whole", async () => {
    const one = await fresh();
    const other = await open();
    const each = async (store: ServiceStore, name: string) => {
      const firsts: number[] = [];
      for (let i = 0; i < 20; i++) firsts.push((await store.appendAudit(next(1 + (i % 3), `outcomes/${name}-${i}`)))!.page.first);
      return firsts;
    };
    const firsts = (await Promise.all([each(one, "a"), each(other, "b"), each(one, "c")])).flat();
    const pages = await pagesOf(other);
    expect(pages.map(({ first }) => first)).toEqual(firsts.sort((a, b) => a - b));
    expect(new Set(pages.map(({ stream }) => stream)).size).toBe(60);
    expect(await verifyAudit({ store: one, key: KEY })).toMatchObject({ whole: true, entries: 3 * (20 + 6 + 7 * 1 + 6) });
  });

  it("has what somebody did to it found: a page changed, cut off, or without its head", async () => {
    const store = await fresh();
    for (let i = 1; i <= 5; i++) await store.appendAudit(next(i));
    const driver = connectForTests(neo4j.url);
    const verdict = () => verifyAudit({ store, key: KEY });
    await driver.executeQuery("MATCH (p:AuditPage {first: 3}) SET p.stream = 'outcomes/x'");
    expect(await verdict()).toMatchObject({ whole: false, findings: [{ from: 0, to: 15 }] });
    await driver.executeQuery("MATCH (p:AuditPage {first: 3}) SET p.stream = 'control'");
    await driver.executeQuery("MATCH (p:AuditPage {first: 10}) SET p.kept = p.entries, p.entries = ['AAAA']");
    await expect(verdict()).rejects.toThrow(/page of entry 10 .* cannot be read: it was changed/);
    await driver.executeQuery("MATCH (p:AuditPage {first: 10}) SET p.entries = p.kept");
    expect(await verdict()).toMatchObject({ whole: true });
    await driver.executeQuery("MATCH (p:AuditPage {first: 10}) DELETE p");
    expect(await verdict()).toMatchObject({ whole: false, findings: [{ from: 10, to: 15 }] });
    await driver.executeQuery("MATCH (h:AuditHead) DELETE h");
    expect(await verdict()).toMatchObject({ whole: false, findings: [{ from: 0, to: 10 }] });
    await driver.close();
  });
});

describeWith(
  [neo4j, { missing: neo4j.lasting }],
  "the audit log in a Neo4j that is killed",
  () => {
    afterAll(end);

    it("has every page that was answered for, once, and is whole", async () => {
      await wipe(neo4j.url);
      const [one, other] = [await open(120_000), await open(120_000)];
      const appended: number[] = [];
      let killed = false;
      // salts are each process's own, as chance has them: by these it knows its page again
      const each = async (store: ServiceStore, whose: number) => {
        const write = next(2, "control", 1_770_000_000_000, whose);
        for (let after = 0; after < 10; after += killed ? 1 : 0) appended.push((await store.appendAudit(write))!.page.first);
      };
      const kill = async () => {
        await expect.poll(() => appended.length, { timeout: 30_000 }).toBeGreaterThan(20);
        await crash("neo4j");
        killed = true;
      };
      await Promise.all([each(one, 0), each(other, 1_000_000), kill()]);
      expect((await pagesOf(one)).map(({ first }) => first)).toEqual(appended.sort((a, b) => a - b));
      expect(await verifyAudit({ store: one, key: KEY })).toMatchObject({ whole: true, entries: 2 * appended.length });
    });
  },
  180_000,
);
