/** Options of a command -> the simulated worlds that dispositions are fitted and measured on. */
import { settle } from "../../src/simulate/settings.js";
import { STYLES } from "../../src/simulate/styles/styles.js";
import { type FoundWorld, worldIn, worldOf } from "./worlds.js";

/**
 * `--styles 0,1`, all unless given; `--seeds N` of each style, `--accounts 20000,1000`: of each size; `--first-seed N`; `--cache DIR` keeps
 * the worlds' clusters as this build finds them.
 */
export const WORLD_OPTIONS = {
  styles: { type: "string" },
  seeds: { type: "string", default: "1" },
  "first-seed": { type: "string", default: "3001" },
  accounts: { type: "string", default: "1500" },
  fraud: { type: "string", default: "0.06" },
  cache: { type: "string" },
} as const;

interface WorldOptions {
  styles?: string;
  seeds: string;
  "first-seed": string;
  accounts: string;
  fraud: string;
  cache?: string;
}

/** One after the other, and then those in `folders`. */
export async function worldsOf(options: WorldOptions, folders: readonly string[] = []): Promise<FoundWorld[]> {
  const worlds: FoundWorld[] = [];
  const styles = options.styles === undefined ? STYLES.map((_, style) => style) : numbers(options.styles);
  for (const accounts of numbers(options.accounts))
    for (const style of styles)
      for (let n = 0; n < Number(options.seeds); n++) {
        const seed = Number(options["first-seed"]) + 100 * style + n;
        worlds.push(await worldOf(settle({ style, seed, accounts, fraud: Number(options.fraud) }), options.cache));
        process.stderr.write(`\rstyle ${style}, seed ${seed}, ${accounts} accounts`);
      }
  for (const folder of folders) worlds.push(await worldIn(folder, options.cache));
  process.stderr.write("\n");
  return worlds;
}

const numbers = (list: string): number[] => list.split(",").map(Number);
