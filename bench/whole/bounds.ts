/** What was measured and what it may be at most -> a table with yes or no, and the exit code. */
import { formatTable } from "../../src/cli/text/format.js";
import { FULL } from "./sizes.js";

export interface Bound {
  what: string;
  measured: number;
  most: number;
  unit: string;
}

/** A bound that is missed fails the process at full size only: it was set for that. */
export function printBounds(bounds: readonly Bound[], accounts: number, full = FULL): void {
  const missed = bounds.filter(({ measured, most }) => !(measured <= most));
  const rows = bounds.map((bound) => [
    bound.what,
    `${bound.measured.toFixed(2)}${bound.unit}`,
    `${bound.most}${bound.unit}`,
    missed.includes(bound) ? "no" : "yes",
  ]);
  console.log(`\n${formatTable([["bound", "measured", "at most", "held"], ...rows])}`);
  if (missed.length === 0) return;
  if (accounts >= full) process.exitCode = 1;
  else console.log(`  (bounds are for ${full.toLocaleString("en-US")} accounts: here a missed one fails nothing)`);
}
