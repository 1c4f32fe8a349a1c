/**
 * What carrying out a batch promises, wherever it is done: against a real platform over HTTP, which counts what really happened to each
 * account.
 */
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { eraseBody } from "../../src/app/audit.js";
import { batchesOf } from "../../src/app/enforcement/batches.js";
import { denyBatch, haltBatches, pauseBatch, resumeBatch, reverseBatch, startBatch } from "../../src/app/enforcement/control.js";
import { suspend } from "../../src/app/enforcement/suspend.js";
import { judgeInnocence } from "../../src/app/judge.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import { feed, request, runOf, signup } from "../app/enforcement/store.js";
import { policy, ring, type Team, type team } from "../app/enforcement/team.js";

/** Accounts by the state that the platform has them in. */
function states({ real }: Team, accounts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const account of accounts) {
    const { state } = real.ledger.look(account)!;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
const changes = ({ real }: Team) => real.statistics().effective.by_type;
const members = (size: number) => Array.from({ length: size }, (_, i) => `m${i}`);

/** `ordered`: who carries it out takes orders from a folder. */
export function enforcementContract(open: typeof team, { ordered }: { ordered: boolean }): void {
  let all: Team[] = [];
  afterEach(async () => {
    for (const each of all) await each.close();
    all = [];
  });

  async function made(size: number, { hanging = 0, ...options }: { hanging?: number } & Parameters<typeof team>[1] = {}): Promise<Team> {
    const { accounts, links } = ring(size, hanging);
    const one = await open(runOf({ "c-1": accounts }, links), options);
    all.push(one);
    return one;
  }

  describe("a batch in stages", () => {
    it("changes each account once, and says what became of it", async () => {
      const one = await made(60);
      const id = await one.approved();
      await one.carryOut(id);
      const { state, counts, accounts, gates } = await one.detail(id);
      expect([state, counts.changed, counts.waiting]).toEqual(["done", 60, 0]);
      expect(gates.map(({ answer }) => answer)).toEqual(["go on", "go on"]);
      expect(accounts.every(({ outcome, at }) => outcome === "changed" && at !== null)).toBe(true);
      expect(changes(one)).toEqual({ "account.suspend": 60 });
      expect(one.real.statistics().violations.total).toBe(0);
    });

    it("asks those to verify themselves whose case hangs by one value, and stops where they do", async () => {
      const one = await made(40, { hanging: 12, customers: (account) => (account.startsWith("h") ? 0 : null) });
      const id = await one.approved();
      await one.carryOut(id);
      const { state, why, resume_needs } = await one.detail(id);
      expect([state, resume_needs]).toEqual(["paused", "signature"]);
      expect(why).toMatch(/gate after verification: failed: 12 of 12 passed verifications \(hanging by one value in c-1\)/);
      expect(changes(one)).toEqual({ "account.verify": 12 });
    });

    it("reads verifications back until the platform says, however long it fails", async () => {
      const one = await made(20, { hanging: 8, faults: { read_error: 0.6 } });
      const id = await one.approved();
      await one.carryOut(id);
      expect((await one.detail(id)).state).toBe("done");
      expect(changes(one)).toEqual({ "account.verify": 8, "account.suspend": 20 });
    });

    it("takes a check that was passed after it asked for a verification too, as events tell it", async () => {
      const one = await made(20, { hanging: 6 });
      const id = await one.approved({ windowMinutes: 0.03 });
      const carried = one.carryOut(id);
      await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThanOrEqual(6);
      const passed = Array.from({ length: 6 }, (_, i) => ({
        type: "update",
        time: new Date().toISOString(),
        account: `h${i}`,
        identity: { document: `d${i}`, verified: true },
      }));
      await feed(one.store, one.dir, passed, { merge: false });
      await carried;
      expect(await one.detail(id)).toMatchObject({ state: "paused", why: expect.stringMatching(/6 of 6 passed verifications/) });
    });

    it("goes on behind a gate only with an approver's signature, and is whole then", async () => {
      const one = await made(40, { hanging: 12, customers: (account) => (account.startsWith("h") ? 0 : null) });
      const id = await one.approved();
      await one.carryOut(id);
      await expect(startBatch(one, id)).rejects.toThrow(/cautery resume .* --by NAME --key FILE/);
      await expect(resumeBatch(one, id, null)).rejects.toThrow(/an approver has to let it go on/);
      await expect(resumeBatch(one, id, one.sign("pat"))).rejects.toThrow(/analyst/);
      await resumeBatch(one, id, one.sign("cem"));
      await one.carryOut();
      expect((await one.detail(id)).state).toBe("done");
      expect(changes(one)).toEqual({ "account.verify": 12, "account.suspend": 40 });
    });
  });

  describe("with faults at the platform", () => {
    it.each([
      ["before it takes effect, timed out", { timeout_before: 0.3 }],
      ["after it took effect, timed out", { timeout_after: 0.3 }],
      ["too many requests", { too_fast: 0.1 }],
      ["errors before and after", { error_before: 0.2, error_after: 0.2 }],
      ["half done", { half_done: 0.3 }],
      ["doubled and out of order", { doubled: 0.3, reordered: 0.3 }],
    ])("%s: each account is changed once, and none is lost", { timeout: 60_000 }, async (_, faults) => {
      const one = await made(25, { faults });
      const id = await one.approved();
      const carried = one.carryOut(id);
      await pause(1_500);
      one.real.setFaults({});
      await carried;
      const { state, counts } = await one.detail(id);
      expect([state, counts.changed]).toEqual(["done", 25]);
      expect(changes(one)).toEqual({ "account.suspend": 25 });
      expect(Math.max(...Object.values(one.real.ledger.counts()).map((each) => each["account.suspend"] ?? 0))).toBe(1);
    });

    it("410: everything stops, also other batches, and only a signature lets one go on", async () => {
      const one = await made(200, { faults: { gone: 0.2 } });
      const id = await one.approved();
      await one.carryOut(id);
      const last = one.real.statistics().last_call_at!;
      await one.carryOut(); // as a restart would
      expect(one.real.statistics().last_call_at).toBe(last);
      expect(await one.detail(id)).toMatchObject({ state: "halted", why: expect.stringContaining("410"), resume_needs: "signature" });
    });
  });

  describe("a batch is not begun", () => {
    it.each([
      [
        "that has no approval",
        async (one: Team) => (await suspend(one, request({ target: one.platform.target, policy }))).batch,
        /0 of the 1 approvals/,
      ],
      [
        "that was denied",
        async (one: Team) => {
          const id = await one.approved();
          await denyBatch(one, id, "a campus", one.sign("cem"));
          return id;
        },
        /denied/,
      ],
      [
        "that was approved for another platform",
        (one: Team) => one.approved({ target: "https://elsewhere.example" }),
        /approved to go to https:\/\/elsewhere.example/,
      ],
      ["that is only watched", (one: Team) => one.approved({ shadowDays: 3 }), /only watched/],
      [
        "of which more than a twentieth left the cluster",
        async (one: Team) => {
          const id = await one.approved();
          const { accounts, links } = ring(18);
          await one.save(runOf({ "c-1": accounts }, links));
          return id;
        },
        /2 of the 20 accounts .* more than 5 %: plan it again/,
      ],
    ])("%s", async (_, plan, message) => {
      const one = await made(20);
      const id = await plan(one);
      await expect(startBatch(one, id, { target: one.platform.target })).rejects.toThrow(message);
      expect(one.real.statistics().calls).toBe(0);
    });

    it("where the day's cap is spent", async () => {
      const one = await made(20);
      const capped = checkPolicy({ sample: { share: 0, most: 0 }, day_cap: 30 });
      await one.carryOut(await one.approved({ policy: capped }));
      const second = await one.approved({ policy: capped, reason: "again" });
      await expect(startBatch(one, second, { target: one.platform.target })).rejects.toThrow(/day_cap is 30; start it tomorrow/);
    });
  });

  describe("a batch is not taken up again by a log that is not whole", () => {
    it.each<[string, (one: Team) => Promise<string>]>([
      [
        "as after a kill",
        async (one) => {
          const id = await one.approved({ reason: "another" });
          await startBatch(one, id);
          return id;
        },
      ],
      [
        "that was paused",
        async (one) => {
          const id = await one.approved({ reason: "another" });
          await startBatch(one, id);
          await pauseBatch(one, id);
          return id;
        },
      ],
      [
        "to be reversed",
        async (one) => {
          const { batch } = (await batchesOf(one))[0];
          await reverseBatch(one, { batch, accounts: null, reason: "wrong" }, one.sign("cem"));
          return batch;
        },
      ],
    ])("%s", async (_, begin) => {
      const one = await made(20);
      await one.carryOut(await one.approved());
      const id = await begin(one);
      const { calls } = one.real.statistics();
      for await (const { stream, first } of one.store.auditPages()) if (stream.startsWith("outcomes/")) await eraseBody(one.store, first);
      if ((await one.detail(id)).state === "paused") await resumeBatch(one, id, null);
      await one.carryOut();
      expect(await one.detail(id)).toMatchObject({ state: "paused", why: expect.stringMatching(/not whole.*`cautery audit verify`/) });
      expect(one.real.statistics().calls).toBe(calls);
    });
  });

  describe("an account is looked at again before its call", () => {
    it("and left alone where it was judged innocent since, which is said; newcomers are named and not touched", async () => {
      const one = await made(40);
      const id = await one.approved();
      const { accounts, links } = ring(41);
      await feed(one.store, one.dir, [signup("m7")], { merge: false });
      await judgeInnocence(one, "m7", { analyst: "dot", reason: "knows her", verdict: "positive" });
      await one.save(runOf({ "c-1": accounts }, links));
      await one.carryOut(id);
      const detail = await one.detail(id);
      expect([detail.state, detail.counts.changed, detail.counts.skipped]).toEqual(["done", 39, 1]);
      expect(detail.accounts.find(({ account }) => account === "m7")).toMatchObject({ outcome: "skipped", why: "judged innocent" });
      expect(detail.newcomers).toEqual(["m40"]);
      expect(one.real.ledger.look("m40")!.state).toBe("active");
    });
  });

  describe("a halt", () => {
    it("holds within two seconds, also for who carries it out next, and what was done stays known", async () => {
      const one = await made(400);
      const id = await one.approved({ rate: 50 });
      const carried = one.carryOut(id);
      await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThan(20);
      await haltBatches(one, "a mistake");
      const at = Date.now();
      await carried;
      await one.carryOut();
      expect(one.real.statistics().last_call_at! - at).toBeLessThan(2_000);
      const { state, counts } = await one.detail(id);
      expect(state).toBe("halted");
      expect(counts.changed).toBe(changes(one)["account.suspend"]);
      expect(counts.waiting).toBeGreaterThan(300);
    });

    it("holds within two seconds where the platform hangs, too: no call that was begun waits to be made", async () => {
      const one = await made(200, { faults: { timeout_before: 1 }, timeoutMs: 3_000 });
      const id = await one.approved({ way: "strike", rate: 400 });
      const carried = one.carryOut(id);
      await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThan(30);
      await haltBatches(one, "a mistake");
      const at = Date.now();
      await carried;
      expect(one.real.statistics().last_call_at! - at).toBeLessThan(2_000);
    });

    if (ordered)
      it("that was left as an order by one who cannot open the store holds too", async () => {
        const one = await made(400);
        const id = await one.approved({ rate: 50 });
        const carried = one.carryOut(id);
        await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThan(5);
        one.orders.push({ do: "halt", reason: "an order" });
        await carried;
        expect(await one.detail(id)).toMatchObject({ state: "halted", why: "an order" });
      });

    it("is no pause: what was paused goes on without a signature, from where it was", async () => {
      const one = await made(120);
      const id = await one.approved({ rate: 100 });
      const carried = one.carryOut(id);
      await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThan(10);
      await pauseBatch(one, id);
      await carried;
      expect((await one.detail(id)).state).toBe("paused");
      await resumeBatch(one, id, null);
      await one.carryOut();
      expect((await one.detail(id)).counts.changed).toBe(120);
      expect(changes(one)).toEqual({ "account.suspend": 120 });
    });
  });

  describe("a reversal", () => {
    it("gives back exactly what the batch changed and nobody changed since", async () => {
      const one = await made(30, { hanging: 6 });
      one.real.ledger.meddle("m3", "suspended"); // by somebody else, before
      const id = await one.approved();
      await one.carryOut(id);
      one.real.ledger.meddle("m5", "closed"); // and after
      const everybody = [...members(30), ...Array.from({ length: 6 }, (_, i) => `h${i}`)];
      expect(states(one, everybody)).toEqual({ suspended: 29, closed: 1, verifying: 6 });
      await reverseBatch(one, { batch: id, accounts: null, reason: "wrong" }, one.sign("cem"));
      await one.carryOut();
      expect(states(one, everybody)).toEqual({ active: 34, suspended: 1, closed: 1 });
      const { state, accounts } = await one.detail(id);
      expect(state).toBe("reversed");
      const restored = (account: string) => accounts.find((each) => each.account === account)!.restored!;
      expect(restored("m3")).toMatchObject({ outcome: "skipped", why: "it was so already, and not by us" });
      expect(restored("m5")).toMatchObject({ outcome: "refused" });
      expect(restored("m0")).toMatchObject({ outcome: "changed" });
    });

    it("of some accounts leaves the others, and the batch done", async () => {
      const one = await made(20);
      const id = await one.approved();
      await one.carryOut(id);
      await reverseBatch(one, { batch: id, accounts: ["m1", "m2"], reason: "theirs" }, one.sign("cem"));
      await one.carryOut();
      expect([states(one, ["m1", "m2"]), states(one, members(20)).suspended]).toEqual([{ active: 2 }, 18]);
      expect((await one.detail(id)).state).toBe("done");
      await expect(reverseBatch(one, { batch: id, accounts: ["m1", "stranger"], reason: "?" }, one.sign("cem"))).rejects.toThrow(
        /not of .*: stranger/,
      );
    });

    it.each([
      [0, 1],
      [1, 0],
    ])("of one of two batches that hold the same accounts frees none until the other lets go (%i first)", async (first, second) => {
      const one = await made(20);
      const ids = [await one.approved(), await one.approved({ reason: "another case" })];
      for (const id of ids) await one.carryOut(id);
      expect((await one.detail(ids[1])).counts.unchanged).toBe(20);
      await reverseBatch(one, { batch: ids[first], accounts: null, reason: "let go" }, one.sign("cem"));
      await one.carryOut();
      expect(states(one, members(20))).toEqual({ suspended: 20 });
      await reverseBatch(one, { batch: ids[second], accounts: null, reason: "let go too" }, one.sign("cem"));
      await one.carryOut();
      expect(states(one, members(20))).toEqual({ active: 20 });
    });
  });

  it("a reversal goes before a strike of the same accounts that is under way, which claims what it finds then", async () => {
    const one = await made(60);
    const first = await one.approved();
    await one.carryOut(first);
    const second = await one.approved({ reason: "another case", rate: 40 });
    const carried = one.carryOut(second);
    await expect.poll(() => one.real.statistics().calls, { timeout: 10_000 }).toBeGreaterThan(70);
    await reverseBatch(one, { batch: first, accounts: null, reason: "let go" }, one.sign("cem"));
    await carried;
    expect([(await one.detail(first)).state, (await one.detail(second)).state]).toEqual(["reversed", "done"]);
    expect(states(one, members(60)), "the second batch holds them all, whichever came first").toEqual({ suspended: 60 });
    await reverseBatch(one, { batch: second, accounts: null, reason: "let go too" }, one.sign("cem"));
    await one.carryOut();
    expect(states(one, members(60))).toEqual({ active: 60 });
  });

  it("the same plan is the same batch while it is open, and another once it is done", async () => {
    const one = await made(10);
    const first = await suspend(one, request({ target: one.platform.target, policy }));
    const again = await suspend(one, request({ target: one.platform.target, policy, by: "cem" }));
    expect([again.batch, again.isKnown]).toEqual([first.batch, true]);
    expect((await one.detail(first.batch)).planned_by).toEqual(["pat", "cem"]);
  });

  it("a strike asks for verification first, and then strikes within its window", async () => {
    const one = await made(30, { hanging: 3 });
    const id = await one.approved({ way: "strike", windowMinutes: 0.02 });
    await one.carryOut(id);
    expect((await one.detail(id)).state).toBe("done");
    expect(changes(one)).toEqual({ "account.verify": 3, "account.suspend": 30 });
  });
}
