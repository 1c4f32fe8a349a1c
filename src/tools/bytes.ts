/** Numbers and texts <-> bytes: 32-bit words (little-endian), variable-length counts (LEB128) and length-prefixed UTF-8. */

const MAX_NUMBER_BYTES = 8;
const SHORT_RUN = 48;

export class ByteWriter {
  #bytes: Buffer;
  #at = 0;

  constructor(size = 4096) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
  }

  get length(): number {
    return this.#at;
  }

  #room(length: number): void {
    if (this.#at + length <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + length));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }

  byte(x: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = x;
  }

  word(x: number): void {
    this.#room(4);
    const bytes = this.#bytes;
    let at = this.#at;
    bytes[at++] = x;
    bytes[at++] = x >>> 8;
    bytes[at++] = x >>> 16;
    bytes[at++] = x >>> 24;
    this.#at = at;
  }

  /** A whole number from 0 to 2^53 - 1. */
  count(x: number): void {
    this.#room(MAX_NUMBER_BYTES);
    const bytes = this.#bytes;
    let at = this.#at;
    while (x > 127) {
      bytes[at++] = (x % 128) | 128;
      x = x > 0x7fffffff ? Math.floor(x / 128) : x >>> 7;
    }
    bytes[at++] = x;
    this.#at = at;
  }

  text(text: string): void {
    const length = Buffer.byteLength(text);
    this.count(length);
    this.#room(length);
    this.#at += this.#bytes.write(text, this.#at, length, "utf8");
  }

  copy(from: Uint8Array, start: number, end: number): void {
    this.#room(end - start);
    this.#bytes.set(from.subarray(start, end), this.#at);
    this.#at += end - start;
  }

  append(other: ByteWriter): void {
    this.copyFrom(other, 0, other.#at);
  }

  /** What another wrote at [start, end): short runs, as most are, without a call. */
  copyFrom(other: ByteWriter, start: number, end: number): void {
    if (end - start > SHORT_RUN) {
      this.copy(other.#bytes, start, end);
      return;
    }
    this.#room(end - start);
    const from = other.#bytes;
    const to = this.#bytes;
    let at = this.#at;
    for (let i = start; i < end; i++) to[at++] = from[i];
    this.#at = at;
  }

  clear(): void {
    this.#at = 0;
  }

  /** A copy of what was written. */
  bytes(): Uint8Array {
    const copy = new Uint8Array(this.#at);
    copy.set(this.#bytes.subarray(0, this.#at));
    return copy;
  }
}

export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    return this.bytes[this.at++];
  }

  word(): number {
    const { bytes, at } = this;
    this.at = at + 4;
    return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
  }

  count(): number {
    const { bytes } = this;
    let byte = bytes[this.at++];
    if (byte < 128) return byte;
    let x = byte & 127;
    for (let scale = 128; byte > 127; scale *= 128) {
      byte = bytes[this.at++];
      x += (byte & 127) * scale;
    }
    return x;
  }

  text(): string {
    const length = this.count();
    const start = this.at;
    this.at += length;
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, length).toString("utf8");
  }
}
