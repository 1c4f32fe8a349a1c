/** What the digesting threads are asked and what they answer. */
import type { PartBytes } from "../indicator/slice/segment.js";
import type { Digest } from "./digest.js";

/** Where a slice's bytes are: in a plain file (the lines that start in [from, to)), or here. */
export type SliceBytes = { path: string; from: number; to: number } | { bytes: Uint8Array };

export interface ThreadSettings {
  key: Uint8Array;
  parts: number;
}

export type Request =
  | { task: "digest"; slice: number; input: SliceBytes }
  | { task: "pack"; slice: number; fresh: Uint8Array }
  | { task: "release"; slice: number };

export type Answer =
  | { task: "digest"; slice: number; digest: Digest }
  | { task: "pack"; slice: number; segments: PartBytes[] }
  | { task: "failed"; slice: number; error: Error };
