/** A line's bytes -> where the fields of a usage event are in it, without decoding: for lines as machines write them. Anything unusual is left to the JSON parser, which alone says what a line means. */
import { z } from "zod";
import { SCHEMAS } from "./event.js";
/** What stands in a field: nothing, a string without escapes (where it begins and ends, without its quotes), or the digits of a whole number. */
export const ABSENT = 0;
export const STRING = 1;
export const DIGITS = 2;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN = 123;
const CLOSE = 125;
const SPACE = 32;
const MOST_ATTRIBUTES = 16;
/** Bytes that stand for themselves in a JSON string: printable ASCII but the quote and the backslash. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 32 && byte < 128 && byte !== QUOTE && byte !== 92 ? 1 : 0));
/** Names met so far -> what they lead to. One step of FNV-1a (Fowler, Noll and Vo) a byte. */
const FNV_START = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
/** Where the scanner is: at the top, in an object of the schema (a number from 1), or in the open map of attributes. */
const TOP = 0;
const IN_ATTRIBUTES = 255;
/** The fields of the usage schema by number, `network.ip` as such. */
const NAMES = namesOf(SCHEMAS.usage);
const FIELD_NAMES = NAMES.filter(({ field }) => field >= 0);
/** How many fields there are. */
export const FIELDS = FIELD_NAMES.length;
/** The number of a field of the usage schema, named `model` or `network.ip`. */
export function fieldOf(path) {
    const [last, parent] = path.split(".").toReversed();
    const context = parent === undefined ? TOP : NAMES.find(({ text, field }) => text === parent && field < 0)?.opens;
    const found = FIELD_NAMES.find((name) => name.context === context && name.text === last);
    if (!found)
        throw new Error(`the usage schema has no field ${path}`);
    return found.field;
}
function namesOf(schema) {
    const names = [];
    let fields = 0;
    let contexts = TOP;
    const visit = (object, context) => {
        for (const [text, optional] of Object.entries(object.shape)) {
            const field = optional instanceof z.ZodOptional ? optional.def.innerType : optional;
            if (field instanceof z.ZodRecord)
                names.push({ context, text, field: -1, opens: IN_ATTRIBUTES });
            else if (field instanceof z.ZodObject) {
                names.push({ context, text, field: -1, opens: ++contexts });
                visit(field, contexts);
            }
            else
                names.push({ context, text, field: fields++, opens: -1 });
        }
    };
    visit(schema, TOP);
    return names;
}
const KEY_SLOTS = 256;
const seed = (context) => FNV_START ^ (context << 8);
/** Name number + 1 by slot; 0 is free. */
const SLOTS = new Uint8Array(KEY_SLOTS);
const NAME_BYTES = NAMES.map(({ text }) => Uint8Array.from(Buffer.from(text)));
for (const [number, { context }] of NAMES.entries()) {
    let slot = NAME_BYTES[number].reduce((hash, byte) => Math.imul(hash ^ byte, FNV_PRIME), seed(context)) & (KEY_SLOTS - 1);
    while (SLOTS[slot] !== 0)
        slot = (slot + 1) & (KEY_SLOTS - 1);
    SLOTS[slot] = number + 1;
}
const CONTEXT_OF = Uint8Array.from(NAMES, ({ context }) => context);
const FIELD_OF = Int8Array.from(NAMES, ({ field }) => field);
const OPENS = Uint8Array.from(NAMES, ({ opens }) => Math.max(0, opens));
/** The number of the name that these bytes are, or -1. */
function nameAt(bytes, from, to, context, hash) {
    for (let slot = hash & (KEY_SLOTS - 1); SLOTS[slot] !== 0; slot = (slot + 1) & (KEY_SLOTS - 1)) {
        const number = SLOTS[slot] - 1;
        const name = NAME_BYTES[number];
        if (CONTEXT_OF[number] !== context || name.length !== to - from)
            continue;
        let i = 0;
        while (i < name.length && name[i] === bytes[from + i])
            i++;
        if (i === name.length)
            return number;
    }
    return -1;
}
export class Scanner {
    /** Of each field: what it is, where it begins and ends, and the hash of its bytes. */
    is = new Uint8Array(FIELDS);
    from = new Int32Array(FIELDS);
    to = new Int32Array(FIELDS);
    hash = new Int32Array(FIELDS);
    /** Attributes from the first byte of the name to the last of the value, and where the name ends. */
    attributes = 0;
    attributeFrom = new Int32Array(MOST_ATTRIBUTES);
    attributeNameTo = new Int32Array(MOST_ATTRIBUTES);
    attributeTo = new Int32Array(MOST_ATTRIBUTES);
    attributeHash = new Int32Array(MOST_ATTRIBUTES);
    #at = 0;
    #hash = 0;
    /** False where the line in [from, end) is anything but plain: then the fields mean nothing. `bytes[end]` must be there. */
    scan(bytes, from, end) {
        const { is } = this;
        is.fill(ABSENT);
        this.attributes = 0;
        let context = TOP;
        let opened = 0;
        let at = from;
        if (bytes[at++] !== OPEN)
            return false;
        for (;;) {
            if (bytes[at] !== QUOTE)
                return false;
            const keyFrom = at + 1;
            if (!this.#string(bytes, at, seed(context)))
                return false;
            const keyTo = this.#at - 1;
            at = this.#at;
            if (bytes[at++] !== COLON)
                return false;
            if (bytes[at] === SPACE)
                at++;
            if (context === IN_ATTRIBUTES) {
                if (!this.#attribute(bytes, keyFrom, keyTo, at))
                    return false;
                at = this.#at;
            }
            else {
                const name = nameAt(bytes, keyFrom, keyTo, context, this.#hash);
                if (name < 0)
                    return false;
                const field = FIELD_OF[name];
                if (field < 0) {
                    if ((opened & (1 << name)) !== 0 || bytes[at++] !== OPEN)
                        return false;
                    opened |= 1 << name;
                    if (bytes[at] !== CLOSE) {
                        context = OPENS[name];
                        continue;
                    }
                    at++;
                }
                else {
                    if (is[field] !== ABSENT || !this.#value(bytes, at, field))
                        return false;
                    at = this.#at;
                }
            }
            if (bytes[at] === CLOSE && context !== TOP) {
                context = TOP;
                at++;
            }
            if (bytes[at] === CLOSE)
                return at + 1 === end;
            if (bytes[at++] !== COMMA)
                return false;
            if (bytes[at] === SPACE)
                at++;
        }
    }
    /** Reads the string that begins at `at` to behind its closing quote. */
    #string(bytes, at, hash) {
        let byte = bytes[++at];
        while (PLAIN[byte] === 1) {
            hash = Math.imul(hash ^ byte, FNV_PRIME);
            byte = bytes[++at];
        }
        this.#hash = hash;
        this.#at = at + 1;
        return byte === QUOTE;
    }
    #value(bytes, at, field) {
        const first = bytes[at];
        if (first === QUOTE) {
            if (!this.#string(bytes, at, FNV_START))
                return false;
            this.is[field] = STRING;
            this.from[field] = at + 1;
            this.to[field] = this.#at - 1;
            this.hash[field] = this.#hash;
            return true;
        }
        let hash = FNV_START;
        let end = at;
        for (let byte = first; byte >= 48 && byte <= 57; byte = bytes[++end])
            hash = Math.imul(hash ^ byte, FNV_PRIME);
        if (end === at || (first === 48 && end > at + 1))
            return false;
        this.is[field] = DIGITS;
        this.from[field] = at;
        this.to[field] = end;
        this.hash[field] = hash;
        this.#at = end;
        return true;
    }
    /** False where its name came before: the last one would count. */
    #attribute(bytes, from, nameTo, at) {
        const number = this.attributes;
        if (number === MOST_ATTRIBUTES || bytes[at] !== QUOTE)
            return false;
        if (!this.#string(bytes, at, this.#hash))
            return false;
        for (let other = 0; other < number; other++) {
            const length = this.attributeNameTo[other] - this.attributeFrom[other];
            if (length === nameTo - from && sameBytes(bytes, this.attributeFrom[other], from, length))
                return false;
        }
        this.attributeFrom[number] = from;
        this.attributeNameTo[number] = nameTo;
        this.attributeTo[number] = this.#at - 1;
        this.attributeHash[number] = this.#hash;
        this.attributes++;
        return true;
    }
}
function sameBytes(bytes, a, b, length) {
    for (let i = 0; i < length; i++)
        if (bytes[a + i] !== bytes[b + i])
            return false;
    return true;
}
//# sourceMappingURL=scanner.js.map