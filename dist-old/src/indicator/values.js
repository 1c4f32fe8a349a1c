/** Indicator values as they come, slice after slice, each known by a number: its kind, its rank and its text. A value that comes again is hashed once. */
import { parseAddress } from "../event/address.js";
import { words } from "./columns.js";
import { hash } from "./hash.js";
import { KINDS, kindOf } from "./kinds.js";
import { PairTable } from "./pair-table.js";
import { rankOf } from "./rank.js";
/** A text beside its key is at most this long; the key is of all of it. */
const TEXT_LENGTH = 200;
export const VALUE_WORDS = 4;
/** About how many bytes a value takes beside its text. */
const VALUE_BYTES = 128;
const MOST_BYTES = 96 * 1024 * 1024;
const IPV6_48 = 0xffff0000;
const IPV4_24 = 0xffffff00;
const entryOf = (kind, attribute) => ({ kind, attribute, known: new Map(), pairs: new PairTable() });
export class Values {
    /** By kind number: registry kinds at their code, attributes after them. */
    kinds = [];
    #attributes = new Map();
    #pairs = new PairTable();
    #groups = new Map();
    /** `VALUE_WORDS` words a value, side by side so that memory is waited for once: its kind number and both halves of its rank. */
    ranked = words();
    text = [];
    #token;
    #bytes = 0;
    constructor(token) {
        this.#token = token;
        for (const kind of KINDS)
            this.kinds[kind.code] = entryOf(kind, "");
        this.kinds[0] = entryOf(kindOf(""), "");
    }
    /** Whether it is time to begin anew: memory is bounded, and who holds a slice holds its values. */
    get full() {
        return this.#bytes > MOST_BYTES;
    }
    /** Tells of memory that is held for a value of this length. */
    hold(length) {
        this.#bytes += VALUE_BYTES + length;
    }
    /** The kind number of an attribute. */
    attribute(name) {
        let kind = this.#attributes.get(name);
        if (kind === undefined) {
            kind = this.kinds.length;
            this.hold(name.length);
            this.kinds.push(entryOf(kindOf(`attributes.${name}`), name));
            this.#attributes.set(name, kind);
        }
        return kind;
    }
    /** A value of a `text` or `token` kind as it was sent; `normalise` is only asked where it comes for the first time. -1 where nothing is left. */
    of(kind, sent, normalise) {
        const { known } = this.kinds[kind];
        let number = known.get(sent);
        if (number === undefined) {
            const text = normalise(sent).trim();
            number = text === "" ? -1 : this.#add(kind, text);
            known.set(sent, number);
            this.hold(typeof sent === "string" ? sent.length : 0);
        }
        return number;
    }
    /** The numbers of all values that come of one text, which is asked for them the first time only. */
    group(text, numbersOf) {
        let numbers = this.#groups.get(text);
        if (numbers === undefined) {
            numbers = numbersOf(text, this);
            this.#groups.set(text, numbers);
            this.hold(text.length + 8 * numbers.length);
        }
        return numbers;
    }
    /** Two numbers -> one, so that a value may be made of more than two. */
    pair(a, b) {
        const number = this.#pairs.get(a, b);
        return number >= 0 ? number : this.#pairs.put(a, b, this.#pairs.size);
    }
    /** A value made of two others, known by their numbers; -1 where it comes for the first time. */
    pairOf(kind, a, b) {
        return this.kinds[kind].pairs.get(a, b);
    }
    /** A value made of two others that comes for the first time. */
    addPair(kind, a, b, text) {
        return this.kinds[kind].pairs.put(a, b, this.#add(kind, text));
    }
    #add(kind, text) {
        const entry = this.kinds[kind].kind;
        if (entry.key === "token")
            return this.ofKey(kind, this.#token(entry.name, text), "");
        return this.ofKey(kind, hash(text), text.slice(0, TEXT_LENGTH));
    }
    /** An address (`address` kinds) or its network (`prefix` kinds). */
    ofAddress(kind, ip) {
        const entry = this.kinds[kind];
        let number = entry.known.get(ip);
        if (number === undefined) {
            const { version, hi, lo } = parseAddress(ip); // the schema has checked it
            const mask = entry.kind.key === "address" ? 0xffffffff : version === 4 ? IPV4_24 : IPV6_48;
            number = this.ofKey(kind, { hi, lo: (lo & mask) >>> 0 }, "");
            entry.known.set(ip, number);
            this.hold(ip.length);
        }
        return number;
    }
    ofKey(kind, key, text) {
        const rank = rankOf(this.kinds[kind].kind, key);
        this.ranked.push(kind);
        this.ranked.push(rank.hi);
        this.ranked.push(rank.lo);
        this.ranked.push(0);
        this.text.push(text);
        this.hold(text.length);
        return this.text.length - 1;
    }
}
//# sourceMappingURL=values.js.map