/**
 * Account ids, met slice after slice -> a number each, and what is asked of each again and again: its bytes and the hash that deals it into
 * a part.
 */
import { ByteTable, UNKNOWN } from "../../tools/byte-table.js";
import { ByteWriter } from "../../tools/bytes.js";
import { words } from "../../tools/growing.js";
import { hash } from "../../tools/hash.js";

export class AccountTable {
  readonly #known = new ByteTable();
  /** Where each id begins in `names`, length first; and where the last one ends. */
  readonly #start = words();
  readonly names = new ByteWriter();
  readonly #hashLo = words();

  constructor() {
    this.#start.push(0);
  }

  get size(): number {
    return this.#hashLo.length;
  }

  /** Of the id that is these bytes, UTF-8. */
  at(view: DataView, from: number, to: number): number {
    const known = this.#known.get(view, from, to);
    if (known !== UNKNOWN) return known;
    const name = Buffer.from(view.buffer, view.byteOffset + from, to - from).toString("utf8");
    this.names.text(name);
    this.#start.push(this.names.length);
    this.#hashLo.push(hash(name).lo);
    return this.#known.put(view, from, to, this.size - 1);
  }

  of(name: string): number {
    const bytes = Buffer.from(name);
    return this.at(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
  }

  /** Which of `parts` it is in: as `partOf` says of its name. */
  part(number: number, parts: number): number {
    return this.#hashLo.array[number] % parts;
  }

  /** Writes its name, length first. */
  write(writer: ByteWriter, number: number): void {
    writer.copyFrom(this.names, this.#start.array[number], this.#start.array[number + 1]);
  }
}
