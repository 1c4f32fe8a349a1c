/** Merged footprints <-> one page of bytes, as stores keep many at a time: each account's id, then its footprint. */
import { ByteReader, ByteWriter } from "../tools/bytes.js";
import type { Merged, MergedWithDays } from "./merge.js";

/** The footprints are parts of `bytes`, not copies. */
export function readPage(bytes: Uint8Array): Merged[] {
  const reader = new ByteReader(bytes);
  const rows: Merged[] = [];
  while (!reader.done) {
    const account = reader.text();
    const length = reader.count();
    rows.push({ account, bytes: bytes.subarray(reader.at, reader.at + length) });
    reader.at += length;
  }
  return rows;
}

export function writePage(rows: readonly Merged[]): Uint8Array {
  const writer = new ByteWriter(rows.reduce((sum, { bytes }) => sum + bytes.length + 64, 64));
  for (const { account, bytes } of rows) {
    writer.text(account);
    writer.count(bytes.length);
    writer.copy(bytes, 0, bytes.length);
  }
  return writer.bytes();
}

/** Footprints and activity of the same accounts, each as a page. */
export function writePages(rows: readonly MergedWithDays[]): { footprints: Uint8Array; activity: Uint8Array } {
  return { footprints: writePage(rows), activity: writePage(rows.map(({ account, activity }) => ({ account, bytes: activity }))) };
}
