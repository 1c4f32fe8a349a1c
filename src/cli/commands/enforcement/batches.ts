/** `cautery batches` and `cautery batch`: what was planned and done, what became of each account, and what came after. */
import type { Command } from "commander";
import { afterBatch } from "../../../app/enforcement/after.js";
import { batchDetail, batchesOf } from "../../../app/enforcement/batches.js";
import { shadowBatch } from "../../../app/enforcement/shadow.js";
import { statementsOfBatch } from "../../../app/enforcement/statements.js";
import type { BatchDetailRow } from "../../../contract/batch.js";
import { type Enforcing, type EnforcingOptions, enforcing, print, withEnforcing } from "../../enforcing.js";
import { afterRow, formatAfter } from "../../text/after-text.js";
import { formatBatch, formatBatches } from "../../text/batch-text.js";
import { formatCount } from "../../text/format.js";
import { formatShadow, shadowRow } from "../../text/shadow-text.js";

interface Options extends EnforcingOptions {
  after?: true;
  statements?: string;
}

export function batchesCommand(): Command {
  return enforcing("batches", "Lists all batches, the latest first.").action((options: EnforcingOptions) =>
    withEnforcing(options, async (ports) => {
      const batches = await batchesOf(ports);
      print(options, { batches }, () => formatBatches(batches));
    }),
  );
}

export function batchCommand(): Command {
  return enforcing("batch", "Shows a batch: its plan, who approved it, and what became of each account.")
    .argument("<batch>", "its id")
    .option("--after", "what grew back since: how many heads, how fast, where the work moved, and what to plan next")
    .option(
      "--statements <dir>",
      "writes the statements of reasons of all that was done: for users, internal, and for the DSA Transparency Database",
    )
    .action((id: string, options: Options) => withEnforcing(options, (ports) => show(ports, id, options)));
}

async function show(ports: Enforcing, id: string, options: Options): Promise<void> {
  if (options.statements !== undefined) {
    await write(ports, id, options.statements, options);
    return;
  }
  const { plan, ...detail } = await batchDetail(ports, id);
  if (options.after) {
    const after = await afterBatch(ports.store, plan, struckOf(detail));
    print(options, afterRow(id, after), () => formatAfter(id, after));
    return;
  }
  const shadow =
    plan.shadow_days === null
      ? null
      : await shadowBatch(ports.store, plan, { began: Date.parse(detail.planned_at), now: ports.clock.now() });
  const row = shadow === null ? detail : { ...detail, shadow: shadowRow(id, shadow) };
  print(options, row, () => [formatBatch(detail, plan), ...(shadow === null ? [] : [formatShadow(id, shadow)])].join("\n\n"));
}

/** Accounts that the batch took out of work, and when. */
function struckOf({ accounts }: BatchDetailRow): { account: string; at: number }[] {
  return accounts.flatMap(({ account, outcome, at, measure }) =>
    outcome === "changed" && measure !== "watch" && at !== null ? [{ account, at: Date.parse(at) }] : [],
  );
}

async function write(ports: Enforcing, id: string, out: string, options: Options): Promise<void> {
  const statements = await statementsOfBatch(ports, id);
  const { writeStatements } = await import("../../../adapters/files/statements-folder.js");
  await writeStatements(out, statements, (await ports.store.auditHead())?.checkpoint ?? null);
  const counts = { users: statements.users.length, internal: statements.internal.length, dsa: statements.dsa.flat().length };
  print(
    options,
    { batch: id, out, ...counts },
    () =>
      `${out}: ${Object.entries(counts)
        .map(([kind, count]) => `${formatCount(count)} ${kind}`)
        .join(", ")}`,
  );
}
