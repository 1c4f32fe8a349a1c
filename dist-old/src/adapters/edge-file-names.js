/** Names as bytes -> node numbers, interned without making strings; and their canonical order. */
import { PermanentError } from "../errors.js";
/** Open addressing with linear probing; names lie one after another in one buffer. */
export class Names {
    size = 0;
    /** Name i is bytes [start[i], start[i + 1]). */
    start = new Uint32Array(1 << 12);
    bytes = Buffer.allocUnsafe(1 << 16);
    hash = new Int32Array(1 << 12);
    table = new Int32Array(1 << 13);
    /** The number of the name in `source[from, to)`, whose `hashOf` is `hash`. */
    intern(source, from, to, hash) {
        const { table } = this;
        const mask = table.length - 1;
        for (let slot = (hash ^ (hash >>> 15)) & mask;; slot = (slot + 1) & mask) {
            const entry = table[slot];
            if (entry === 0)
                return this.add(source, from, to, hash, slot);
            if (this.hash[entry - 1] === hash && this.equals(entry - 1, source, from, to))
                return entry - 1;
        }
    }
    /** Shortest first, then by bytes: whole numbers come in their order. Returns each name's place and the names in order. */
    sort() {
        const order = sortByBytes(this);
        const rank = new Uint32Array(this.size);
        for (let i = 0; i < order.length; i++)
            rank[order[i]] = i;
        return { rank, order };
    }
    equals(name, source, from, to) {
        let at = this.start[name];
        if (this.start[name + 1] - at !== to - from)
            return false;
        const { bytes } = this;
        for (let p = from; p < to; p++, at++)
            if (bytes[at] !== source[p])
                return false;
        return true;
    }
    add(source, from, to, hash, slot) {
        const name = this.size++;
        let end = this.start[name];
        if (end + to - from > 0xffffffff)
            throw new PermanentError("the names of the nodes take more than 4 GiB; give the nodes shorter names");
        if (end + to - from > this.bytes.length) {
            const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, end + to - from));
            this.bytes.copy(larger, 0, 0, end);
            this.bytes = larger;
        }
        for (let p = from; p < to; p++)
            this.bytes[end++] = source[p];
        this.hash[name] = hash;
        this.table[slot] = name + 1;
        this.start[name + 1] = end;
        if (this.size + 1 === this.start.length)
            this.grow();
        return name;
    }
    grow() {
        const start = new Uint32Array(2 * this.start.length);
        start.set(this.start);
        this.start = start;
        const hash = new Int32Array(2 * this.hash.length);
        hash.set(this.hash);
        this.hash = hash;
        this.table = new Int32Array(2 * this.table.length);
        const mask = this.table.length - 1;
        for (let i = 0; i < this.size; i++) {
            let slot = (hash[i] ^ (hash[i] >>> 15)) & mask;
            while (this.table[slot] !== 0)
                slot = (slot + 1) & mask;
            this.table[slot] = i + 1;
        }
    }
}
/** One step of the hash of a name: start from 0, a step for each byte. */
export function hashStep(hash, byte) {
    return Math.imul(hash ^ byte, 0x9e3779b1) ^ (hash >>> 16);
}
/** Below this many, names are compared one by one. */
const FEW = 32;
/** By length, then by four bytes at a time (radix sort, most significant first). */
function sortByBytes({ size, start, bytes }) {
    const order = new Uint32Array(size);
    for (let i = 0; i < size; i++)
        order[i] = i;
    const key = new Uint32Array(size);
    const length = (name) => start[name + 1] - start[name];
    const compare = (a, b) => length(a) - length(b) || bytes.compare(bytes, start[b], start[b + 1], start[a], start[a + 1]);
    const word = (name, offset) => {
        let value = 0;
        for (let p = 0; p < 4; p++)
            value = (value << 8) | (offset + p < length(name) ? bytes[start[name] + offset + p] : 0);
        return value >>> 0;
    };
    const sortRange = (from, to, keyOf, next) => {
        if (to - from <= FEW) {
            order.subarray(from, to).sort(compare);
            return;
        }
        for (let i = from; i < to; i++)
            key[order[i]] = keyOf(order[i]);
        radixSort(order.subarray(from, to), key);
        for (let i = from; i < to;) {
            let end = i + 1;
            while (end < to && key[order[end]] === key[order[i]])
                end++;
            if (end - i > 1)
                next(i, end);
            i = end;
        }
    };
    const byWord = (offset) => (from, to) => {
        if (offset < length(order[from]))
            sortRange(from, to, (name) => word(name, offset), byWord(offset + 4));
    };
    sortRange(0, size, length, byWord(0));
    return order;
}
/** Least significant 16 bits first, stable. */
function radixSort(order, key) {
    const spare = new Uint32Array(order.length);
    const digits = order.length < 4096 ? 8 : 16;
    let from = order;
    let to = spare;
    for (let shift = 0; shift < 32; shift += digits) {
        const next = new Uint32Array((1 << digits) + 1);
        const mask = (1 << digits) - 1;
        for (const name of from)
            next[((key[name] >>> shift) & mask) + 1]++;
        for (let d = 0; d <= mask; d++)
            next[d + 1] += next[d];
        for (const name of from)
            to[next[(key[name] >>> shift) & mask]++] = name;
        [from, to] = [to, from];
    }
}
//# sourceMappingURL=edge-file-names.js.map