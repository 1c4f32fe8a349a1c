/** One kind's columns in all parts -> its sightings: accounts in canonical order, values numbered in order of first appearance. */
import { type FirstNumbers, firstNumbers } from "../../tools/first-numbers.js";
import { Interner } from "../../tools/intern.js";
import type { Kind } from "../kinds/kind.js";
import { KEY_TEXT } from "../normalise/text.js";
import type { Sightings } from "../population.js";
import type { Places } from "./account-columns.js";
import type { KindColumns } from "./kind-columns.js";
import { type TextColumn, textAt } from "./texts.js";

/** `pieces`: by part; those that have none of the kind are undefined. */
export function layKind(kind: Kind, pieces: readonly (KindColumns | undefined)[], places: Places): Sightings {
  const start = startsOf(pieces, places);
  const numbered = kind.key === "text" ? withTexts(pieces, places, start) : withoutTexts(kind, pieces, places, start);
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

type Numbered = FirstNumbers & Pick<Sightings, "text">;

function startsOf(pieces: readonly (KindColumns | undefined)[], { part, row }: Places): Uint32Array {
  const start = new Uint32Array(part.length + 1);
  for (let i = 0; i < part.length; i++) {
    const from = pieces[part[i]]?.start;
    start[i + 1] = start[i] + (from ? from[row[i] + 1] - from[row[i]] : 0);
  }
  return start;
}

/** The rows of each account, in the order of the places: a column that has one number a row. */
function gather(
  name: "first" | "last" | "count" | "keyHi" | "keyLo",
  pieces: readonly (KindColumns | undefined)[],
  { part, row }: Places,
  start: Uint32Array,
): Uint32Array {
  const to = new Uint32Array(start[start.length - 1]);
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

function withoutTexts(kind: Kind, pieces: readonly (KindColumns | undefined)[], places: Places, start: Uint32Array): Numbered {
  const numbers = firstNumbers(gather("keyHi", pieces, places, start), gather("keyLo", pieces, places, start));
  return { ...numbers, text: shownBy(kind, numbers) };
}

/** A function of its own, so that it holds on to nothing but what it reads. */
function shownBy(kind: Kind, { keyHi, keyLo }: Pick<Sightings, "keyHi" | "keyLo">): Sightings["text"] {
  const text = KEY_TEXT[kind.key]!;
  return (v) => text(keyHi[v], keyLo[v]);
}

/** What a value is in the parts: looked up once each, since the same come again and again. */
function withTexts(pieces: readonly (KindColumns | undefined)[], { part, row }: Places, start: Uint32Array): Numbered {
  const known = pieces.map((piece) => new Int32Array(piece?.keyHi.length ?? 0).fill(-1));
  const value = new Uint32Array(start[start.length - 1]);
  const values = new NumberedTexts(pieces.map((piece) => piece?.texts ?? null));
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
  readonly #texts: readonly (TextColumn | null)[];
  readonly #numbers = new Interner();
  /** Of each number, in which part its text is, and which of its texts. */
  readonly #part: number[] = [];
  readonly #text: number[] = [];

  constructor(texts: readonly (TextColumn | null)[]) {
    this.#texts = texts;
  }

  number(hi: number, lo: number, part: number, text: number): number {
    const before = this.#numbers.size;
    const number = this.#numbers.intern(hi, lo);
    if (number === before) {
      this.#part.push(part);
      this.#text.push(text);
    }
    return number;
  }

  finished(): Omit<Numbered, "value"> {
    const [part, text, texts] = [Uint16Array.from(this.#part), Uint32Array.from(this.#text), this.#texts];
    return {
      keyHi: this.#numbers.hi.trimmed(),
      keyLo: this.#numbers.lo.trimmed(),
      text: (v) => textAt(texts[part[v]]!, text[v]),
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
  return most <= 0xff ? Uint8Array.from(column) : most <= 0xffff ? Uint16Array.from(column) : column;
}
