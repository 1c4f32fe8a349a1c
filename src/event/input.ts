/** Paths as an analyst types them -> the inputs to read: files, folders (all their event files, sorted), `-` for standard input. Nothing is read yet. */

export type Encoding = "plain" | "gzip" | "zstd";

export interface Input {
  /** The source's name in marks and in the quarantine: the absolute path, or `-`. */
  source: string;
  path: string;
  encoding: Encoding;
  /** Bytes on disk; 0 for standard input. */
  size: number;
}

/** Throws a `UsageError` for a path that is missing or unreadable, before anything is read. */
export async function listInputs(_paths: readonly string[]): Promise<Input[]> {
  throw new Error("not yet");
}
