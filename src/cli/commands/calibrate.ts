/** `cautery calibrate`: what analysts confirmed -> how far scores and confidence could be believed, and both fitted to it; the fits hold from then on. */
import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { Command } from "commander";
import { type Calibration, type Case, calibrationOf, loss, posterior, refit } from "../../attribution/calibration.js";
import { judgedCases } from "../../attribution/judged.js";
import { dispositionLoss, type JudgedCluster, judgedClusters, modelOf, refitDisposition } from "../../disposition/refit.js";
import { PermanentError } from "../../errors.js";
import { calibration as measure } from "../../evaluate/calibration.js";
import { loadPopulation } from "../../ingest/load.js";
import { type Judgement, standing } from "../../model/judgement.js";
import { communitiesWithFeatures } from "../../pipeline.js";
import type { GraphStore } from "../../ports/store.js";
import { reliabilityDiagram, reliabilityRows } from "../../report/charts/reliability.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatTable } from "../text/format.js";
import { newJudgement } from "./judge.js";

interface Options extends StoreOptions {
  diagram?: string;
  dryRun?: true;
  analyst: string;
}

/** What a fit found: said as tables, kept as a judgement. */
interface Fit {
  reason: string;
  about: Judgement["about"];
}

export function calibrateCommand(): Command {
  const command = new Command("calibrate")
    .description(
      "Refits dispositions and how sure attributions are, from what analysts confirmed (`cautery judge cluster`, `judge operator`).",
    )
    .option("--diagram <file>", "write a reliability diagram of the attributions, as SVG")
    .option("--dry-run", "say what would change, and change nothing")
    .option("--analyst <name>", "who does so", userInfo().username)
    .addHelpText("after", "\nEach fit is kept as a judgement: `cautery judge list` shows it, `cautery judge withdraw` takes it back.");
  return storeOption(command).action((options: Options) => withStore(options, (store) => calibrate(store, options)));
}

async function calibrate(store: GraphStore, { diagram, dryRun, analyst }: Options): Promise<void> {
  const judgements = await store.loadJudgements();
  const stands = standing(judgements);
  if (!stands.some(({ about }) => about.type === "disposition" || about.type === "attribution"))
    throw new PermanentError(
      "nothing was confirmed yet: `cautery judge cluster CLUSTER confirm`, `cautery judge operator CLUSTER OPERATOR confirm`",
    );
  const population = await loadPopulation(store);
  const dossiers = await store.loadDossiers();
  const cases = judgedCases(population, dossiers, stands);
  const found = stands.some(({ about }) => about.type === "disposition")
    ? communitiesWithFeatures(population, { dossiers, judgements, known: [] }).map(({ members, features }) => ({
        accounts: new Set(members.map((i) => population.account(i))),
        features,
      }))
    : [];
  const judged = judgedClusters(found, stands, modelOf(stands));
  const fits = [
    ...(judged.length > 0 ? [fitDispositions(judged, stands)] : []),
    ...(cases.length > 0 ? [fitAttributions(cases, stands)] : []),
  ];
  if (fits.length === 0)
    throw new PermanentError("no cluster of today is one that was judged: judge some of `cautery show`, then calibrate");
  if (diagram !== undefined && cases.length > 0)
    await writeFile(
      diagram,
      reliabilityDiagram(measure(forecasts(cases, refit(cases, calibrationOf(stands)))).bins, `${cases.length} confirmed attributions`),
    );
  if (dryRun) return;
  for (const { reason, about } of fits) {
    const judgement = newJudgement({ at: Date.now(), analyst, reason, about, verdict: "positive" });
    await store.appendJudgement(judgement);
    console.log(`${judgement.id}: holds from the next clustering on`);
  }
}

function fitDispositions(judged: readonly JudgedCluster[], stands: readonly Judgement[]): Fit {
  const before = modelOf(stands);
  const after = refitDisposition(judged, before);
  const row = (name: string, model: typeof before) => [name, dispositionLoss(judged, model).toFixed(3)];
  console.log(`Dispositions, ${judged.length} judged clusters`);
  console.log(formatTable([["", "loss (bits)"], row("before", before), row("after", after)]));
  return { reason: `fitted to ${judged.length} judged clusters`, about: { type: "weights", ...after } };
}

function fitAttributions(cases: readonly Case[], stands: readonly Judgement[]): Fit {
  const before = calibrationOf(stands);
  const after = refit(cases, before);
  const row = (name: string, calibration: Calibration) => {
    const { brier, ece } = measure(forecasts(cases, calibration));
    const { slope, unknown, doubt } = calibration;
    return [name, ...[loss(cases, calibration), brier!, ece!].map((value) => value.toFixed(3)), `${slope}`, `${unknown}`, `${doubt}`];
  };
  console.log(`Attributions, ${cases.length} confirmed`);
  console.log(formatTable([["", "loss (bits)", "Brier", "ECE", "slope", "unknown", "doubt"], row("before", before), row("after", after)]));
  console.log(formatTable(reliabilityRows(measure(forecasts(cases, after)).bins)));
  return { reason: `fitted to ${cases.length} confirmed attributions`, about: { type: "calibration", ...after } };
}

/** Of each case the likeliest answer, and whether it is the right one. */
function forecasts(cases: readonly Case[], calibration: Calibration): { probability: number; outcome: number; weight: number }[] {
  return cases.map(({ bits, answer, weight }) => {
    const probabilities = posterior(bits, calibration);
    const probability = Math.max(...probabilities);
    const right = probabilities.indexOf(probability) === (answer < 0 ? bits.length : answer);
    return { probability, outcome: right ? 1 : 0, weight };
  });
}
