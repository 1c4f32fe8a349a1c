/** A CSV file of edges -> an edge list and its nodes' names: bytes in, numbers out, no string for any row. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { EdgeList } from "../../cluster/search/graph.js";
import { PermanentError } from "../../errors.js";
import { hashStep, Names } from "./edge-file-names.js";

const CHUNK = 1 << 20;
const [LF, CR, QUOTE, COMMA, DOT, ZERO] = [10, 13, 34, 44, 46, 48];
const POWERS = Array.from({ length: 16 }, (_, digits) => 10 ** digits);
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export interface NamedEdges {
  /** Nodes are numbered in the order of their names: the shorter first, then by bytes. */
  edges: EdgeList;
  names: Names;
  /** The names' numbers, in order. */
  order: Uint32Array;
}

/** Rows `source,target,weight` (weight 1 where there is no third column), with a header or without; names may be quoted. */
export function readEdges(path: string): NamedEdges {
  const file = openSync(path, "r");
  try {
    const rows = new Rows(path, fstatSync(file).size);
    let buffer = Buffer.allocUnsafe(CHUNK);
    let held = 0; // bytes of a row that has not ended
    for (;;) {
      if (held === buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length);
      const read = readSync(file, buffer, held, buffer.length - held, null);
      if (read === 0) break;
      const end = held + read;
      const taken = rows.take(buffer, end);
      buffer.copyWithin(0, taken, end);
      held = end - taken;
    }
    if (held > 0) rows.take(Buffer.concat([buffer.subarray(0, held), Buffer.of(LF)]), held + 1);
    return rows.finish();
  } finally {
    closeSync(file);
  }
}

class Rows {
  private readonly names = new Names();
  private source = new Uint32Array(1 << 10);
  private target = new Uint32Array(1 << 10);
  private weight = new Float32Array(1 << 10);
  private count = 0;
  private line = 0;
  private bytes = 0;
  /** Where the field that was read last ends. */
  private at = 0;

  constructor(
    private readonly path: string,
    private readonly fileSize: number,
  ) {}

  /** Takes the whole rows of `buffer[0, end)`; returns where they end. */
  take(buffer: Buffer, end: number): number {
    const last = buffer.lastIndexOf(LF, end - 1);
    this.at = this.line === 0 && buffer.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
    while (this.at <= last) if (!this.takePlainRow(buffer)) this.takeRow(buffer);
    this.bytes += last + 1;
    return last + 1;
  }

  finish(): NamedEdges {
    const { rank, order } = this.names.sort();
    const source = this.source.subarray(0, this.count);
    const target = this.target.subarray(0, this.count);
    for (let e = 0; e < this.count; e++) {
      source[e] = rank[source[e]];
      target[e] = rank[target[e]];
    }
    return { edges: { nodes: this.names.size, source, target, weight: this.weight.subarray(0, this.count) }, names: this.names, order };
  }

  /** Most files are like this: two whole numbers and a decimal one. False, and nothing taken, where the row is otherwise. */
  private takePlainRow(buffer: Buffer): boolean {
    const begin = this.at;
    let p = begin;
    let source = 0;
    let target = 0;
    for (let digit = buffer[p] - ZERO; digit >= 0 && digit <= 9; digit = buffer[++p] - ZERO) source = 10 * source + digit;
    const middle = p + 1;
    if (buffer[p] !== COMMA || !isPlain(buffer, begin, p)) return false;
    p = middle;
    for (let digit = buffer[p] - ZERO; digit >= 0 && digit <= 9; digit = buffer[++p] - ZERO) target = 10 * target + digit;
    const end = p;
    if (buffer[p] !== COMMA || !isPlain(buffer, middle, p)) return false;
    let mantissa = 0;
    let point = 0;
    for (p++; ; p++) {
      const digit = buffer[p] - ZERO;
      if (digit >= 0 && digit <= 9) mantissa = 10 * mantissa + digit;
      else if (buffer[p] === DOT && point === 0) point = p;
      else break;
    }
    const digits = p - end - 1 - (point > 0 ? 1 : 0);
    if (buffer[p] !== LF || digits < 1 || digits > 15) return false;
    if (this.count === this.source.length) this.grow();
    this.line++;
    this.source[this.count] = this.names.internPlain(source, buffer, begin, middle - 1);
    this.target[this.count] = this.names.internPlain(target, buffer, middle, end);
    this.weight[this.count++] = mantissa / POWERS[point > 0 ? p - point - 1 : 0];
    this.at = p + 1;
    return true;
  }

  private takeRow(buffer: Buffer): void {
    this.line++;
    const begin = this.at;
    if (buffer[begin] === LF || (buffer[begin] === CR && buffer[begin + 1] === LF)) {
      this.at = begin + (buffer[begin] === LF ? 1 : 2);
      return;
    }
    if (this.line === 1 && isHeader(buffer, begin)) {
      this.at = buffer.indexOf(LF, begin) + 1;
      return;
    }
    if (this.count === this.source.length) this.grow();
    const source = this.name(buffer);
    if (buffer[this.at] !== COMMA) throw this.wrong("has one column");
    this.at++;
    this.source[this.count] = source;
    this.target[this.count] = this.name(buffer);
    this.weight[this.count++] = this.number(buffer);
  }

  private name(buffer: Buffer): number {
    if (buffer[this.at] === QUOTE) return this.quotedName(buffer);
    const from = this.at;
    let p = from;
    let hash = 0;
    for (let byte = buffer[p]; byte !== COMMA && byte !== LF && byte !== CR; byte = buffer[++p]) hash = hashStep(hash, byte);
    if (p === from) throw this.wrong("has a node without a name");
    this.at = p;
    return this.names.intern(buffer, from, p, hash);
  }

  private quotedName(buffer: Buffer): number {
    const bytes: number[] = [];
    let p = this.at + 1;
    for (; ; p++) {
      const byte = buffer[p];
      if (byte === LF || byte === undefined) throw this.wrong("has a quote that does not end; names cannot hold a line break");
      if (byte === QUOTE && buffer[++p] !== QUOTE) break;
      bytes.push(byte);
    }
    if (bytes.length === 0) throw this.wrong("has a node without a name");
    this.at = p;
    return this.names.intern(Uint8Array.from(bytes), 0, bytes.length, bytes.reduce(hashStep, 0));
  }

  /** The third column, and past the end of the row. Digits with a point are summed by hand, anything else is left to `Number`. */
  private number(buffer: Buffer): number {
    if (buffer[this.at] !== COMMA) {
      this.endRow(buffer);
      return 1;
    }
    const from = this.at + 1;
    let p = from;
    let mantissa = 0;
    let scale = -1; // digits after the point, -1 before it
    for (let byte = buffer[p]; ; byte = buffer[++p]) {
      if (byte >= ZERO && byte <= ZERO + 9) {
        mantissa = 10 * mantissa + byte - ZERO;
        if (scale >= 0) scale++;
      } else if (byte === DOT && scale < 0) scale = 0;
      else break;
    }
    this.at = p;
    let value = mantissa / POWERS[Math.min(15, Math.max(0, scale))];
    const digits = p - from - (scale < 0 ? 0 : 1);
    if (digits < 1 || digits > 15 || (buffer[p] !== LF && buffer[p] !== CR)) {
      while (buffer[this.at] !== LF && buffer[this.at] !== CR && buffer[this.at] !== COMMA) this.at++;
      const text = buffer.toString("latin1", from, this.at).trim();
      value = text === "" ? Number.NaN : Number(text);
    }
    if (!(value >= 0 && value < Infinity))
      throw this.wrong(`has the weight '${buffer.toString("utf8", from, this.at)}'; weights must be numbers, finite and not negative`);
    this.endRow(buffer);
    return value;
  }

  private endRow(buffer: Buffer): void {
    if (buffer[this.at] === CR) this.at++;
    if (buffer[this.at] !== LF) throw this.wrong("has more columns than source, target and weight");
    this.at++;
  }

  private wrong(what: string): PermanentError {
    return new PermanentError(`${this.path}, line ${this.line}: the row ${what}; rows are source,target,weight`);
  }

  /** To what the whole file will need, judging by the rows so far. */
  private grow(): void {
    const rowBytes = Math.max(1, this.at + this.bytes) / this.count;
    const length = Math.max(2 * this.count, Math.min(0x7fffffff, Math.ceil((1.02 * this.fileSize) / rowBytes)));
    const copy = <T extends Uint32Array | Float32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.source = copy(this.source, new Uint32Array(length));
    this.target = copy(this.target, new Uint32Array(length));
    this.weight = copy(this.weight, new Float32Array(length));
  }
}

/** One to eight digits, the first of several not 0. */
function isPlain(buffer: Buffer, from: number, to: number): boolean {
  return to > from && to - from <= 8 && (buffer[from] !== ZERO || to - from === 1);
}

/** A first row that says `source`, or has a word for a weight. */
function isHeader(buffer: Buffer, from: number): boolean {
  const cells = buffer.toString("utf8", from, buffer.indexOf(LF, from)).toLowerCase().replaceAll('"', "").split(",");
  const source = cells[0].trim();
  const weight = cells.length < 3 ? "" : cells.at(-1)!.trim();
  return source === "source" || (/^[a-z_]+$/.test(weight) && !/^(nan|inf|infinity)$/.test(weight));
}
