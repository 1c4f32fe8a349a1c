/** `cautery batches` and `cautery batch`: what was planned and done, and what became of each account. */
import type { Command } from "commander";
import { batchDetail, batchesOf } from "../../../app/enforcement/batches.js";
import { type EnforcingOptions, enforcing, print, withEnforcing } from "../../enforcing.js";
import { formatBatch, formatBatches } from "../../text/batch-text.js";

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
    .action((id: string, options: EnforcingOptions) =>
      withEnforcing(options, async (ports) => {
        const { plan, ...detail } = await batchDetail(ports, id);
        print(options, detail, () => formatBatch(detail, plan));
      }),
    );
}
