/** A real batch that is begun, paused and halted, and whose cluster grows -> who is told of it. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDelivery } from "../../../src/adapters/delivery/open.js";
import { addRule } from "../../../src/app/alerts/rules.js";
import { runAlerts } from "../../../src/app/alerts/run.js";
import { haltBatches, pauseBatch, startBatch } from "../../../src/app/enforcement/control.js";
import { silentLog } from "../../../src/ports/log.js";
import { closeReceivers, closing, webhookReceiver } from "../../adapters/delivery/receivers.js";
import { LINKS, runOf } from "../enforcement/store.js";
import { SECRET, type Team, team } from "../enforcement/team.js";

let of: Team;
const later = () => ({ at: Date.now() + 1_000, ledger: 1 });
beforeEach(async () => {
  of = await team(runOf({ "c-1": "a b c d e" }, LINKS));
});
afterEach(async () => {
  await of.close();
  await closeReceivers();
});

/** A rule of a second ago; gives what it tells when it is asked. */
async function telling(on: "batch" | "growth", least: number | null) {
  const { url, posted } = await webhookReceiver();
  const ago = { ...of, clock: { now: () => Date.now() - 1_000 } };
  await addRule(ago, { on, least, to: url, digest: false, by: "dot" });
  const delivery = closing(openDelivery({ CAUTERY_WEBHOOK_SECRET: SECRET }));
  return async () => {
    await runAlerts({ ...of, delivery, log: silentLog, baseUrl: null }, new AbortController().signal);
    return posted.splice(0).flatMap(({ body }) => (JSON.parse(body) as { alerts: Record<string, unknown>[] }).alerts);
  };
}

it("tells that a batch was paused, and that everything was halted, and nobody's reasons", async () => {
  const told = await telling("batch", null);
  const batch = await of.approved();
  await startBatch(of, batch);
  expect(await told()).toEqual([]);
  await pauseBatch(of, batch);
  await haltBatches(of, "ann saw that it is a company");
  const alerts = await told();
  expect(alerts).toMatchObject([{ batch, what: "paused" }, { what: "halted" }]);
  expect(JSON.stringify(alerts)).not.toContain("company");
  expect(await told()).toEqual([]);
});

it("tells what came to a batch's cluster since it began", async () => {
  const told = await telling("growth", 2);
  const batch = await of.approved();
  await startBatch(of, batch);
  for (const accounts of ["a b c d e f", "a b c d e f g"])
    await of.store.saveRun(runOf({ "c-1": accounts }, LINKS, { changes: [{ type: "grown", cluster: "c-1", from: [] }] }), later());
  expect(await told()).toMatchObject([{ batch, accounts: 2, run: 3 }]);
  expect(await told()).toEqual([]);
});
