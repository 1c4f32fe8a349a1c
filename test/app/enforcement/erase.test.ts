/** What is erased of a batch's outcomes: nothing that it still goes by, and what a reversal goes by only if that is meant. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../../../src/app/audit.js";
import { pauseBatch, reverseBatch, startBatch } from "../../../src/app/enforcement/control.js";
import { eraseOutcome } from "../../../src/app/enforcement/erase.js";
import { runOf } from "./store.js";
import { ring, type Team, team } from "./team.js";

let one: Team;
beforeEach(async () => {
  const { accounts, links } = ring(6);
  one = await team(runOf({ "c-1": accounts }, links));
});
afterEach(() => one.close());

/** The entry that says what was done to the account. */
async function entryOf(account: string): Promise<number> {
  for await (const { first, entries } of one.store.auditPages())
    for (const [i, { body }] of entries.entries()) if (body?.includes(`"account":"${account}","deed":"suspend"`)) return first + i;
  throw new Error(`nothing was done to ${account}`);
}

describe("what was done to an account", () => {
  it("is not erased while its batch is done and can be reversed, and nothing is logged of that", async () => {
    await one.carryOut(await one.approved());
    const { size } = (await one.store.auditHead())!;
    await expect(eraseOutcome(one, await entryOf("m1"), "asked for")).rejects.toThrow(/reverse that first, or give --for-good/);
    expect((await one.store.auditHead())!.size).toBe(size);
    await expect(entryOf("m1")).resolves.toBeGreaterThan(0);
  });

  it("is erased for good where that is meant, the log stays whole, and the batch gives the account back no more", async () => {
    const id = await one.approved();
    await one.carryOut(id);
    await eraseOutcome(one, await entryOf("m1"), "asked for", { forGood: true });
    expect(await verifyAudit(one)).toMatchObject({ whole: true, erased: 1 });
    await reverseBatch(one, { batch: id, accounts: null, reason: "wrong" }, one.sign("cem"));
    await one.carryOut();
    expect([one.real.ledger.look("m1")!.state, one.real.ledger.look("m2")!.state]).toEqual(["suspended", "active"]);
  });

  it("is erased once it was taken back, or its time is over", async () => {
    const id = await one.approved();
    await one.carryOut(id);
    const entry = await entryOf("m1");
    await reverseBatch(one, { batch: id, accounts: null, reason: "wrong" }, one.sign("cem"));
    await one.carryOut();
    await eraseOutcome(one, entry, "asked for");
    const short = await one.approved({ reason: "for a day", days: 1 });
    await one.carryOut(short);
    const later = { ...one, clock: { now: () => Date.now() + 2 * 86_400_000 } };
    await eraseOutcome(later, await entryOf("m2"), "asked for");
    expect(await verifyAudit(one)).toMatchObject({ whole: true, erased: 2 });
  });

  it("is not erased at all while its batch is at work", async () => {
    await one.carryOut(await one.approved());
    const entry = await entryOf("m1");
    const id = await one.approved({ reason: "another" });
    await startBatch(one, id);
    await pauseBatch(one, id);
    await reverseBatch(one, { batch: (await batchOf(entry))!, accounts: ["m2"], reason: "x" }, one.sign("cem"));
    await expect(eraseOutcome(one, entry, "asked for", { forGood: true })).rejects.toThrow(/which is reversing/);
  });
});

/** The batch whose outcomes an entry is among. */
async function batchOf(entry: number): Promise<string | undefined> {
  for await (const { first, stream, entries } of one.store.auditPages())
    if (entry >= first && entry < first + entries.length) return stream.split("/")[1];
}
