/**
 * `cautery calibrate`: what analysts confirmed -> how far scores and confidence could be believed, and both fitted to it; the fits hold
 * from then on.
 */
import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { Command } from "commander";
import { type AttributionFit, type DispositionFit, fitAll, keepFits } from "../../app/calibrate.js";
import type { GraphStore } from "../../ports/store.js";
import { reliabilityDiagram, reliabilityRows } from "../../report/charts/reliability.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatTable } from "../text/format.js";

interface Options extends StoreOptions {
  diagram?: string;
  dryRun?: true;
  analyst: string;
}

export function calibrateCommand(): Command {
  const command = new Command("calibrate")
    .description(
      "Refits dispositions and how sure attributions are, from what analysts confirmed (`cautery judge disposition`, `judge operator`).",
    )
    .option("--diagram <file>", "write a reliability diagram of the attributions, as SVG")
    .option("--dry-run", "say what would change, and change nothing")
    .option("--analyst <name>", "who does so", userInfo().username)
    .addHelpText("after", "\nEach fit is kept as a judgement: `cautery judge list` shows it, `cautery judge withdraw` takes it back.");
  return storeOption(command).action((options: Options) => withStore(options, (store) => calibrate(store, options)));
}

async function calibrate(store: GraphStore, { diagram, dryRun, analyst }: Options): Promise<void> {
  const fits = await fitAll(store);
  const { dispositions, attributions } = fits;
  if (dispositions) console.log(formatDispositions(dispositions));
  if (attributions) console.log(formatAttributions(attributions));
  if (diagram !== undefined && attributions)
    await writeFile(diagram, reliabilityDiagram(attributions.after.bins, `${attributions.confirmed} confirmed attributions`));
  if (dryRun) return;
  for (const { id } of await keepFits({ store, clock: Date }, fits, analyst)) console.log(`${id}: holds from the next clustering on`);
}

function formatDispositions({ judged, before, after }: DispositionFit): string {
  const rows = [
    ["before", before.toFixed(3)],
    ["after", after.toFixed(3)],
  ];
  return `Dispositions, ${judged} judged clusters\n${formatTable([["", "loss (bits)"], ...rows])}`;
}

function formatAttributions({ confirmed, before, after }: AttributionFit): string {
  const row = (name: string, { calibration, loss, brier, ece }: AttributionFit["before"]) => {
    const { slope, unknown, doubt } = calibration;
    return [name, ...[loss, brier, ece].map((value) => value.toFixed(3)), `${slope}`, `${unknown}`, `${doubt}`];
  };
  return [
    `Attributions, ${confirmed} confirmed`,
    formatTable([["", "loss (bits)", "Brier", "ECE", "slope", "unknown", "doubt"], row("before", before), row("after", after)]),
    formatTable(reliabilityRows(after.bins)),
  ].join("\n");
}
