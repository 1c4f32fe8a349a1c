/** A path -> what its JSON says, within a limit. */
import { readFile, stat } from "node:fs/promises";
import { PermanentError, UsageError } from "../../errors.js";

const MOST_BYTES = 64e6;

/** `name` is what named the file, for the message. Throws a `UsageError` where it is missing, a `PermanentError` where it is no JSON. */
export async function readJson(path: string, name: string): Promise<unknown> {
  let text: string;
  try {
    if ((await stat(path)).size > MOST_BYTES) throw new PermanentError(`${path} (${name}) is larger than ${MOST_BYTES / 1e6} MB`);
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof PermanentError) throw cause;
    throw new UsageError(`cannot read ${path} (${name}): check the path`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PermanentError(`${path} (${name}) is no JSON: ${(cause as Error).message}`, { cause });
  }
}
