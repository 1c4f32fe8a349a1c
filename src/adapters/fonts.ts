/** The folder `fonts/` of the package -> the fonts that reports are set in. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PermanentError } from "../errors.js";
import { type Fonts, fontsFrom } from "../report/fonts/fonts.js";

/** Above this file, in the source tree and in the build. */
export function fontsDir(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, "fonts", "OFL.txt"))) return join(dir, "fonts");
  }
  throw new PermanentError("the fonts that ship with the package are gone: install it again");
}

let fonts: Fonts | null = null;

/** Read once: they never change. */
export function readFonts(): Fonts {
  if (fonts) return fonts;
  const dir = fontsDir();
  fonts = fontsFrom((name) => readFileSync(join(dir, name)));
  return fonts;
}
