/** Runs of bytes with their hash -> a number each: open addressing, compared byte by byte, no string made. What was worked out for a value once is found again by its bytes. */
import { mix32 } from "./hash.js";
/** Not in the table. */
export const UNKNOWN = -2147483648;
/** A slot is four words side by side, so that a look-up waits for memory once: the hash, where the bytes start in the pool plus 1 (0 is free), their length, the number. */
const ROW = 4;
export class ByteTable {
    #pool = new Uint8Array(1 << 12);
    #filled = 0;
    #size = 0;
    #capacity = 64;
    #rows = new Int32Array(ROW * this.#capacity);
    /** The number that was put there, or `UNKNOWN`. */
    get(bytes, from, to, hash) {
        const rows = this.#rows;
        const pool = this.#pool;
        const mask = this.#capacity - 1;
        const length = to - from;
        for (let slot = mix32(hash) & mask;; slot = (slot + 1) & mask) {
            const at = ROW * slot;
            const start = rows[at + 1] - 1;
            if (start < 0)
                return UNKNOWN;
            if (rows[at] !== hash || rows[at + 2] !== length)
                continue;
            let i = 0;
            while (i < length && pool[start + i] === bytes[from + i])
                i++;
            if (i === length)
                return rows[at + 3];
        }
    }
    /** They must not be in it; returns the number. `hash` has 32 bits with a sign. */
    put(bytes, from, to, hash, number) {
        if (this.#size * 2 >= this.#capacity)
            this.#grow();
        const length = to - from;
        if (this.#filled + length > this.#pool.length) {
            const pool = new Uint8Array(Math.max(2 * this.#pool.length, this.#filled + length));
            pool.set(this.#pool.subarray(0, this.#filled));
            this.#pool = pool;
        }
        const at = this.#free(hash);
        this.#rows[at] = hash;
        this.#rows[at + 1] = this.#filled + 1;
        this.#rows[at + 2] = length;
        this.#rows[at + 3] = number;
        for (let i = from; i < to; i++)
            this.#pool[this.#filled++] = bytes[i];
        this.#size++;
        return number;
    }
    #free(hash) {
        const mask = this.#capacity - 1;
        let slot = mix32(hash) & mask;
        while (this.#rows[ROW * slot + 1] !== 0)
            slot = (slot + 1) & mask;
        return ROW * slot;
    }
    #grow() {
        const old = this.#rows;
        this.#capacity *= 2;
        this.#rows = new Int32Array(ROW * this.#capacity);
        for (let at = 0; at < old.length; at += ROW)
            if (old[at + 1] !== 0)
                this.#rows.set(old.subarray(at, at + ROW), this.#free(old[at]));
    }
}
//# sourceMappingURL=byte-table.js.map