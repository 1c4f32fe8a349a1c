/**
 * The model-based test of approvals (`test/enforcement/model.test.ts`) on many more sequences than the unit tests play: no call without a
 * quorum that stands.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { UsageError } from "../../src/errors.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const TEST = "test/enforcement/model.test.ts";

/** `sequences`: how many. Ends the process where one lets a call begin that should not. */
export function benchQuorum(sequences = 10_000): void {
  if (!(sequences >= 1)) throw new UsageError("quorum wants a number of sequences, such as 10000");
  const start = performance.now();
  const { status } = spawnSync("npx", ["vitest", "run", "--project", "unit", TEST], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, CAUTERY_SEQUENCES: String(sequences) },
  });
  if (status !== 0) process.exit(1);
  console.log(`${sequences} sequences, none with a call that had no quorum: ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
