/** A report's files -> a folder of their own in a folder: whole or not at all, and once, whoever dies while it is written. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PermanentError } from "../../errors.js";
import { type ReportFile, writeReportFiles } from "./report-folder.js";

const DRAFT = ".cautery-draft-";

/** One process at a time. What is there under the name stays as it is. Throws a `PermanentError` where nothing can be written there. */
export async function dropReport(dir: string, name: string, files: readonly ReportFile[]): Promise<void> {
  const place = join(dir, name);
  try {
    await mkdir(dir, { recursive: true });
    for (const left of await readdir(dir)) if (left.startsWith(`${DRAFT}${name}-`)) await rm(join(dir, left), { recursive: true });
    if (existsSync(place)) return;
    const draft = join(dir, `${DRAFT}${name}-${randomUUID()}`);
    await writeReportFiles(draft, files);
    await rename(draft, place);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new PermanentError(`a report cannot be written to ${dir} (${why}): make room there, or let this process write there`, { cause });
  }
}
