/**
 * A slice's fresh events -> segments: for each part of the accounts, the values that they were seen with, once each, and the rows of each
 * account. They are summed into footprints when a clustering needs them: an account has few events in one slice, and sums of few are longer
 * than they.
 */
import { ByteWriter } from "../../tools/bytes.js";
import { hash } from "../../tools/hash.js";
import { MOST_TYPE, NO_CAPABILITY, SET, type Slice, USAGE } from "./slice.js";
import { VALUE_WORDS, type Values } from "./values.js";

/** Which of `parts` an account is in. */
export function partOf(account: string, parts: number): number {
  return hash(account).lo % parts;
}

export interface PartBytes {
  part: number;
  bytes: Uint8Array;
}

/** A row's first byte: its type, and which of these follow. */
export const TYPE = MOST_TYPE;
export const PRINT = 8;
export const EXCHANGES = 16;
export const INPUT = 32;
export const OUTPUT = 64;
export const CAPABILITY = 128;
/** How many items a row has is told twice over, with this bit where its address comes before them. */
export const PLACED = 1;

/** `fresh[row]` is 1 for the rows that count. */
export function packSegments(slice: Slice, fresh: Uint8Array, parts: number): PartBytes[] {
  const { order, start } = byAccount(slice, fresh);
  const dealt: number[][] = Array.from({ length: parts }, () => []);
  for (let account = 0; account < slice.accounts.length; account++) {
    if (start[account] < start[account + 1]) dealt[slice.values.accounts.part(slice.accounts.array[account], parts)].push(account);
  }
  const segment = new SegmentWriter(slice.values);
  const packed: PartBytes[] = [];
  for (const [part, accounts] of dealt.entries()) {
    if (accounts.length === 0) continue;
    segment.begin();
    for (const account of accounts) segment.add(slice, account, order.subarray(start[account], start[account + 1]));
    packed.push({ part, bytes: segment.bytes(accounts.length) });
  }
  return packed;
}

/** Fresh rows sorted by account (a counting sort): account a's are at [start[a], start[a + 1]) of `order`. */
function byAccount(slice: Slice, fresh: Uint8Array): { order: Uint32Array; start: Uint32Array } {
  const { size, accounts } = slice;
  const start = new Uint32Array(accounts.length + 2);
  for (let row = 0; row < size; row++) if (fresh[row]) start[slice.account(row) + 2]++;
  for (let i = 2; i < start.length; i++) start[i] += start[i - 1];
  const order = new Uint32Array(start[accounts.length + 1]);
  for (let row = 0; row < size; row++) if (fresh[row]) order[start[slice.account(row) + 1]++] = row;
  return { order, start };
}

/** Things numbered in each segment as they come, by their number in the whole slice. */
class Numbers {
  readonly #number: Uint32Array;
  readonly #segment: Uint32Array;
  size = 0;

  constructor(all: number) {
    this.#number = new Uint32Array(all);
    this.#segment = new Uint32Array(all);
  }

  /** The number in this segment, from 0; -1 where it comes for the first time, and is `size - 1` from now on. */
  of(thing: number, segment: number): number {
    if (this.#segment[thing] === segment) return this.#number[thing];
    this.#segment[thing] = segment;
    this.#number[thing] = this.size++;
    return -1;
  }
}

class SegmentWriter {
  readonly #values: Values;
  readonly #valueNumbers: Numbers;
  readonly #setNumbers: Numbers;
  #segment = 0;
  /** By name, in the order in which they come. */
  readonly #attributes = new Map<string, number>();
  readonly #names = new ByteWriter(1 << 8);
  readonly #dictionary = new ByteWriter(1 << 16);
  readonly #sets = new ByteWriter(1 << 14);
  readonly #accounts = new ByteWriter(1 << 18);
  readonly #rows = new ByteWriter(1 << 12);

  constructor(values: Values) {
    this.#values = values;
    this.#valueNumbers = new Numbers(values.size);
    this.#setNumbers = new Numbers(values.sets);
  }

  begin(): void {
    this.#segment++;
    this.#valueNumbers.size = 0;
    this.#setNumbers.size = 0;
    this.#attributes.clear();
    for (const writer of [this.#names, this.#dictionary, this.#sets, this.#accounts]) writer.clear();
  }

  add(slice: Slice, account: number, rows: Uint32Array): void {
    const writer = this.#rows;
    writer.clear();
    writer.count(rows.length);
    let before = 0;
    for (const row of rows) {
      this.#writeRow(writer, slice, row, before);
      before = slice.time(row);
    }
    slice.values.accounts.write(this.#accounts, slice.accounts.array[account]);
    this.#accounts.count(writer.length);
    this.#accounts.append(writer);
  }

  #writeRow(writer: ByteWriter, slice: Slice, row: number, before: number): void {
    const type = slice.type(row);
    const exchanges = slice.exchanges(row);
    const input = slice.inputTokens(row);
    const output = slice.outputTokens(row);
    const capability = slice.capability(row);
    const printed = slice.isPrinted(row);
    let head = type;
    if (printed) head |= PRINT;
    if (type === USAGE && exchanges !== 1) head |= EXCHANGES;
    if (input >= 0) head |= INPUT;
    if (output >= 0) head |= OUTPUT;
    if (capability !== NO_CAPABILITY) head |= CAPABILITY;
    writer.byte(head);
    const later = slice.time(row) - before;
    writer.count(later >= 0 ? 2 * later : -2 * later - 1);
    if ((head & EXCHANGES) !== 0) writer.count(exchanges);
    if (input >= 0) writer.count(input);
    if (output >= 0) writer.count(output);
    if (capability !== NO_CAPABILITY) writer.byte(capability);
    const change = slice.change(row);
    if (change) {
      writer.byte(change.code);
      writer.text(change.actor);
      writer.text(change.reason);
    }
    if (printed) {
      writer.word(slice.printHi(row));
      writer.word(slice.printLo(row));
    }
    const start = slice.start(row);
    const end = slice.end(row);
    const placed = slice.isPlaced(row);
    writer.count(2 * (end - start) + (placed ? PLACED : 0));
    if (placed) {
      writer.word(slice.addressLo(row));
      writer.count(slice.addressHi(row)); // 0 of IPv4: one byte
    }
    for (let i = start; i < end; i++) {
      const item = slice.item.array[i];
      writer.count(item >= SET ? 2 * this.#setNumber(item - SET) + 1 : 2 * this.#valueNumber(item));
    }
  }

  #valueNumber(value: number): number {
    const known = this.#valueNumbers.of(value, this.#segment);
    if (known >= 0) return known;
    const writer = this.#dictionary;
    const ranked = this.#values.ranked.array;
    const at = VALUE_WORDS * value;
    const { kind, attribute } = this.#values.kinds[ranked[at]];
    writer.count(kind.code);
    if (kind.code === 0) writer.count(this.#attributeNumber(attribute));
    writer.word(ranked[at + 1]);
    writer.word(ranked[at + 2]);
    if (kind.key === "text") this.#values.writeText(writer, value);
    return this.#valueNumbers.size - 1;
  }

  #attributeNumber(name: string): number {
    const known = this.#attributes.get(name);
    if (known !== undefined) return known;
    this.#names.text(name);
    this.#attributes.set(name, this.#attributes.size);
    return this.#attributes.size - 1;
  }

  #setNumber(set: number): number {
    const known = this.#setNumbers.of(set, this.#segment);
    if (known >= 0) return known;
    const number = this.#setNumbers.size - 1;
    const { setStart, setValue } = this.#values;
    const end = setStart.array[set + 1];
    this.#sets.count(end - setStart.array[set]);
    for (let i = setStart.array[set]; i < end; i++) this.#sets.count(this.#valueNumber(setValue.array[i]));
    return number;
  }

  bytes(accounts: number): Uint8Array {
    const whole = new ByteWriter(this.#names.length + this.#dictionary.length + this.#sets.length + this.#accounts.length + 32);
    whole.count(this.#attributes.size);
    whole.append(this.#names);
    whole.count(this.#valueNumbers.size);
    whole.append(this.#dictionary);
    whole.count(this.#setNumbers.size);
    whole.append(this.#sets);
    whole.count(accounts);
    whole.append(this.#accounts);
    return whole.bytes();
  }
}
