/**
 * One kind's columns in all parts -> its sightings: accounts in canonical order, values numbered in order of first appearance. What it
 * makes is in memory that threads share.
 */

import { words } from "../../tools/growing.js";
import { Interner } from "../../tools/intern.js";
import { sharedWords } from "../../tools/shared.js";
import type { Kind } from "../kinds/kind.js";
import { KEY_TEXT } from "../normalise/text.js";
import type { Sightings } from "../population.js";
import type { Places } from "./account-columns.js";
import { type FirstNumbers, firstNumbers } from "./first-numbers.js";
import type { KindColumns } from "./kind-columns.js";
import { type TextColumn, textAt } from "./texts.js";

/** What of a part's columns is laid: not the texts. */
export type Piece = Omit<KindColumns, "texts">;
type Pieces = readonly (Piece | undefined)[];

/** Sightings whose texts are where they were: each value's in which part, and which of its texts; null of kinds without. */
export interface Laid extends Omit<Sightings, "text"> {
  texts: { part: Uint32Array; text: Uint32Array } | null;
}

/** `pieces`: by part; those that have none of the kind are undefined. */
export function layKind(kind: Kind, pieces: Pieces, places: Places): Laid {
  const start = startsOf(pieces, places);
  const numbered = kind.key === "text" ? withTexts(pieces, places, start) : withoutTexts(pieces, places, start);
  const column = (name: "first" | "last" | "count") => (kind.asked.includes(name) ? gather(name, pieces, places, start) : null);
  const [first, last, count] = [column("first"), column("last"), column("count")];
  sortRows(
    start,
    kind.sample === "bucket" ? first : null,
    numbered.value,
    [first, last, count].filter((one) => one !== null),
  );
  return { kind: kind.name, start, ...numbered, first, last, count: count && narrow(count) };
}

/** `texts`: by part. */
export function sightingsOf(kind: Kind, { texts, ...laid }: Laid, columns: readonly (TextColumn | null)[]): Sightings {
  return { ...laid, text: texts ? keptTexts(texts, columns) : shownBy(kind, laid) };
}

/** A function of its own each, so that neither holds on to what it does not read. */
function keptTexts({ part, text }: NonNullable<Laid["texts"]>, columns: readonly (TextColumn | null)[]): Sightings["text"] {
  return (v) => textAt(columns[part[v]]!, text[v]);
}

function shownBy(kind: Kind, { keyHi, keyLo }: Pick<Sightings, "keyHi" | "keyLo">): Sightings["text"] {
  const text = KEY_TEXT[kind.key]!;
  return (v) => text(keyHi[v], keyLo[v]);
}

type Numbered = FirstNumbers & Pick<Laid, "texts">;

function startsOf(pieces: Pieces, { part, row }: Places): Uint32Array {
  const start = sharedWords(part.length + 1);
  for (let i = 0; i < part.length; i++) {
    const from = pieces[part[i]]?.start;
    start[i + 1] = start[i] + (from ? from[row[i] + 1] - from[row[i]] : 0);
  }
  return start;
}

/** The rows of each account, in the order of the places: a column that has one number a row. */
function gather(
  name: "first" | "last" | "count" | "keyHi" | "keyLo",
  pieces: Pieces,
  { part, row }: Places,
  start: Uint32Array,
): Uint32Array {
  const to = sharedWords(start[start.length - 1]);
  for (let i = 0; i < part.length; i++) {
    const end = start[i + 1];
    if (start[i] === end) continue;
    const piece = pieces[part[i]]!;
    const from = piece[name]!;
    let r = piece.start[row[i]];
    for (let s = start[i]; s < end; s++) to[s] = from[r++];
  }
  return to;
}

function withoutTexts(pieces: Pieces, places: Places, start: Uint32Array): Numbered {
  return { ...firstNumbers(gather("keyHi", pieces, places, start), gather("keyLo", pieces, places, start)), texts: null };
}

/** What a value is in the parts: looked up once each, since the same come again and again. */
function withTexts(pieces: Pieces, { part, row }: Places, start: Uint32Array): Numbered {
  const known = pieces.map((piece) => new Int32Array(piece?.keyHi.length ?? 0).fill(-1));
  const value = sharedWords(start[start.length - 1]);
  const values = new NumberedTexts();
  for (let i = 0; i < part.length; i++) {
    const end = start[i + 1];
    if (start[i] === end) continue;
    const p = part[i];
    const piece = pieces[p]!;
    const from = piece.value!;
    let r = piece.start[row[i]];
    for (let s = start[i]; s < end; s++, r++) {
      const local = from[r];
      if (known[p][local] < 0) known[p][local] = values.number(piece.keyHi[local], piece.keyLo[local], p, local);
      value[s] = known[p][local];
    }
  }
  return { value, ...values.finished() };
}

/** Values with texts, numbered as they come. */
export class NumberedTexts {
  readonly #numbers = new Interner();
  /** Of each number, in which part its text is, and which of its texts. */
  readonly #part = words();
  readonly #text = words();

  number(hi: number, lo: number, part: number, text: number): number {
    const before = this.#numbers.size;
    const number = this.#numbers.intern(hi, lo);
    if (number === before) {
      this.#part.push(part);
      this.#text.push(text);
    }
    return number;
  }

  finished(): Pick<Numbered, "keyHi" | "keyLo"> & { texts: NonNullable<Laid["texts"]> } {
    return {
      keyHi: this.#numbers.hi.shared(),
      keyLo: this.#numbers.lo.shared(),
      texts: { part: this.#part.shared(), text: this.#text.shared() },
    };
  }
}

/**
 * Puts each account's rows in order: by time where there are times, then by value. They are few, and most are in order: each is moved up to
 * its place, and the same in the other columns.
 */
export function sortRows(start: Uint32Array, times: Uint32Array | null, value: Uint32Array, columns: readonly Uint32Array[]): void {
  for (let i = 0; i + 1 < start.length; i++) {
    const from = start[i];
    for (let s = from + 1; s < start[i + 1]; s++) {
      let at = s;
      if (times) while (at > from && (times[at - 1] - times[s] || value[at - 1] - value[s]) >= 0) at--;
      else while (at > from && value[at - 1] >= value[s]) at--;
      if (at === s) continue;
      moveDown(value, at, s);
      for (const column of columns) moveDown(column, at, s);
    }
  }
}

/** Puts what is at `from` at `to`, and what is from there on one up. */
function moveDown(array: Uint32Array, to: number, from: number): void {
  const x = array[from];
  for (let i = from; i > to; i--) array[i] = array[i - 1];
  array[to] = x;
}

/** The same numbers, as narrow as they allow. */
function narrow(column: Uint32Array): Uint8Array | Uint16Array | Uint32Array {
  let most = 0;
  for (let s = 0; s < column.length; s++) if (column[s] > most) most = column[s];
  if (most > 0xffff) return column;
  const to = most > 0xff ? new Uint16Array(new SharedArrayBuffer(2 * column.length)) : new Uint8Array(new SharedArrayBuffer(column.length));
  to.set(column);
  return to;
}
