/**
 * `cautery explain`: two accounts -> the waterfall of their link; a cluster -> what binds it, which links hold it together, which one would
 * split it, what it leans on, and the alternatives weighed.
 */
import { Command } from "commander";
import { explainCluster, explainPair, weighPair } from "../../app/explain.js";
import { UsageError } from "../../errors.js";

import type { GraphStore } from "../../ports/store.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatExplainedCluster, formatExplainedPair, formatUnlinkedPair } from "../text/explain-text.js";
import { progressOn } from "../text/progress.js";
import { wholeNumber } from "../whole-number.js";

interface Options extends StoreOptions {
  fresh?: true;
  run?: number;
}

export function explainCommand(): Command {
  const command = new Command("explain")
    .description(
      "Explains a link between two accounts, or a cluster, as the last clustering has it: the evidence in bits, for and against.",
    )
    .argument("<what>", "a cluster's id, or an account")
    .argument("[account]", "the other account")
    .option("--run <number>", "as of this run (`cautery runs` lists them), not of the current one", wholeNumber("--run"))
    .option("--fresh", "weigh the two accounts anew, from all events: any two, but it takes as long as linking everything")
    .addHelpText("after", "\nExamples:\n  cautery explain --data state c-4f1d\n  cautery explain --data state acc-7Qm2 acc-91xk");
  return storeOption(command).action(async (what: string, other: string | undefined, options: Options) => {
    const { fresh, run } = options;
    if (fresh && other === undefined) throw new UsageError("--fresh weighs two accounts: name both");
    if (fresh && run !== undefined) throw new UsageError("--fresh weighs by all events, --run tells of those that a run saw: give one");
    await withStore(options, async (store) => {
      if (other === undefined) console.log(formatExplainedCluster(await explainCluster(store, what, run)));
      else console.log(fresh ? await weighed(store, what, other) : await explained(store, what, other, run));
    });
  });
}

async function explained(store: GraphStore, a: string, b: string, run?: number): Promise<string> {
  const pair = await explainPair(store, a, b, run);
  return "rows" in pair ? formatExplainedPair(pair) : formatUnlinkedPair(pair);
}

async function weighed(store: GraphStore, a: string, b: string): Promise<string> {
  const progress = progressOn();
  progress.stage("linking");
  const pair = await weighPair(store, a, b, (stage) => progress.stage(stage));
  progress.done();
  return formatExplainedPair(pair);
}
