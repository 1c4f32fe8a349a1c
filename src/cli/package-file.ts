/** Nothing -> where package.json is: beside the sources, however deep the compiled file lies. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PermanentError } from "../errors.js";

export function packageFile(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, "package.json"))) return join(dir, "package.json");
  }
  throw new PermanentError("package.json is missing: install cautery again");
}
