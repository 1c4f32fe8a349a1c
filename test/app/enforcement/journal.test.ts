/** The log's state, asked for by many at once, as those are who carry a batch out. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pauseBatch, startBatch } from "../../../src/app/enforcement/control.js";
import { Journal } from "../../../src/app/enforcement/journal.js";
import { pause } from "../../../src/enforcement/decide/execute.js";
import { runOf } from "./store.js";
import { ring, type Team, team } from "./team.js";

let one: Team;
beforeEach(async () => {
  const { accounts, links } = ring(4);
  one = await team(runOf({ "c-1": accounts }, links));
});
afterEach(() => one.close());

describe("one journal", () => {
  it("that many ask at once takes each act once", async () => {
    const id = await one.approved();
    const journal = new Journal(one);
    const states = await Promise.all(Array.from({ length: 5 }, () => journal.state()));
    for (const { batches } of states) expect(batches.get(id)!.approvals).toHaveLength(1);
    await startBatch(one, id);
    await pauseBatch(one, id);
    const [{ batches }] = await Promise.all([journal.state(), journal.state(), journal.state()]);
    expect(batches.get(id)!.state).toBe("paused");
  });

  it("that decides while it is asked takes its own acts once", async () => {
    const id = await one.approved();
    await startBatch(one, id);
    const journal = new Journal(one);
    let isDecided = false;
    const decided = journal.decide((state) => pause(state, id, "asked for")).then(() => (isDecided = true));
    while (!isDecided) await journal.state();
    await decided;
    expect((await journal.state()).batches.get(id)!.state).toBe("paused");
    expect((await new Journal(one).state()).batches.get(id)!.state).toBe("paused");
  });
});
