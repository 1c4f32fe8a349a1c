/**
 * A value -> bytes -> the same value, as `node:v8` copies it (maps, sets, dates, undefined), with typed arrays that own their memory:
 * whoever is handed one may give it to a thread, and keeps nothing else alive by it.
 */
import { DefaultDeserializer, DefaultSerializer } from "node:v8";

const KINDS = [
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigUint64Array,
  BigInt64Array,
] as const;

/** A `Buffer` is sent as the `Uint8Array` that it is. */
class Writer extends DefaultSerializer {
  _writeHostObject(view: Uint8Array): void {
    const kind = KINDS.findIndex(({ name }) => name === view[Symbol.toStringTag]);
    if (kind < 0) throw new TypeError(`${Object.prototype.toString.call(view)} cannot be sent: send an array of numbers`);
    this.writeUint32(kind);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

class Reader extends DefaultDeserializer {
  _readHostObject(): ArrayBufferView {
    const Kind = KINDS[this.readUint32()];
    if (Kind === undefined) throw new TypeError("an array of a kind that this version does not know");
    const bytes = this.readRawBytes(this.readUint32());
    const own = new Uint8Array(bytes.length);
    own.set(bytes);
    return new Kind(own.buffer);
  }
}

/** Throws where it holds what cannot be copied: a function, a promise. */
export function encode(value: unknown): Buffer {
  const writer = new Writer();
  writer.writeHeader();
  writer.writeValue(value);
  return writer.releaseBuffer();
}

/** Throws where the bytes are no value. */
export function decode(bytes: Uint8Array): unknown {
  const reader = new Reader(bytes);
  reader.readHeader();
  return reader.readValue();
}
