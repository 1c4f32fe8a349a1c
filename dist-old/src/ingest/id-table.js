/** Event ids (64-bit hashes) with the time of the event that counted: open addressing in typed arrays, in many small tables so that growth never stalls. */
/** An id that comes again within this of the event that counted is a duplicate. */
export const WINDOW_S = 60 * 86_400;
/** Load is kept between these: about 15 bytes an id. */
const FULL = 0.82;
const GROWTH = 1.17;
const ROOMY = 0.6;
const SMALLEST = 16;
/** A slot is three words side by side, so that a look-up waits for memory once: seconds + 1 (0 is free), and both halves of the hash. */
const ROW = 3;
const tableOf = (slots) => ({ size: 0, slots, rows: new Uint32Array(ROW * slots) });
export class IdTable {
    #tables;
    #shift;
    size = 0;
    /** `bits`: as many tables as 2 to its power, at least 1. `expected`: how many ids it takes without growing. */
    constructor(bits = 10, expected = 0) {
        this.#shift = 32 - bits;
        const slots = Math.max(SMALLEST, Math.ceil(expected / (1 << bits) / ROOMY));
        this.#tables = Array.from({ length: 1 << bits }, () => tableOf(slots));
    }
    get bytes() {
        return this.#tables.reduce((sum, { rows }) => sum + rows.byteLength, 0);
    }
    /** Whether the id counted within the window of this time. It may be there more than once, at times further apart. */
    has(hi, lo, seconds) {
        const { rows, slots } = this.#tables[hi >>> this.#shift];
        const end = ROW * slots;
        for (let at = slotOf(lo, slots); rows[at] !== 0; at = at + ROW === end ? 0 : at + ROW) {
            if (rows[at + 2] === lo && rows[at + 1] === hi && Math.abs(rows[at] - 1 - seconds) <= WINDOW_S)
                return true;
        }
        return false;
    }
    /** When a table is full, it lets go of what is older than `floor` before it grows. */
    add(hi, lo, seconds, floor = 0) {
        const number = hi >>> this.#shift;
        if (this.#tables[number].size + 1 > this.#tables[number].slots * FULL)
            this.#rehash(number, floor);
        const table = this.#tables[number];
        put(table, hi, lo, Math.min(seconds + 1, 0xffffffff));
        this.size++;
    }
    #rehash(number, floor) {
        const old = this.#tables[number];
        const { rows } = old;
        let live = 0;
        for (let at = 0; at < rows.length; at += ROW)
            if (rows[at] > floor)
                live++;
        const table = tableOf(Math.max(SMALLEST, Math.ceil(((live + 1) / FULL) * GROWTH)));
        for (let at = 0; at < rows.length; at += ROW)
            if (rows[at] > floor)
                put(table, rows[at + 1], rows[at + 2], rows[at]);
        this.size += table.size - old.size;
        this.#tables[number] = table;
    }
}
/** Where the search for a hash begins in `rows`. */
function slotOf(lo, slots) {
    return ROW * Math.floor((lo / 0x1_0000_0000) * slots);
}
function put(table, hi, lo, time) {
    const { rows, slots } = table;
    let at = slotOf(lo, slots);
    while (rows[at] !== 0)
        at = at + ROW === rows.length ? 0 : at + ROW;
    rows[at] = time;
    rows[at + 1] = hi;
    rows[at + 2] = lo;
    table.size++;
}
//# sourceMappingURL=id-table.js.map