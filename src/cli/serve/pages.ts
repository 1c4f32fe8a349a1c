/** The workbench as it was built -> its files in memory, plain and compressed: there are few, and none is read that is not among them. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { PermanentError } from "../../errors.js";
import type { PageFile, Pages } from "../../http/pages.js";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** `folder` is `dist/ui`. Throws where it was not built, or holds what has no type here. */
export function pagesIn(folder: string): Pages {
  let entries: string[];
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (cause) {
    throw new PermanentError(`the workbench is not built: there is no ${folder}; 'npm run build' makes it`, { cause });
  }
  return new Map(entries.map((path) => [relative(folder, path).split(sep).join("/"), fileOf(path)]));
}

function fileOf(path: string): PageFile {
  const type = TYPES[extname(path)];
  if (type === undefined) throw new PermanentError(`the workbench holds a file of no known type: ${path}`);
  const bytes = new Uint8Array(readFileSync(path));
  const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
  return { type, bytes, gzip: new Uint8Array(gzipSync(bytes, { level: 9 })), etag };
}
