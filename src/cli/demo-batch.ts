/**
 * The demo's folder and its largest fraudulent cluster -> a batch that is planned, approved by a second person and dry-run: nobody is
 * suspended.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { makePersonKey } from "../adapters/files/person-key.js";
import { standardErrorLog } from "../adapters/log/pino.js";
import { openPlatform } from "../adapters/platform/open.js";
import { BatchProgress } from "../app/enforcement/batches.js";
import { approveBatch, startBatch } from "../app/enforcement/control.js";
import { executeAll } from "../app/enforcement/execute/execute.js";
import { enrol } from "../app/enforcement/people.js";
import { signWith } from "../app/enforcement/sign.js";
import { suspend } from "../app/enforcement/suspend.js";
import { publicKeyOf } from "../enforcement/signed.js";
import { checkPolicy } from "../model/enforcement/policy.js";
import { withEnforcing } from "./enforcing.js";
import { formatPlan } from "./text/plan-text.js";

/** `people`: a folder for their keys. */
export async function dryRunBatch({
  data,
  people,
  cluster,
}: {
  data: string;
  people: string;
  cluster: string;
}): Promise<{ text: string; batch: string }> {
  await mkdir(people, { recursive: true, mode: 0o700 });
  const policy = checkPolicy({});
  return await withEnforcing({ data }, async (ports) => {
    const keys = new Map<string, Awaited<ReturnType<typeof makePersonKey>>["key"]>();
    for (const [name, role] of [
      ["ann", "analyst"],
      ["bob", "approver"],
      ["cat", "approver"],
    ] as const) {
      const { key } = await makePersonKey(join(people, `${name}.pem`));
      keys.set(name, key);
      await enrol(ports, { name, role, key: publicKeyOf(key) }, { sign: null, policy });
    }
    const platform = openPlatform({});
    const { batch, hash, plan } = await suspend(ports, {
      clusters: [cluster],
      by: "ann",
      reason: "the demo's campaign",
      measure: "suspend",
      days: null,
      exceptions: [],
      minConfidence: null,
      way: "stages",
      windowMinutes: 0,
      rate: 1_000,
      shadowDays: null,
      tracers: 0,
      policy,
      target: platform.target,
    });
    await approveBatch(ports, batch, hash, signWith("bob", keys.get("bob")!, ports.clock));
    await startBatch(ports, batch, { target: platform.target });
    const log = standardErrorLog({ CAUTERY_LOG_LEVEL: "warn" }, "plain");
    await executeAll({ ...ports, platform, log }, new AbortController().signal);
    await platform.close();
    const { state, counts } = await new BatchProgress(ports, batch).next();
    return {
      batch,
      text: `${formatPlan(plan, hash)}\n\nApproved by bob, and run dry: ${batch} is ${state}, ${counts.skipped} accounts would have been acted on.`,
    };
  });
}
