/** Numbers and texts <-> bytes: 32-bit words (little-endian), variable-length counts (LEB128) and length-prefixed UTF-8. */
const MAX_NUMBER_BYTES = 8;
export class ByteWriter {
    #bytes;
    #at = 0;
    constructor(size = 4096) {
        this.#bytes = Buffer.allocUnsafeSlow(size);
    }
    get length() {
        return this.#at;
    }
    #room(length) {
        if (this.#at + length <= this.#bytes.length)
            return;
        const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + length));
        this.#bytes.copy(grown, 0, 0, this.#at);
        this.#bytes = grown;
    }
    byte(x) {
        this.#room(1);
        this.#bytes[this.#at++] = x;
    }
    word(x) {
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
    count(x) {
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
    text(text) {
        const length = Buffer.byteLength(text);
        this.count(length);
        this.#room(length);
        this.#at += this.#bytes.write(text, this.#at, length, "utf8");
    }
    copy(from, start, end) {
        this.#room(end - start);
        this.#bytes.set(from.subarray(start, end), this.#at);
        this.#at += end - start;
    }
    append(other) {
        this.copy(other.#bytes, 0, other.#at);
    }
    clear() {
        this.#at = 0;
    }
    /** A copy of what was written. */
    bytes() {
        const copy = new Uint8Array(this.#at);
        copy.set(this.#bytes.subarray(0, this.#at));
        return copy;
    }
}
export class ByteReader {
    bytes;
    at;
    constructor(bytes, at = 0) {
        this.bytes = bytes;
        this.at = at;
    }
    get done() {
        return this.at >= this.bytes.length;
    }
    byte() {
        return this.bytes[this.at++];
    }
    word() {
        const { bytes, at } = this;
        this.at = at + 4;
        return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
    }
    count() {
        const { bytes } = this;
        let byte = bytes[this.at++];
        let x = byte & 127;
        for (let scale = 128; byte > 127; scale *= 128) {
            byte = bytes[this.at++];
            x += (byte & 127) * scale;
        }
        return x;
    }
    text() {
        const length = this.count();
        const start = this.at;
        this.at += length;
        return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, length).toString("utf8");
    }
}
//# sourceMappingURL=bytes.js.map