/**
 * Many texts -> a few blocks of bytes and numbers, nothing for the collector, that may be handed to another thread; and a place by text.
 */
import { words } from "../../tools/growing.js";
import { hash } from "../../tools/hash.js";

/** Of one block; a longer text has one of its own. */
const BLOCK_BYTES = 1 << 20;

export interface TextColumn {
  blocks: Uint8Array[];
  /** Of each text its block, and where it begins and ends in it. */
  block: Uint32Array;
  from: Uint32Array;
  to: Uint32Array;
  form: Form;
}

/**
 * How texts are kept: `exact` is whole whatever they hold, two bytes a unit where one does not do, by the lowest bit of `block`; `utf8` is
 * for texts without half surrogate pairs, as JSON is.
 */
type Form = "exact" | "utf8";

export class TextWriter {
  readonly #form: Form;
  readonly #blocks: Buffer[] = [];
  readonly #block = words();
  readonly #from = words();
  readonly #to = words();
  #used = 0;

  constructor(form: Form = "exact") {
    this.#form = form;
  }

  add(text: string): void {
    const isWide = this.#form === "exact" && !isNarrow(text);
    const encoding = this.#form === "utf8" ? "utf8" : isWide ? "utf16le" : "latin1";
    const bytes = encoding === "utf8" ? Buffer.byteLength(text) : text.length * (isWide ? 2 : 1);
    const last = this.#blocks.at(-1);
    if (last === undefined || this.#used + bytes > last.length) {
      this.#blocks.push(Buffer.alloc(Math.max(BLOCK_BYTES, bytes)));
      this.#used = 0;
    }
    this.#blocks.at(-1)!.write(text, this.#used, encoding);
    this.#block.push(2 * (this.#blocks.length - 1) + Number(isWide));
    this.#from.push(this.#used);
    this.#to.push(this.#used + bytes);
    this.#used += bytes;
  }

  column(): TextColumn {
    return {
      blocks: this.#blocks.map(({ buffer, byteOffset, length }) => new Uint8Array(buffer, byteOffset, length)),
      block: this.#block.trimmed(),
      from: this.#from.trimmed(),
      to: this.#to.trimmed(),
      form: this.#form,
    };
  }
}

const isNarrow = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
};

export class Texts {
  readonly #column: TextColumn;
  readonly #blocks: readonly Buffer[];

  constructor(column: TextColumn) {
    this.#column = column;
    this.#blocks = column.blocks.map(({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length));
  }

  get length(): number {
    return this.#column.block.length;
  }

  at(i: number): string {
    const { block, from, to, form } = this.#column;
    const encoding = form === "utf8" ? "utf8" : block[i] & 1 ? "utf16le" : "latin1";
    return this.#blocks[block[i] >> 1].toString(encoding, from[i], to[i]);
  }

  slice(from: number, to: number): string[] {
    return Array.from({ length: Math.max(0, Math.min(to, this.length) - from) }, (_, i) => this.at(from + i));
  }
}

/** Texts, no two the same -> their places + 1 by hash, 0 where a slot is free: open addressing. */
export function placesByText(texts: Texts): Uint32Array {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * texts.length + 2)));
  for (let i = 0; i < texts.length; i++) {
    let slot = hash(texts.at(i)).lo & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = i + 1;
  }
  return slots;
}

/** The place of a text among those that `slots` was made of; -1 where it is none of them. */
export function placeOfText(texts: Texts, slots: Uint32Array, text: string): number {
  for (let slot = hash(text).lo & (slots.length - 1); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1))
    if (texts.at(slots[slot] - 1) === text) return slots[slot] - 1;
  return -1;
}
