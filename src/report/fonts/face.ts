/** A font's file (TrueType) -> which characters it has, and how wide each is. */
import { PermanentError } from "../../errors.js";

export interface Face {
  covers(code: number): boolean;
  /** In ems; 0 where the font lacks it. */
  advance(code: number): number;
}

/** Throws a `PermanentError` where the bytes are no font with a Unicode character map. */
export function readFace(bytes: Uint8Array): Face {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    tables.set(String.fromCharCode(...bytes.subarray(entry, entry + 4)), view.getUint32(entry + 8));
  }
  const at = (name: string): number => {
    const offset = tables.get(name);
    if (offset === undefined)
      throw new PermanentError(`the font has no table "${name}": make the files in fonts/ anew, as fonts/README.md says`);
    return offset;
  };
  const unitsPerEm = view.getUint16(at("head") + 18);
  const widths = view.getUint16(at("hhea") + 34);
  const hmtx = at("hmtx");
  const glyphs = glyphsByCode(view, at("cmap"));
  return {
    covers: (code) => glyphs.has(code),
    advance(code) {
      const glyph = glyphs.get(code);
      return glyph === undefined ? 0 : view.getUint16(hmtx + 4 * Math.min(glyph, widths - 1)) / unitsPerEm;
    },
  };
}

/** Of the character maps that are there the widest: 12 has all of Unicode, 4 its first plane (OpenType, cmap). */
function glyphsByCode(view: DataView, cmap: number): Map<number, number> {
  const byFormat = new Map<number, number>();
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const offset = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    byFormat.set(view.getUint16(offset), offset);
  }
  const wide = byFormat.get(12);
  if (wide !== undefined) return segmentedCoverage(view, wide);
  const narrow = byFormat.get(4);
  if (narrow !== undefined) return segmentMapping(view, narrow);
  throw new PermanentError("the font has no character map of format 4 or 12: make the files in fonts/ anew, as fonts/README.md says");
}

function segmentedCoverage(view: DataView, table: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let i = 0; i < view.getUint32(table + 12); i++) {
    const group = table + 16 + 12 * i;
    const first = view.getUint32(group);
    const last = view.getUint32(group + 4);
    for (let code = first; code <= last; code++) glyphs.set(code, view.getUint32(group + 8) + code - first);
  }
  return glyphs;
}

function segmentMapping(view: DataView, table: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const twice = view.getUint16(table + 6);
  const [ends, starts, deltas, ranges] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice].map((offset) => table + offset);
  for (let i = 0; i < twice; i += 2) {
    const delta = view.getUint16(deltas + i);
    const range = view.getUint16(ranges + i);
    for (let code = view.getUint16(starts + i); code <= view.getUint16(ends + i) && code !== 0xffff; code++) {
      const named = range === 0 ? code : view.getUint16(ranges + i + range + 2 * (code - view.getUint16(starts + i)));
      const glyph = named === 0 ? 0 : (named + delta) & 0xffff;
      if (glyph > 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}
