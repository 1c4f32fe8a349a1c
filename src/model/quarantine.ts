/** A line that could not be taken -> its row in `quarantine.ndjson`. */

/** `raw` is at most 4,000 bytes of UTF-8, invalid bytes replaced. `line` counts from 1. */
export interface QuarantinedLine {
  source: string;
  line: number;
  error: string;
  raw: string;
}

/** A line that was refused before it could be read as an event, and why. */
export interface RefusedLine {
  error: string;
  raw: string;
}

const RAW_BYTES = 4000;

/** The start of a line, cut between characters. */
export function rawText(line: Uint8Array): string {
  let text = Buffer.from(line.buffer, line.byteOffset, Math.min(line.length, RAW_BYTES)).toString("utf8").replaceAll("\0", "\ufffd");
  while (Buffer.byteLength(text) > RAW_BYTES || (line.length > RAW_BYTES && text.endsWith("\ufffd"))) text = text.slice(0, -1);
  return text;
}
