/** What was given as `--format` -> formats, each once. */
import { UsageError } from "../../../errors.js";
import { FORMATS, type Format } from "../../../report/formats/names.js";

export function formats(text: string): Format[] {
  const names = [...new Set(text.split(",").map((name) => name.trim()))];
  const wrong = names.filter((name) => !FORMATS.includes(name as Format));
  if (wrong.length > 0) throw new UsageError(`--format ${wrong.join(",")}: the formats are ${FORMATS.join(", ")}`);
  return names as Format[];
}
