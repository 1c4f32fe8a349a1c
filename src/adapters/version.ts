/** Nothing -> the version of this cautery, as its package.json has it. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PermanentError } from "../errors.js";

/** package.json lies beside the sources, however deep the compiled file lies. */
export function cauteryVersion(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    const path = join(dir, "package.json");
    if (existsSync(path)) return String(JSON.parse(readFileSync(path, "utf8")).version);
  }
  throw new PermanentError("package.json is missing: install cautery again");
}
