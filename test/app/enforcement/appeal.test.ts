/** What becomes of an appeal: on a small cluster by a naive oracle, and on a simulated world that is really clustered again after it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { appealFor, appealsOf, decideAppeal, fallenBy } from "../../../src/app/enforcement/appeal.js";
import { haltBatches, pauseBatch, resumeBatch, reverseBatch } from "../../../src/app/enforcement/control.js";
import { withdraw } from "../../../src/app/judge.js";
import { runAll } from "../../../src/app/run.js";
import { listInputs } from "../../../src/event/input.js";
import { weightWithout } from "../../../src/link/fitted.js";
import { isSharedValue } from "../../../src/model/link.js";
import { KEY } from "../../ingest/worlds.js";
import { worldOf } from "../../simulate/world-of.js";
import { feed, runOf, signup } from "./store.js";
import { ring, type Team, team } from "./team.js";

let all: Team[] = [];
afterEach(async () => {
  for (const each of all) await each.close();
  all = [];
});

/** A body of accounts tied by device x and payment y, and `w0` to `w5` that hang on it by another device each, and payment v. */
async function made(): Promise<Team> {
  const { accounts, links } = ring(24);
  const wings = Array.from({ length: 6 }, (_, i) => `w${i}`);
  // each is tied by two values: none of them alone makes it fragile
  const tied = wings.flatMap((wing, i) => [
    `${wing}-m${i} payment:v=10 device:u=10`,
    `${wing}-m${i + 1} payment:v=10 device:u${i % 2 === 0 ? i : ""}=10`,
  ]);
  const one = await team(runOf({ "c-1": `${accounts} ${wings.join(" ")}` }, [...links, ...tied]));
  all.push(one);
  await feed(
    one.store,
    one.dir,
    [...accounts.split(" "), ...wings].map((account) => signup(account)),
    { merge: true },
  );
  return one;
}

const stateOf = ({ real }: Team, account: string) => real.ledger.look(account)!.state;

describe("an appeal", () => {
  it("is of an account that a batch holds, and is decided by who took no part", async () => {
    const one = await made();
    await expect(appealFor(one, "w0", "mine")).rejects.toThrow(/no batch holds "w0"/);
    await one.carryOut(await one.approved());
    const { appeal } = await appealFor(one, "w0", "mine");
    expect((await appealFor(one, "w0", "mine still")).appeal, "one while it is open").toBe(appeal);
    await expect(decideAppeal(one, appeal, "uphold", "hers", one.sign("pat"))).rejects.toThrow(/analyst/);
    await expect(decideAppeal(one, appeal, "uphold", "hers", one.sign("bea"))).rejects.toThrow(/third person/);
    expect(stateOf(one, "w0")).toBe("suspended");
  });

  it("that is rejected changes nothing, and the account may appeal again", async () => {
    const one = await made();
    await one.carryOut(await one.approved());
    const { appeal } = await appealFor(one, "w0", "mine");
    const { alsoFallen } = await decideAppeal(one, appeal, "reject", "no", one.sign("cem"));
    expect([alsoFallen, stateOf(one, "w0"), (await one.store.loadJudgements()).length]).toEqual([[], "suspended", 0]);
    await expect(decideAppeal(one, appeal, "uphold", "yes", one.sign("cem"))).rejects.toThrow(/was decided by cem/);
    expect((await appealFor(one, "w0", "look again")).appeal).not.toBe(appeal);
    expect((await appealsOf(one)).map(({ decision }) => decision?.verdict ?? null)).toEqual([null, "reject"]);
  });

  it("that is upheld gives the account back, holds it innocent by one judgement, and lists exactly who falls with its evidence", async () => {
    const one = await made();
    const id = await one.approved();
    await one.carryOut(id);
    const { appeal } = await appealFor(one, "w0", "mine");
    const { struck, alsoFallen } = await decideAppeal(one, appeal, "uphold", "hers", one.sign("cem"));
    expect(struck.map(({ kind, value }) => `${kind} ${value}`)).toEqual(["device u", "device u0", "payment v"]);
    expect(alsoFallen).toEqual(await naivelyFallen(one, struck, "w0"));
    expect(alsoFallen.length).toBeGreaterThan(0);
    await one.carryOut();
    expect([stateOf(one, "w0"), stateOf(one, "w1"), stateOf(one, "m0")]).toEqual(["active", "suspended", "suspended"]);
    const judgements = await one.store.loadJudgements();
    expect(judgements.map(({ about, verdict }) => [about.type, verdict])).toEqual([["innocence", "positive"]]);

    expect(await fallenBy(one, appeal)).toEqual({ batch: id, accounts: alsoFallen });
    await reverseBatch(one, { batch: id, accounts: alsoFallen, reason: "fallen with it" }, one.sign("cem"));
    await one.carryOut();
    for (const account of alsoFallen) expect(stateOf(one, account)).toBe("active");
    expect(await fallenBy(one, appeal), "none is left to give back").toEqual({ batch: id, accounts: [] });
  });

  it("stands in the log before its judgement, which is written once by the next command where a process died in between", async () => {
    const one = await made();
    await one.carryOut(await one.approved());
    const { appeal } = await appealFor(one, "w0", "mine");
    const dying = new Proxy(one.store, {
      get(store, name) {
        if (name === "appendJudgement") return () => Promise.reject(new Error("killed"));
        const value = store[name as keyof typeof store] as unknown;
        return typeof value === "function" ? value.bind(store) : value;
      },
    });
    await expect(decideAppeal({ ...one, store: dying }, appeal, "uphold", "hers", one.sign("cem"))).rejects.toThrow("killed");
    expect(await one.store.loadJudgements(), "no judgement without a decision").toEqual([]);
    await one.carryOut();
    expect(stateOf(one, "w0"), "what was decided is done all the same").toBe("active");

    const [row] = await appealsOf(one);
    await appealsOf(one);
    await expect(decideAppeal(one, appeal, "uphold", "hers", one.sign("cem"))).rejects.toThrow(/was decided by cem/);
    const judgements = await one.store.loadJudgements();
    expect(judgements).toMatchObject([{ analyst: "cem", reason: "hers", about: { type: "innocence", account: "w0", appeal } }]);
    expect(row.decision).toMatchObject({ verdict: "uphold", judgement: judgements[0].id, at: new Date(judgements[0].at).toISOString() });
    expect((await fallenBy(one, appeal)).accounts.length).toBeGreaterThan(0);
  });

  it("that is refused leaves no judgement", async () => {
    const one = await made();
    await one.carryOut(await one.approved());
    const { appeal } = await appealFor(one, "w0", "mine");
    await expect(decideAppeal(one, appeal, "uphold", "", one.sign("cem"))).rejects.toThrow(/reason/);
    await expect(decideAppeal(one, appeal, "uphold", "hers", one.sign("bea"))).rejects.toThrow(/third person/);
    expect(await one.store.loadJudgements()).toEqual([]);
  });

  it("that is upheld gives the account back by every batch that holds it when it is decided, also one that began meanwhile", async () => {
    const one = await made();
    const first = await one.approved();
    await one.carryOut(first);
    const { appeal } = await appealFor(one, "w2", "mine");
    const second = await one.approved({ reason: "seen again" });
    let isLate = true;
    const busy = new Proxy(one.store, {
      get(store, name) {
        const value = store[name as keyof typeof store] as unknown;
        if (name === "appendAudit" && isLate)
          return async (write: Parameters<typeof store.appendAudit>[0]) => {
            isLate = false;
            await one.carryOut(second); // between what was found and what is decided
            return store.appendAudit(write);
          };
        return typeof value === "function" ? value.bind(store) : value;
      },
    });
    await decideAppeal({ ...one, store: busy }, appeal, "uphold", "hers", one.sign("cem"));
    await one.carryOut();
    expect([isLate, stateOf(one, "w2")]).toEqual([false, "active"]);
    for (const id of [first, second]) expect((await one.detail(id)).reversals).toMatchObject([{ by: "cem", accounts: 1 }]);
  });

  it("that is upheld while its batch is halted calls nobody until an approver lets it go on, and the halt stands after", async () => {
    const one = await made();
    const id = await one.approved({ rate: 20, way: "strike" });
    const carried = one.carryOut(id);
    await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThan(5);
    await haltBatches(one, "a mistake");
    await carried;
    const struck = (await one.detail(id)).accounts.find(({ outcome }) => outcome === "changed")!.account;
    const { calls } = one.real.statistics();
    const { appeal } = await appealFor(one, struck, "mine");
    const { waiting } = await decideAppeal(one, appeal, "uphold", "hers", one.sign("cem"));
    await one.carryOut();
    expect([waiting, one.real.statistics().calls, stateOf(one, struck)]).toEqual([[id], calls, "suspended"]);
    await expect(resumeBatch(one, id, null)).rejects.toThrow(/an approver has to let it go on/);
    await resumeBatch(one, id, one.sign("dot"));
    await one.carryOut();
    expect([stateOf(one, struck), (await one.detail(id)).state]).toEqual(["active", "halted"]);
  });

  it("that is upheld gives the account back in every batch that holds it", async () => {
    const one = await made();
    const ids = [await one.approved(), await one.approved({ reason: "seen again" })];
    for (const id of ids) await one.carryOut(id);
    const { appeal } = await appealFor(one, "w2", "mine");
    await decideAppeal(one, appeal, "uphold", "hers", one.sign("cem"));
    await one.carryOut();
    expect(stateOf(one, "w2")).toBe("active");
    for (const id of ids) expect((await one.detail(id)).accounts.find(({ account }) => account === "w2")?.restored).toBeDefined();
  });

  it("that is upheld while its batch is carried out pauses it, and it goes on without the account", async () => {
    const one = await made();
    const id = await one.approved({ rate: 20, way: "strike" });
    const carried = one.carryOut(id);
    await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThan(8);
    let struck = "";
    await expect
      .poll(async () => (struck = (await one.detail(id)).accounts.find(({ outcome }) => outcome === "changed")?.account ?? ""), {
        timeout: 10_000,
      })
      .not.toBe("");
    const { appeal } = await appealFor(one, struck, "mine");
    await decideAppeal(one, appeal, "uphold", "hers", one.sign("cem"));
    await carried;
    await one.carryOut();
    const detail = await one.detail(id);
    expect([detail.state, stateOf(one, struck)]).toEqual(["paused", "active"]);
    expect(detail.counts.waiting).toBeGreaterThan(5);
  });

  it("that is upheld while its batch is paused leaves it paused", async () => {
    const one = await made();
    const id = await one.approved({ rate: 20, way: "strike" });
    const carried = one.carryOut(id);
    await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThan(5);
    await pauseBatch(one, id);
    await carried;
    const struck = (await one.detail(id)).accounts.find(({ outcome }) => outcome === "changed")!.account;
    const { appeal } = await appealFor(one, struck, "mine");
    await decideAppeal(one, appeal, "uphold", "hers", one.sign("cem"));
    await one.carryOut();
    expect([(await one.detail(id)).state, stateOf(one, struck)]).toEqual(["paused", "active"]);
  });
});

/** Every account scored afresh, one after the other, by nothing but its links and what is left of them. */
async function naivelyFallen({ store }: Team, struck: readonly { kind: string; value: string }[], but: string): Promise<string[]> {
  const { accounts } = (await store.cluster("c-1"))!;
  const links = await store.linksOf("c-1");
  const model = (await store.modelOf())!;
  const isStruck = ({ kind, value }: { kind: string; value: string }) => struck.some((each) => each.kind === kind && each.value === value);
  const reach = (holds: (link: (typeof links)[number]) => boolean) => {
    const pieces: string[][] = [];
    const seen = new Set<string>();
    for (const start of accounts) {
      if (seen.has(start)) continue;
      const piece = [start];
      seen.add(start);
      for (const at of piece)
        for (const link of links.filter(holds))
          for (const next of link.a === at ? [link.b] : link.b === at ? [link.a] : [])
            if (!seen.has(next)) {
              seen.add(next);
              piece.push(next);
            }
      pieces.push(piece);
    }
    return pieces.sort((x, y) => y.length - x.length)[0];
  };
  const before = reach(() => true);
  const after = new Set(reach((link) => weightWithout(link.evidence, isStruck, model) > 0));
  return before.filter((account) => !after.has(account) && account !== but).sort();
}

it("the next clustering of a real world does not convict who was held innocent, until that is withdrawn", {
  timeout: 120_000,
}, async () => {
  const { accounts, links } = ring(3);
  const one = await team(runOf({ "c-1": accounts }, links));
  all.push(one);
  const world = worldOf({ accounts: 500, fraud: 0.15, seed: 31 });
  const path = join(one.dir, "world.ndjson");
  writeFileSync(path, world.text);
  const clustered = async () => {
    const run = await runAll(
      { store: one.store, key: KEY, clock: Date },
      { inputs: await listInputs([path]), dossiers: [], keep: true, threads: 1 },
    );
    return run.clusters;
  };
  const [cluster] = (await clustered())
    .filter(({ disposition }) => disposition === "fraudulent")
    .sort((a, b) => b.accounts.length - a.accounts.length);
  const id = await one.approved({ clusters: [cluster.id] });
  await one.carryOut(id);
  const account = (await one.detail(id)).accounts.find(({ outcome, measure }) => outcome === "changed" && measure === "suspend")!.account;
  const { appeal } = await appealFor(one, account, "mine");
  const { struck, appeal: decided } = await decideAppeal(one, appeal, "uphold", "hers", one.sign("cem"));
  const ties = await one.store.tiesOf(account);
  const shared = new Set(ties.flatMap(({ evidence }) => evidence.filter(isSharedValue).map(({ kind, value }) => `${kind} ${value}`)));
  expect(new Set(struck.map(({ kind, value }) => `${kind} ${value}`))).toEqual(shared);
  const convicts = (clusters: Awaited<ReturnType<typeof clustered>>) =>
    clusters.some(({ disposition, accounts: members }) => disposition !== "benign" && members.includes(account));
  expect(convicts(await clustered())).toBe(false);
  expect(convicts(await clustered()), "nor the next").toBe(false);
  await withdraw(one, decided.decision!.judgement!, { analyst: "dot", reason: "it was not hers" });
  expect(convicts(await clustered())).toBe(true);
});
