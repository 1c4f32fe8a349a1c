/** Clusters' ids and a store -> a plan of what is there: of the right clusters, accounts and particulars, and nothing else. */
import { beforeEach, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { planSuspension } from "../../../src/app/enforcement/plan.js";
import { parsePlan } from "../../../src/enforcement/plan/parse.js";
import { checkPolicy } from "../../../src/model/enforcement/policy.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { temporaryFolders } from "../../ingest/worlds.js";
import { feed, LINKS, request, runOf, signup, suspended } from "./store.js";

const folder = temporaryFolders();
let dir: string;
let store: GraphStore;
beforeEach(async () => {
  dir = folder();
  store = duckDbStore(dir);
  await store.open("check");
  return () => store.close();
});

const EVENTS = ["a", "b", "c", "d", "e"].map((account) => signup(account));
const save = async (...[clusters, links, more]: Parameters<typeof runOf>) =>
  store.saveRun(runOf(clusters, links, more), { at: 1, ledger: await store.ledger() });

describe("a plan from a store", () => {
  it("has each account's case, and what is to become of it", async () => {
    await feed(store, dir, EVENTS, { merge: true });
    await save({ "c-1": "a b c d e alone" }, LINKS);
    const { plan, bytes, hash, batch, summary } = await planSuspension({ store }, request());
    expect(plan.accounts.items.map(({ account, measure, instead }) => [account, measure, instead])).toEqual([
      ["a", "suspend", null],
      ["alone", "verify", "fragile"],
      ["b", "suspend", null],
      ["c", "suspend", null],
      ["d", "verify", "fragile"],
      ["e", "verify", "fragile"],
    ]);
    expect(plan.accounts.items[4].case).toMatchObject({ links: 2, leans_on: { kind: "device", value: "z" } });
    expect(parsePlan(bytes, hash)).toEqual(plan);
    expect(batch).toBe(`b-${hash.slice(0, 16)}`);
    expect(summary).toMatchObject({ batch, hash, accounts: 6, left_out: 0, protected: 0, fragile: 3, approvals_needed: 1, cluster: "c-1" });
  });

  it("reads what is known of the accounts: suspensions, organizations and payments", async () => {
    const organization = "Château Léon";
    const events = [
      signup("a", { organization, payment: { kind: "credit" } }),
      signup("b", { payment: { kind: "invoice" } }),
      signup("c", { payment: { kind: "prepaid" } }),
      { type: "usage", time: "2026-06-11T00:00:00Z", account: "c", exchanges: 40, input_tokens: 3, output_tokens: 7 },
      suspended("d", "trust-and-safety"),
      suspended("e", "cautery"),
      signup("e"),
    ];
    await feed(store, dir, events, { merge: true });
    await save({ "c-1": "a b c d e" }, LINKS);
    const policy = checkPolicy({ sample: { share: 0, most: 0 }, verified_organizations: ["CHATEAU LEON"] });
    const { plan } = await planSuspension({ store }, request({ policy }));
    expect(plan.protected).toEqual([{ account: "a", why: "of a verified organization, chateau leon" }]);
    expect(plan.left_out).toEqual([{ account: "d", why: "suspended by someone else already" }]);
    expect(plan.accounts.items.map(({ account, state }) => `${account} ${state}`)).toEqual(["b active", "c active", "e suspended"]);
    expect(plan.blast_radius).toMatchObject({ paying: 1, exchanges_a_day: 2.1053, tokens_a_day: 0.5263 });
  });

  it("is as of the run: events that came since change nothing of it", async () => {
    await feed(store, dir, EVENTS, { merge: true });
    await save({ "c-1": "a b c d e" }, LINKS);
    const { hash } = await planSuspension({ store }, request());
    await feed(store, dir, [suspended("a", "trust-and-safety")], { merge: false });
    expect((await planSuspension({ store }, request())).hash).toBe(hash);
  });

  it("is the same plan after another clustering that finds the same, whoever plans it", async () => {
    await feed(store, dir, EVENTS, { merge: true });
    await save({ "c-1": "a b c d e" }, LINKS);
    const { hash } = await planSuspension({ store }, request());
    await save({ "c-1": "a b c d e" }, LINKS);
    expect((await planSuspension({ store }, request({ by: "someone else" }))).hash).toBe(hash);
    expect((await planSuspension({ store }, request({ reason: "another" }))).hash).not.toBe(hash);
  });

  it("finds a cluster by an id that it had before, and tells those", async () => {
    await save({ "c-9": "a b c", "c-8": "d e" }, LINKS);
    await save({ "c-7": "a b c d e" }, LINKS, { changes: [{ type: "merged", cluster: "c-7", from: ["c-8", "c-9"] }] });
    await save({ "c-1": "a b c d e" }, LINKS, { changes: [{ type: "merged", cluster: "c-1", from: ["c-7"] }] });
    const { plan } = await planSuspension({ store }, request({ clusters: ["c-8", "c-1"] }));
    expect(plan.clusters).toMatchObject([{ cluster: "c-1", lineage: ["c-8", "c-9", "c-7"] }]);
  });

  it("is of several clusters, each account by its own cluster's body", async () => {
    const others = ["p-q", "q-r", "p-r"].map((ends) => `${ends} device:o=10 payment:p=9`);
    await save({ "c-1": "a b c", "c-2": "p q r" }, [...LINKS.slice(0, 3), ...others]);
    const { plan } = await planSuspension({ store }, request({ clusters: ["c-2", "c-1"] }));
    expect(plan.clusters.map(({ cluster }) => cluster)).toEqual(["c-1", "c-2"]);
    expect(plan.accounts.items.map(({ account, cluster }) => `${account} ${cluster}`)).toEqual([
      "a c-1",
      "b c-1",
      "c c-1",
      "p c-2",
      "q c-2",
      "r c-2",
    ]);
  });

  it("refuses a cluster that is not fraudulent, and says how to judge it", async () => {
    await save({ "c-1": "a b c" }, LINKS.slice(0, 3), { disposition: "unclear" });
    await expect(planSuspension({ store }, request())).rejects.toThrow(/c-1 is unclear, .*`cautery judge disposition c-1 confirm`/);
  });

  it("refuses no cluster, and one that there is none of", async () => {
    await save({ "c-1": "a b c" }, LINKS.slice(0, 3));
    await expect(planSuspension({ store }, request({ clusters: [] }))).rejects.toThrow(/name one or more/);
    await expect(planSuspension({ store }, request({ clusters: ["c-x"] }))).rejects.toThrow(/no cluster "c-x"/);
  });
});
