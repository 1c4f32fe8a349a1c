/** `cautery calibrate`: the attributions that analysts confirmed -> how far confidence could be believed, and a calibration fitted to them that holds from then on. */
import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { Command } from "commander";
import { calibrationOf, loss, posterior, refit } from "../attribution/calibration.js";
import { judgedCases } from "../attribution/judged.js";
import { standing } from "../attribution/judgement.js";
import { reliabilityDiagram, reliabilityRows } from "../attribution/reliability.js";
import { PermanentError } from "../errors.js";
import { calibration as measure } from "../evaluate/calibration.js";
import { loadPopulation } from "../ingest/load.js";
import { formatTable } from "./format.js";
import { newJudgement } from "./judge.js";
import { storeOption, withStore } from "./store.js";
export function calibrateCommand() {
    const command = new Command("calibrate")
        .description("Refits how sure attributions are, from those that analysts confirmed (`cautery judge operator`).")
        .option("--diagram <file>", "write a reliability diagram, as SVG")
        .option("--dry-run", "say what would change, and change nothing")
        .option("--analyst <name>", "who does so", userInfo().username)
        .addHelpText("after", "\nThe fit is kept as a judgement: `cautery judge list` shows it, `cautery judge withdraw` takes it back.");
    return storeOption(command).action((options) => withStore(options, (store) => calibrate(store, options)));
}
async function calibrate(store, { diagram, dryRun, analyst }) {
    const stands = standing(await store.loadJudgements());
    const cases = judgedCases(await loadPopulation(store), await store.loadDossiers(), stands);
    if (cases.length === 0)
        throw new PermanentError("no attribution was confirmed yet: `cautery judge operator CLUSTER OPERATOR confirm`");
    const before = calibrationOf(stands);
    const after = refit(cases, before);
    console.log(report(cases, before, after));
    const points = measure(forecasts(cases, after)).bins;
    console.log(formatTable(reliabilityRows(points)));
    if (diagram !== undefined)
        await writeFile(diagram, reliabilityDiagram(points, `${cases.length} confirmed attributions`));
    if (dryRun)
        return;
    const judgement = newJudgement(fitted(after, cases.length, analyst));
    await store.appendJudgement(judgement);
    console.log(`${judgement.id}: holds from the next clustering on`);
}
function fitted(calibration, cases, analyst) {
    const reason = `fitted to ${cases} confirmed attributions`;
    return { at: Date.now(), analyst, reason, about: { type: "calibration", ...calibration }, verdict: "positive" };
}
function report(cases, before, after) {
    const row = (name, calibration) => {
        const { brier, ece } = measure(forecasts(cases, calibration));
        const { slope, unknown, doubt } = calibration;
        return [name, ...[loss(cases, calibration), brier, ece].map((value) => value.toFixed(3)), `${slope}`, `${unknown}`, `${doubt}`];
    };
    return formatTable([["", "loss (bits)", "Brier", "ECE", "slope", "unknown", "doubt"], row("before", before), row("after", after)]);
}
/** Of each case the likeliest answer, and whether it is the right one. */
function forecasts(cases, calibration) {
    return cases.map(({ bits, answer, weight }) => {
        const probabilities = posterior(bits, calibration);
        const probability = Math.max(...probabilities);
        const right = probabilities.indexOf(probability) === (answer < 0 ? bits.length : answer);
        return { probability, outcome: right ? 1 : 0, weight };
    });
}
//# sourceMappingURL=calibrate.js.map