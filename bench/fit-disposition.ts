/**
 * Simulated worlds -> src/disposition/weights.ts: the shipped weights of the explanations, fitted on clusters whose truth is known. Usage:
 * node dist/bench/fit-disposition.js WORLD... (folders of `cautery simulate`, or the clusters of such as a file that DUMP=FILE left).
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FEATURES } from "../src/disposition/features.js";
import { fitDisposition, type LabelledCluster, withSilences } from "../src/disposition/fit.js";
import { EXPLANATIONS } from "../src/disposition/model.js";
import { labelledClusters } from "./worlds/worlds.js";

const worlds = process.argv.slice(2);
const clusters: LabelledCluster[] = [];
for (const world of worlds) {
  const found = world.endsWith(".json") ? (JSON.parse(await readFile(world, "utf8")) as LabelledCluster[]) : await labelledClusters(world);
  console.error(`${world}: ${found.length} clusters`);
  clusters.push(...found);
}
if (process.env.DUMP) await writeFile(process.env.DUMP, JSON.stringify(clusters));
const { weights } = fitDisposition(withSilences(clusters));
const rows = EXPLANATIONS.map((name) => `    ${JSON.stringify(name)}: ${JSON.stringify(weights[name])},`);
const text = `/**
 * The shipped weights of the explanations, fitted by bench/fit-disposition.ts on the ${clusters.length} clusters of
 * ${worlds.length} worlds: an intercept, then a weight a feature (${FEATURES.length}), in nats.
 */
import type { DispositionModel } from "./model.js";

export const WEIGHTS: DispositionModel = {
  weights: {
${rows.join("\n")}
  },
};
`;
await writeFile(join("src", "disposition", "weights.ts"), text);
console.error(
  `src/disposition/weights.ts written: ${(await readFile(join("src", "disposition", "weights.ts"), "utf8")).length} bytes; format it with npm run format`,
);
