/** `cautery explain`: two accounts -> the waterfall of their link; a cluster -> what binds it, which links hold it together, which one would split it, and the alternatives weighed. */
import { Command } from "commander";
import { explainCluster, explainPair } from "../../app/explain.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatExplainedCluster, formatExplainedPair } from "../text/explain-text.js";
import { progressOn } from "../text/progress.js";

export function explainCommand(): Command {
  const command = new Command("explain")
    .description("Explains a link between two accounts, or a cluster: the evidence in bits, for and against.")
    .argument("<what>", "a cluster's id, or an account")
    .argument("[account]", "the other account")
    .addHelpText("after", "\nExamples:\n  cautery explain --data state c-4f1d\n  cautery explain --data state acc-7Qm2 acc-91xk");
  return storeOption(command).action(async (what: string, other: string | undefined, options: StoreOptions) => {
    await withStore(options, async (store) => {
      const progress = progressOn();
      progress.stage("linking");
      const onStage = (stage: string) => progress.stage(stage);
      const text =
        other === undefined
          ? formatExplainedCluster(await explainCluster(store, what, onStage))
          : formatExplainedPair(await explainPair(store, what, other, onStage));
      progress.done();
      console.log(text);
    });
  });
}
