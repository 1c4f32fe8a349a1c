/** A plan, and what happened since -> which of its accounts are not to be acted on any more, and who is new. */
import { beforeEach, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { lookAgain } from "../../../src/app/enforcement/lookout.js";
import { planSuspension } from "../../../src/app/enforcement/plan.js";
import type { Plan } from "../../../src/model/enforcement/plan.js";
import { checkPolicy } from "../../../src/model/enforcement/policy.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { temporaryFolders } from "../../ingest/worlds.js";
import { feed, LINKS, request, runOf, signup, suspended } from "./store.js";

const folder = temporaryFolders();
let dir: string;
let store: GraphStore;
let plan: Plan;
beforeEach(async () => {
  dir = folder();
  store = duckDbStore(dir);
  await store.open("check");
  await feed(
    store,
    dir,
    ["a", "b", "c", "d", "e", "out"].map((account) => signup(account)),
    { merge: true },
  );
  await save({ "c-1": "a b c d e out" }, LINKS);
  const policy = checkPolicy({ sample: { share: 0, most: 0 }, verified_organizations: ["Acme"] });
  ({ plan } = await planSuspension({ store }, request({ policy, exceptions: [{ account: "out", why: "ours" }] })));
  return () => store.close();
});

const save = async (...[clusters, links, more]: Parameters<typeof runOf>) =>
  store.saveRun(runOf(clusters, links, more), { at: 1, ledger: await store.ledger() });
const skipped = async (...rest: [] | [{ now(): number }]) => Object.fromEntries((await lookAgain(store, plan, ...rest)).skip);

/** The store, counting how many parts of the accounts are read. */
function counted() {
  let parts = 0;
  const proxy = new Proxy(store, {
    get(_, name) {
      const member = Reflect.get(store, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (name === "part") parts++;
        return member.apply(store, args);
      };
    },
  });
  return { proxy, parts: () => parts };
}

describe("a plan looked at again", () => {
  it("skips nobody and knows nobody new where nothing happened, and is the same object without reading accounts again", async () => {
    const { proxy, parts } = counted();
    const first = await lookAgain(proxy, plan);
    expect(first).toEqual({ skip: new Map(), newcomers: [], verifiedAt: new Map(), run: 1 });
    const read = parts();
    expect(await lookAgain(proxy, plan)).toBe(first);
    expect(parts()).toBe(read);
    expect(read).toBeLessThanOrEqual(5);
  });

  it("skips whom someone else suspended or closed since, though no clustering took notice, and not whom Cautery suspended", async () => {
    await lookAgain(store, plan);
    const closed = { ...suspended("c", "support"), status: "closed" };
    await feed(store, dir, [suspended("a", "trust-and-safety"), suspended("b", "cautery"), closed], { merge: false });
    expect(await skipped()).toEqual({ a: "suspended by someone else already", c: "closed" });
  });

  it("no longer skips whom someone let go again", async () => {
    await feed(store, dir, [suspended("a", "support")], { merge: false });
    expect(Object.keys(await skipped())).toEqual(["a"]);
    const reinstated = { ...suspended("a", "support"), status: "reinstated", time: "2026-06-21T00:00:00Z" };
    await feed(store, dir, [reinstated], { merge: true });
    expect(await skipped()).toEqual({});
  });

  it("skips whom the policy protects by now", async () => {
    await feed(store, dir, [{ type: "update", time: "2026-06-21T00:00:00Z", account: "b", organization: "ACME" }], { merge: false });
    expect(await skipped()).toEqual({ b: "of a verified organization, acme" });
  });

  it("skips who left the cluster, and those whose cluster is not fraudulent any more", async () => {
    await save({ "c-1": "a b c", "c-3": "d e" }, LINKS.slice(0, 3));
    expect(await skipped()).toEqual({ d: "left the cluster", e: "left the cluster" });
    await save({ "c-1": "a b c" }, LINKS.slice(0, 3), { disposition: "benign" });
    expect(await skipped()).toMatchObject({ a: "its cluster c-1 is benign now", d: "left the cluster" });
  });

  it("follows its cluster through a merge and a split, and names who is new, but not whom the plan left out", async () => {
    await save({ "c-2": "a b c new out", "c-3": "d e" }, LINKS.slice(0, 3), {
      changes: [
        { type: "merged", cluster: "c-2", from: ["c-1"] },
        { type: "split", cluster: "c-3", from: ["c-1"] },
      ],
    });
    expect(await lookAgain(store, plan)).toEqual({ skip: new Map(), newcomers: ["new"], verifiedAt: new Map(), run: 2 });
  });

  it("reads events as often as a tenth of the time allows, where a clock says what reading takes", async () => {
    const { proxy, parts } = counted();
    const clock = { ms: 0, now: () => (clock.ms += 100) }; // every reading of the clock takes a tenth of a second
    await lookAgain(proxy, plan, clock);
    const read = parts();
    await feed(store, dir, [suspended("a", "support")], { merge: false });
    expect((await lookAgain(proxy, plan, clock)).skip.size).toBe(0);
    expect(parts()).toBe(read);
    clock.ms += 10_000;
    expect([...(await lookAgain(proxy, plan, clock)).skip.keys()]).toEqual(["a"]);
  });

  it("is asked by several at once, and reads once", async () => {
    const { proxy, parts } = counted();
    const [one, other] = await Promise.all([lookAgain(proxy, plan), lookAgain(proxy, plan)]);
    expect(one).toBe(other);
    expect(parts()).toBeLessThanOrEqual(5);
  });
});
