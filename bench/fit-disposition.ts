/**
 * Simulated worlds -> src/disposition/weights.ts: the shipped weights of the explanations, fitted on clusters whose truth is known. Usage:
 * node dist/bench/fit-disposition.js [--styles 0,1] [--seeds N] [--accounts 20000,1000] [--cache DIR] [WORLD...] (folders of `cautery
 * simulate`).
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FEATURES } from "../src/disposition/features.js";
import { fitDisposition, withSilences } from "../src/disposition/fit.js";
import { EXPLANATIONS } from "../src/disposition/model.js";
import { WORLD_OPTIONS, worldsOf } from "./worlds/sets.js";

const { values, positionals } = parseArgs({ options: WORLD_OPTIONS, allowPositionals: true });
const worlds = await worldsOf(values, positionals);
const clusters = worlds.flatMap((world) => world.clusters);
const { weights } = fitDisposition(withSilences(clusters));
const rows = EXPLANATIONS.map((name) => `    ${JSON.stringify(name)}: ${JSON.stringify(weights[name])},`);
const styles = new Set(worlds.map(({ style }) => style)).size;
const text = `/**
 * The shipped weights of the explanations, fitted by bench/fit-disposition.ts on the ${clusters.length} clusters of
 * ${worlds.length} worlds of ${styles} styles: an intercept, then a weight a feature (${FEATURES.length}), in nats.
 */
import type { DispositionModel } from "./model.js";

export const WEIGHTS: DispositionModel = {
  weights: {
${rows.join("\n")}
  },
};
`;
const path = join("src", "disposition", "weights.ts");
await writeFile(path, text);
console.error(`${path} written: ${text.length} bytes; format it with npm run format`);
