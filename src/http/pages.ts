/** The workbench's files -> answers to a browser: files by their names, and its first page for the addresses of its screens alone. */
import type { Context } from "hono";

/** A file as it is given out. */
export interface PageFile {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
  /** Differs where the bytes do. */
  etag: string;
}

/** By their path under the root, without a slash before it: `index.html`, `assets/index-1f2e.js`. */
export type Pages = ReadonlyMap<string, PageFile>;

/** What screens' addresses begin with: none of the API's do. */
const SCREENS = /^\/(?:(?:clusters|accounts|operators|batches|appeals|reports|settings|sign-in)(?:\/.*)?)?$/;
/** Their names have a hash of what is in them. */
const HASHED = /^assets\//;

/** The answer, or null where the path is not the workbench's. */
export function pageOf(pages: Pages, context: Context): Response | null {
  const { path } = context.req;
  const name = SCREENS.test(path) ? "index.html" : path.slice(1);
  const file = pages.get(name);
  if (file === undefined) return null;
  const zipped = takesGzip(context.req.header("accept-encoding") ?? "");
  const headers: Record<string, string> = {
    "content-type": file.type,
    "cache-control": HASHED.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
    etag: file.etag,
    vary: "accept-encoding",
    ...(zipped ? { "content-encoding": "gzip" } : {}),
  };
  const known = context.req.header("if-none-match")?.split(",") ?? [];
  if (known.some((each) => each.trim().replace(/^W\//, "") === file.etag)) return context.newResponse(null, 304, headers);
  return context.newResponse(zipped ? file.gzip : file.bytes, 200, headers);
}

/** `gzip` or `*` is among what is accepted, and not at nought. */
export const takesGzip = (accepted: string): boolean =>
  accepted.split(",").some((each) => {
    const [coding, quality = "q=1"] = each.split(";").map((part) => part.trim());
    return (coding === "gzip" || coding === "*") && Number(quality.replace("q=", "")) > 0;
  });
