/** `cautery execute`, `pause`, `resume`, `halt` and `reverse`: what is approved is done, stopped, taken up again and taken back. */
import type { Command } from "commander";
import { fallenBy } from "../../../app/enforcement/appeal.js";
import { BatchProgress } from "../../../app/enforcement/batches.js";
import { haltBatches, pauseBatch, resumeBatch, reverseBatch, startBatch } from "../../../app/enforcement/control.js";
import { personName } from "../../../enforcement/acts.js";
import { FolderHeldError, PermanentError, UsageError } from "../../../errors.js";
import type { Order } from "../../../ports/orders.js";
import { carryOut } from "../../carry-out.js";
import {
  byOption,
  type Enforcing,
  type EnforcingOptions,
  enforcing,
  keyOption,
  print,
  reasonOption,
  signerFrom,
  withEnforcing,
} from "../../enforcing.js";
import { formatState } from "../../text/batch-text.js";

interface Signer {
  by: string;
  key: string;
}

interface ExecuteOptions extends EnforcingOptions, Partial<Signer> {
  wait?: true;
  breakGlass?: true;
  reason?: string;
}

export function executeCommand(): Command {
  return enforcing("execute", "Does what was approved; started again, it goes on where it was.")
    .argument("<batch>", "its id")
    .option("--wait", "return when it is done, paused or halted (with --data it always does)")
    .option("--break-glass", "by one person alone, for few accounts, with a reason; it is listed for review")
    .option("--by <name>", "who breaks the glass", personName("--by"))
    .option("--key <file>", "the person's private key")
    .addOption(reasonOption("why it cannot wait"))
    .action(async (id: string, options: ExecuteOptions) => {
      const glass = await glassOf(options);
      await withEnforcing(options, async (ports) => {
        const batch = await startBatch(ports, id, { glass, target: ports.orders === null ? null : await targetHere() });
        const isOver = batch.state === "done" || batch.state === "reversed";
        if (!isOver) await carryOut(ports, [id], { wait: options.wait === true });
        await tell(ports, id, options);
      });
    });
}

async function targetHere(): Promise<string> {
  const { openPlatform } = await import("../../../adapters/platform/open.js"); // not light
  const platform = openPlatform(process.env);
  await platform.close();
  return platform.target;
}

async function glassOf({ breakGlass, by, key, reason }: ExecuteOptions) {
  if (!breakGlass) return null;
  if (by === undefined || key === undefined || reason === undefined)
    throw new UsageError("--break-glass wants --by NAME, --key FILE and --reason TEXT");
  return { sign: await signerFrom(by, key), reason };
}

export function pauseCommand(): Command {
  return enforcing("pause", "Stops a batch until it is resumed: no further call begins.")
    .argument("<batch>", "its id")
    .action(async (batch: string, options: EnforcingOptions) => {
      await ordering(options, { do: "pause", batch }, (ports) => pauseBatch(ports, batch));
      print(options, { batch, state: "paused" }, () => `${batch} is paused: \`cautery resume ${batch}\``);
    });
}

export function resumeCommand(): Command {
  return enforcing("resume", "Lets a paused or halted batch go on; after a gate or a halt an approver signs for it.")
    .argument("<batch>", "its id")
    .option("--by <name>", "an approver", personName("--by"))
    .option("--key <file>", "the approver's private key")
    .option("--wait", "return when it is done, paused or halted (with --data it always does)")
    .action(async (id: string, options: EnforcingOptions & Partial<Signer> & { wait?: true }) => {
      const { by, key } = options;
      if ((by === undefined) !== (key === undefined)) throw new UsageError("give both --by NAME and --key FILE, or neither");
      const sign = by === undefined || key === undefined ? null : await signerFrom(by, key);
      await withEnforcing(options, async (ports) => {
        await resumeBatch(ports, id, sign);
        await carryOut(ports, [id], { wait: options.wait === true });
        await tell(ports, id, options);
      });
    });
}

export function haltCommand(): Command {
  return enforcing("halt", "Stops every batch, on every worker, also after a restart: no call begins later than two seconds after.")
    .addOption(reasonOption().default("asked for"))
    .action(async (options: EnforcingOptions & { reason: string }) => {
      const { reason } = options;
      await ordering(options, { do: "halt", reason }, (ports) => haltBatches(ports, reason));
      print(
        options,
        { halted: true, reason },
        () => "halted: `cautery batches` lists what stands; `cautery resume BATCH --by NAME --key FILE` lets one go on",
      );
    });
}

export function reverseCommand(): Command {
  return enforcing("reverse", "Takes back what a batch did: all of it, some accounts, or those that fall with an upheld appeal.")
    .argument("<batch>", "its id")
    .option("--account <account...>", "these alone")
    .option("--appeal <appeal>", "all whose case falls without what this upheld appeal struck")
    .addOption(byOption())
    .addOption(keyOption())
    .addOption(reasonOption().makeOptionMandatory())
    .option("--wait", "return when it is done (with --data it always does)")
    .action(
      async (id: string, options: EnforcingOptions & Signer & { account?: string[]; appeal?: string; reason: string; wait?: true }) => {
        const { account, appeal, reason } = options;
        if (account !== undefined && appeal !== undefined) throw new UsageError("give --account or --appeal, not both");
        const sign = await signerFrom(options.by, options.key);
        await withEnforcing(options, async (ports) => {
          const accounts = appeal === undefined ? (account ?? null) : await fallenOf(ports, id, appeal);
          await reverseBatch(ports, { batch: id, accounts, reason }, sign);
          await carryOut(ports, [id], { wait: options.wait === true });
          await tell(ports, id, options);
        });
      },
    );
}

async function fallenOf(ports: Enforcing, id: string, appeal: string): Promise<readonly string[]> {
  const { batch, accounts } = await fallenBy(ports, appeal);
  if (batch !== id) throw new PermanentError(`${appeal} is of ${batch}, not of ${id}`);
  if (accounts.length === 0) throw new PermanentError(`no account of ${id} falls with ${appeal}: nothing to take back`);
  return accounts;
}

/** Says how it stands. Where it stopped short of its end, that is an error. */
async function tell(ports: Enforcing, id: string, options: EnforcingOptions): Promise<void> {
  const { state, counts, why } = await new BatchProgress(ports, id).next();
  const checkpoint = (await ports.store.auditHead())?.checkpoint;
  print(options, { batch: id, state, counts, why, checkpoint }, () => formatState(id, state, counts));
  if (state === "paused" || state === "halted") throw new PermanentError(`${id} is ${state}: ${why}; \`cautery batch ${id}\` says more`);
}

/** How long who holds the folder has to take an order. */
const TAKEN_MS = 10_000;

/** Where another process holds the folder, the order is left in it and waited for. */
async function ordering(options: EnforcingOptions, order: Order, act: (ports: Enforcing) => Promise<void>): Promise<void> {
  try {
    await withEnforcing(options, act);
  } catch (error) {
    if (!(error instanceof FolderHeldError) || options.data === undefined) throw error;
    const { giveOrder } = await import("../../../adapters/files/orders.js");
    const given = await giveOrder(options.data, order);
    for (const until = Date.now() + TAKEN_MS; !(await given.isTaken()); await new Promise((resolve) => setTimeout(resolve, 50))) {
      if (Date.now() > until) {
        await given.refusal();
        throw new PermanentError(
          `another cautery holds ${options.data} and carries out no batch: the order stands, and is taken in before anything is done`,
          { cause: error },
        );
      }
    }
    const refusal = await given.refusal();
    if (refusal !== null) throw new PermanentError(refusal);
  }
}
