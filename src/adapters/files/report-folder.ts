/** Files of a report -> a folder: each is there whole, or not at all. */
import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

export interface ReportFile {
  name: string;
  bytes: Uint8Array;
}

/** Returns their paths. What was there under these names is replaced. */
export async function writeReportFiles(dir: string, files: readonly ReportFile[]): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const paths: string[] = [];
  for (const { name, bytes } of files) {
    const path = join(dir, name);
    const draft = join(dir, `.${name}.${randomUUID()}`);
    try {
      const file = await open(draft, "wx");
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    paths.push(path);
  }
  return paths;
}
