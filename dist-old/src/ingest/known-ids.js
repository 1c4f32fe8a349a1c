import { IdTable, WINDOW_S } from "./id-table.js";
const DAY_S = 86_400;
/** Kept beyond the window, so that events which come late rarely ask the ledger. */
const MARGIN_S = 15 * DAY_S;
const LATEST_S = 0xffffffff;
/** The present is where at least this share of the ids held, and this many, are no older: a few lines from a wrong future don't move it. */
const PRESENT_SHARE = 0.01;
const PRESENT_LEAST = 1000;
/** Of a slice's events, at most this share may lie before what memory is made to hold. */
const STRAGGLERS = 0.02;
const LATEST_SLICES = 16;
export class KnownIds {
    #store;
    #table = new IdTable();
    #days = new Map();
    #floor = LATEST_S;
    #ledger = 0;
    #reviewAt = PRESENT_LEAST;
    /** What the latest slices needed: memory holds it even where the stream goes back in time. */
    #lows = [];
    constructor(store) {
        this.#store = store;
    }
    /** The ledger's number up to which the store's ids are known. */
    get ledger() {
        return this.#ledger;
    }
    /** Takes in what was committed since, by whomever. */
    async catchUp() {
        const ledger = await this.#store.ledger();
        if (this.#ledger === 0 && ledger === 0)
            this.#floor = 0; // nothing is complete
        if (ledger === this.#ledger)
            return;
        if (this.#floor < LATEST_S)
            await this.#read(this.#ledger, ledger, this.#floor, LATEST_S);
        this.#ledger = ledger;
    }
    /** Makes memory hold what most of a slice needs; call before `archived` and `has`. */
    async cover(ids) {
        if (ids.length === 0)
            return;
        const low = Math.max(0, quantile(ids, STRAGGLERS) - WINDOW_S - MARGIN_S);
        this.#lows = [low, ...this.#lows.slice(0, LATEST_SLICES - 1)];
        if (low >= this.#floor)
            return;
        await this.#read(0, this.#ledger, low, this.#floor);
        this.#floor = low;
    }
    /** The ids before what memory holds that a slice's older events could repeat; null where it has none. */
    async archived(ids) {
        const wanted = new Set();
        let from = LATEST_S;
        let to = 0;
        for (let i = 0; i < ids.length; i += 3) {
            const time = ids[i + 2];
            if (time - WINDOW_S >= this.#floor)
                continue;
            wanted.add(ids[i]);
            from = Math.min(from, Math.max(0, time - WINDOW_S));
            to = Math.max(to, Math.min(time + WINDOW_S, this.#floor - 1));
        }
        if (wanted.size === 0 || this.#floor === 0)
            return null;
        const found = new IdTable(4);
        for await (const slice of this.#store.ids(0, from, to)) {
            if (slice.ledger >= this.#ledger)
                break;
            eachId(slice.ids, (hi, lo, time) => {
                if (time < this.#floor && wanted.has(hi))
                    found.add(hi, lo, time);
            });
        }
        return found;
    }
    has(hi, lo, seconds) {
        return this.#table.has(hi, lo, seconds);
    }
    /** The commit with this ledger number stands: what it took has counted. */
    accept(ids) {
        this.#ledger++;
        eachId(ids, (hi, lo, time) => this.#add(hi, lo, time));
        if (this.#table.size > this.#reviewAt)
            this.#review();
    }
    #add(hi, lo, time) {
        this.#table.add(hi, lo, time, this.#floor);
        const day = Math.floor(time / DAY_S);
        this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
    }
    async #read(from, to, earliest, latest) {
        for await (const { ledger, ids } of this.#store.ids(from, earliest, latest)) {
            if (ledger >= to)
                break;
            eachId(ids, (hi, lo, time) => {
                if (time >= earliest && time <= latest)
                    this.#add(hi, lo, time);
            });
        }
    }
    /** Lets memory go of what lies a window and its margin before the present. */
    #review() {
        this.#reviewAt = this.#table.size * 1.1;
        const least = Math.max(PRESENT_LEAST, this.#table.size * PRESENT_SHARE);
        let later = 0;
        for (const day of [...this.#days.keys()].sort((a, b) => b - a)) {
            later += this.#days.get(day);
            if (later < least)
                continue;
            this.#floor = Math.max(this.#floor, Math.min(day * DAY_S - WINDOW_S - MARGIN_S, ...this.#lows));
            break;
        }
        for (const day of this.#days.keys())
            if ((day + 1) * DAY_S <= this.#floor)
                this.#days.delete(day);
    }
}
/** Each id of a committed slice: 12 bytes, little-endian. */
export function eachId(ids, take) {
    const view = new DataView(ids.buffer, ids.byteOffset, ids.length);
    for (let at = 0; at < ids.length; at += 12)
        take(view.getUint32(at, true), view.getUint32(at + 4, true), view.getUint32(at + 8, true));
}
function quantile(ids, share) {
    const times = new Uint32Array(ids.length / 3);
    for (let i = 0; i < times.length; i++)
        times[i] = ids[3 * i + 2];
    times.sort();
    return times[Math.floor(times.length * share)];
}
//# sourceMappingURL=known-ids.js.map