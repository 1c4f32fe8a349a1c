/** Rows of evidence -> a number each, equal ones the same, in the order that they were met: open addressing, as there are millions. */
import type { LinkEvidence } from "../../../model/link.js";
import { words } from "../../../tools/growing.js";
import { mix32 } from "../../../tools/mix.js";

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

export class EvidenceTable {
  readonly rows: LinkEvidence[] = [];
  /** Number + 1 by slot; 0 is free. */
  #slots = new Uint32Array(1024);
  /** By number, the slot that it is in. */
  readonly #slotOf = words();

  numberOf(row: LinkEvidence): number {
    if (this.rows.length * 2 >= this.#slots.length) this.#grow();
    const slots = this.#slots;
    const slot = this.#slotFor(row);
    if (slots[slot] !== 0) return slots[slot] - 1;
    this.rows.push(row);
    this.#slotOf.push(slot);
    slots[slot] = this.rows.length;
    return this.rows.length - 1;
  }

  clear(): void {
    for (let number = 0; number < this.rows.length; number++) this.#slots[this.#slotOf.array[number]] = 0;
    this.rows.length = 0;
    this.#slotOf.clear();
  }

  /** Where the row is, or belongs. */
  #slotFor(row: LinkEvidence): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(row) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) if (isSame(this.rows[slots[slot] - 1], row)) return slot;
    return slot;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    this.#slotOf.clear();
    for (let number = 0; number < this.rows.length; number++) {
      const slot = this.#slotFor(this.rows[number]);
      this.#slots[slot] = number + 1;
      this.#slotOf.push(slot);
    }
  }
}

const isSame = (x: LinkEvidence, y: LinkEvidence) => x === y || (Object.is(x.bits, y.bits) && x.value === y.value && x.kind === y.kind);

function hashOf({ kind, value, bits }: LinkEvidence): number {
  double[0] = bits;
  let hash = Math.imul(halves[0] ^ kind.length, 0x9e3779b1) ^ halves[1];
  for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x85ebca6b);
  return mix32(hash);
}
