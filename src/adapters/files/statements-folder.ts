/**
 * Statements of reasons -> a folder that only its owner reads: users.ndjson, internal.ndjson, and dsa-0001.ndjson and so on, of a hundred
 * lines each; every file is put in place whole.
 */
import { chmod, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Statements } from "../../enforcement/statements/statements.js";
import { PermanentError } from "../../errors.js";

const LOT_FILE = /^dsa-\d{4,}\.ndjson$/;

/**
 * `out` is made where it is missing, and its mode set; lots that an earlier call left there and this one does not have are gone after it.
 * `checkpoint`: the audit log's signed head, kept beside them.
 */
export async function writeStatements(out: string, { users, internal, dsa }: Statements, checkpoint: string | null = null): Promise<void> {
  await mkdir(out, { recursive: true, mode: 0o700 })
    .then(() => chmod(out, 0o700))
    .catch((cause: Error) => {
      throw new PermanentError(`cannot make the folder ${out}: ${cause.message}; name one that is yours with --out`, { cause });
    });
  const lots = dsa.map((lot, i) => [`dsa-${String(i + 1).padStart(4, "0")}.ndjson`, lot] as const);
  const files = [["users.ndjson", users] as const, ["internal.ndjson", internal] as const, ...lots];
  for (const [name, rows] of files) await writeWhole(join(out, name), rows);
  if (checkpoint !== null) await writeWhole(join(out, "checkpoint"), checkpoint);
  const written = new Set<string>(files.map(([name]) => name));
  for (const name of await readdir(out)) if (LOT_FILE.test(name) && !written.has(name)) await rm(join(out, name));
}

/** Beside its place first, so that nobody meets half a file. */
async function writeWhole(path: string, content: readonly object[] | string): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  try {
    await rm(aside, { force: true }); // one that a killed process left has its own mode
    await writeFile(aside, typeof content === "string" ? content : lines(content), { mode: 0o600, flag: "wx", flush: true });
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true });
    throw new PermanentError(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** Some at a time: a text of all of them would be larger than need be. */
function* lines(rows: readonly object[], together = 1_000): Generator<string> {
  for (let from = 0; from < rows.length; from += together)
    yield rows
      .slice(from, from + together)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join("");
}
