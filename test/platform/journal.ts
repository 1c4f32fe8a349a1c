/**
 * A file of NDJSON that outlives `kill -9`: what was appended has been handed to the system before `append` returns. A last line that was
 * cut off was answered to nobody, and is dropped when the file is opened again.
 */
import { closeSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";

export interface Journal {
  append(lines: readonly unknown[]): void;
  close(): void;
}

/** Opens the file, made where it is missing, and hands each line that it has to `replay`, in order. */
export function openJournal(path: string, replay: (line: never) => void): Journal {
  const file = openSync(path, "a+", 0o600);
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(path, end);
  for (const line of bytes.subarray(0, end).toString().split("\n")) if (line !== "") replay(JSON.parse(line) as never);
  return {
    append(lines) {
      let rest = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
    },
    close: () => closeSync(file),
  };
}
