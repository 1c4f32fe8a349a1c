/**
 * The name of a folder of real data -> tests that run on it where it is at hand; elsewhere they are reported as not run, and under CI that
 * is a failure.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import { notRun } from "./not-run.js";

const SHARED = process.env.CAUTERY_SHARED ?? fileURLToPath(new URL("../../../shared", import.meta.url));

/** `tests` is given the path of the folder. */
export function describeWithData(folder: string, name: string, tests: (path: string) => void): void {
  const path = join(SHARED, "data", folder);
  if (existsSync(path)) describe(name, () => tests(path));
  else notRun(name, `${path} is not here: put the real data there, or name its folder with CAUTERY_SHARED`);
}
