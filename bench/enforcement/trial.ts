/** A world with its platform, and a plan that is made of some of it -> the plan carried out, whom it hit, and whether it was stopped. */
import { openPlatform } from "../../src/adapters/platform/open.js";
import { batchDetail } from "../../src/app/enforcement/batches.js";
import { approveBatch, startBatch } from "../../src/app/enforcement/control.js";
import { executeAll } from "../../src/app/enforcement/execute/execute.js";
import { enrol } from "../../src/app/enforcement/people.js";
import { signWith } from "../../src/app/enforcement/sign.js";
import { suspend } from "../../src/app/enforcement/suspend.js";
import { wavesOf } from "../../src/enforcement/plan/order.js";
import { newPrivateKey, parsePrivateKey, publicKeyOf } from "../../src/enforcement/signed.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import { silentLog } from "../../src/ports/log.js";
import type { GraphStore } from "../../src/ports/store.js";
import type { Planted } from "./planted.js";

export interface Ground {
  store: GraphStore;
  key: Uint8Array;
  /** Where the platform's and its control port's addresses are. */
  env: NodeJS.ProcessEnv;
  control: string;
}

export interface Tried {
  accounts: number;
  planted: number;
  /** Of the planted innocents. */
  suspended: number;
  /** Of the others: those that are asked to verify themselves where they would be suspended. */
  asked: number;
  stopped: boolean;
  /** Before its second stage began, or it has no stage: everybody was asked to verify itself. */
  early: boolean;
  why: string;
}

const RATE = 2_000;
let trials = 0;

/** The platform goes on from here: what the plan did is given back by hand. */
export async function tried({ store, key, env, control }: Ground, { run, clusters, innocents }: Planted): Promise<Tried> {
  const ports = { store, key, clock: Date };
  await store.saveRun(run, { at: Date.now(), ledger: await store.ledger() });
  const platform = openPlatform(env);
  const policy = checkPolicy({ quorum: [{ above: 0, approvals: 1 }], day_cap: 10_000_000 });
  const bob = parsePrivateKey(newPrivateKey(), "bob");
  await enrol(ports, { name: "ann", role: "analyst", key: null }, { sign: null, policy });
  await enrol(ports, { name: "bob", role: "approver", key: publicKeyOf(bob) }, { sign: null, policy });
  const { batch, hash, plan } = await suspend(ports, {
    clusters,
    by: "ann",
    reason: `trial ${++trials}`,
    measure: "suspend",
    days: null,
    exceptions: [],
    minConfidence: null,
    way: "stages",
    windowMinutes: 0,
    rate: RATE,
    shadowDays: null,
    tracers: 0,
    policy,
    target: platform.target,
  });
  await approveBatch(ports, batch, hash, signWith("bob", bob, Date));
  await startBatch(ports, batch, { target: platform.target });
  await executeAll({ ...ports, platform, log: silentLog, orders: null }, new AbortController().signal);
  await platform.close();
  const { accounts, state, why } = await batchDetail(ports, batch);
  const outcome = new Map(accounts.map((each) => [each.account, each]));
  const second = wavesOf(plan, hash).find(({ name }) => name === "stage 2")?.accounts ?? [];
  for (const { account, outcome: came } of accounts)
    if (came === "changed") await fetch(`${control}/meddle`, { method: "POST", body: JSON.stringify({ account, state: "active" }) });
  const isSuspended = (account: string) => outcome.get(account)?.measure === "suspend" && outcome.get(account)?.outcome === "changed";
  return {
    accounts: plan.accounts.count,
    planted: innocents.length,
    suspended: innocents.filter(isSuspended).length,
    asked: plan.accounts.items.filter(({ account, measure }) => measure === "verify" && !innocents.includes(account)).length,
    stopped: state === "paused",
    early:
      (state === "paused" || plan.accounts.items.every(({ measure }) => measure === "verify")) &&
      second.every((account) => outcome.get(account)?.outcome === "waiting"),
    why,
  };
}
