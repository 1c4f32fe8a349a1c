/** The sightings in footprints, account by account in canonical order -> a column set a kind (CSR), values numbered in order of first appearance. */
import { BytePool } from "./byte-pool.js";
import { words } from "./columns.js";
import { kindOfCode } from "./footprint.js";
import { Interner } from "./intern.js";
import { keyOfRank } from "./rank.js";
import { KEY_TEXT } from "./text.js";
const SATURATED_32 = 0xffffffff;
export class SightingsBuilder {
    #accounts;
    /** By code, or by an attribute's name. */
    #kinds = new Map();
    constructor(accounts) {
        this.#accounts = accounts;
    }
    /** The lists of account i, from the reader's place to its end. */
    lay(i, reader) {
        for (let lists = reader.count(); lists > 0; lists--) {
            const code = reader.count();
            const attribute = code === 0 ? reader.text() : "";
            const key = code === 0 ? attribute : code;
            let columns = this.#kinds.get(key);
            if (!columns) {
                columns = new KindColumns(kindOfCode(code, attribute), this.#accounts);
                this.#kinds.set(key, columns);
            }
            columns.lay(i, reader);
        }
    }
    finish() {
        const all = [...this.#kinds.values()].map((columns) => columns.finish());
        return new Map(all.sort((a, b) => (a.kind < b.kind ? -1 : 1)).map((sightings) => [sightings.kind, sightings]));
    }
}
class KindColumns {
    #kind;
    #start;
    #values = new Interner();
    #texts;
    #value = words();
    #first = words();
    #last = words();
    #count = words();
    #byTime;
    #filledTo = 0;
    constructor(kind, accounts) {
        this.#kind = kind;
        this.#byTime = kind.sample === "bucket";
        this.#start = new Uint32Array(accounts + 1);
        this.#texts = kind.key === "text" ? new BytePool() : null;
    }
    lay(i, reader) {
        this.#fillTo(i);
        const from = this.#value.length;
        for (let n = reader.count(); n > 0; n--) {
            const key = keyOfRank(this.#kind, reader.word(), reader.word());
            const first = reader.word();
            const last = first + reader.count();
            const count = Math.min(reader.count(), SATURATED_32);
            const values = this.#values.size;
            const value = this.#values.intern(key.hi, key.lo);
            if (this.#texts) {
                const length = reader.count();
                if (value === values)
                    this.#texts.add(reader.bytes, reader.at, reader.at + length);
                reader.at += length;
            }
            this.#insert(from, value, first, last, count);
        }
    }
    /** Keeps the account's sightings, which begin at `from`, in order: by time for `bucket` kinds, else by value. They are few. */
    #insert(from, newValue, newFirst, newLast, newCount) {
        this.#value.push(newValue);
        this.#first.push(newFirst);
        this.#last.push(newLast);
        this.#count.push(newCount);
        const value = this.#value.array;
        const first = this.#first.array;
        let at = this.#value.length - 1;
        const end = at;
        if (this.#byTime)
            while (at > from && (first[at - 1] - newFirst || value[at - 1] - newValue) >= 0)
                at--;
        else
            while (at > from && value[at - 1] >= newValue)
                at--;
        if (at === end)
            return;
        insertAt(value, at, end, newValue);
        insertAt(first, at, end, newFirst);
        insertAt(this.#last.array, at, end, newLast);
        insertAt(this.#count.array, at, end, newCount);
    }
    /** Accounts before i that had nothing of this kind end where they began. */
    #fillTo(i) {
        for (; this.#filledTo <= i; this.#filledTo++)
            this.#start[this.#filledTo] = this.#value.length;
    }
    finish() {
        this.#fillTo(this.#start.length - 1);
        const keyHi = trimmed(this.#values.hi);
        const keyLo = trimmed(this.#values.lo);
        const texts = this.#texts;
        const fromKey = KEY_TEXT[this.#kind.key];
        return {
            kind: this.#kind.name,
            start: this.#start,
            value: trimmed(this.#value),
            first: trimmed(this.#first),
            last: trimmed(this.#last),
            count: trimmed(this.#count),
            keyHi,
            keyLo,
            text: texts ? (v) => texts.get(v).toString("utf8") : (v) => fromKey(keyHi[v], keyLo[v]),
        };
    }
}
/** Moves [at, end) up by one and puts `x` in its place; most moves are too short for `copyWithin` to pay. */
function insertAt(array, at, end, x) {
    for (let i = end; i > at; i--)
        array[i] = array[i - 1];
    array[at] = x;
}
const trimmed = ({ array, length }) => array.slice(0, length);
//# sourceMappingURL=sightings.js.map