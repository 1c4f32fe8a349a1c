/** Footprints of a simulated world -> each account's particulars: the same that the population has in columns. */
import { describe, expect, it } from "vitest";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { writeWorld } from "../../src/adapters/files/world-folder.js";
import { mergedParticulars } from "../../src/app/enforcement/particulars.js";
import { listInputs } from "../../src/event/input.js";
import { ParticularsReader } from "../../src/indicator/particulars.js";
import { openIngester } from "../../src/ingest/ingester.js";
import { loadPopulation } from "../../src/ingest/load.js";
import { settle } from "../../src/simulate/settings.js";
import { KEY, temporaryFolders } from "../ingest/worlds.js";
import { rowsOf } from "../simulate/rows-of.js";

const folder = temporaryFolders();

describe("particulars", () => {
  it("are what the population says of the account", async () => {
    const dir = folder();
    const { eventsPath } = await writeWorld(settle({ accounts: 300, eventsPerAccount: 5, seed: 3 }), `${dir}/world`);
    const store = duckDbStore(`${dir}/data`);
    await store.open("check");
    const ingester = openIngester(store, { key: KEY, threads: 1 });
    for (const input of await listInputs([eventsPath])) await ingester.apply(input);
    await ingester.close();
    const population = await loadPopulation(store);
    const all = Array.from({ length: population.size }, (_, i) => population.account(i));
    const { particulars: found } = await mergedParticulars(store, all);
    await store.close();
    const texts = (kind: string, i: number) => {
      const { start, value, text } = population.sightings.get(kind)!;
      return Array.from(value.subarray(start[i], start[i + 1]), text).sort();
    };
    for (const [i, account] of all.entries()) {
      const { signupAt, tokens, verifiedAt: _, ...rest } = found.get(account)!;
      expect(signupAt ?? Number.NaN).toBe(population.signupAt[i]);
      expect(tokens).toBeGreaterThanOrEqual(0);
      expect(rest).toEqual({
        firstSeen: population.firstSeen[i],
        lastSeen: population.lastSeen[i],
        exchanges: population.exchanges[i],
        status: population.status.get(i) ?? [],
        organizations: texts("organization", i),
        paymentKinds: texts("payment_kind", i),
      });
    }
    expect(found.size).toBeGreaterThan(300 - 1);
  });

  it("say when a check of who it is was last passed, and nothing of one that failed", () => {
    const event = (account: string, id: string, time: string, verified: boolean) =>
      JSON.stringify({ type: "update", id, time, account, identity: { verified } });
    const rows = rowsOf([
      event("a", "1", "2026-06-01T10:00:00Z", true),
      event("a", "2", "2026-06-03T10:00:00Z", true),
      event("a", "3", "2026-06-05T10:00:00Z", false),
      event("b", "4", "2026-06-02T10:00:00Z", false),
    ]);
    const reader = new ParticularsReader();
    const at = new Map(rows.map(({ account, bytes }) => [account, reader.read(bytes).verifiedAt]));
    expect([...at]).toEqual([
      ["a", Date.UTC(2026, 5, 3, 10)],
      ["b", null],
    ]);
  });
});
