/** A CSV file of edges -> an edge list and its nodes' names: bytes in, numbers out, no string for any row. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { PermanentError } from "../errors.js";
import { hashStep, Names } from "./edge-file-names.js";
const CHUNK = 1 << 20;
const [LF, CR, QUOTE, COMMA, DOT, ZERO] = [10, 13, 34, 44, 46, 48];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** Rows `source,target,weight` (weight 1 where there is no third column), with a header or without; names may be quoted. */
export function readEdges(path) {
    const file = openSync(path, "r");
    try {
        const rows = new Rows(path, fstatSync(file).size);
        let buffer = Buffer.allocUnsafe(CHUNK);
        let held = 0; // bytes of a row that has not ended
        for (;;) {
            if (held === buffer.length)
                buffer = Buffer.concat([buffer], 2 * buffer.length);
            const read = readSync(file, buffer, held, buffer.length - held, null);
            if (read === 0)
                break;
            const end = held + read;
            const taken = rows.take(buffer, end);
            buffer.copyWithin(0, taken, end);
            held = end - taken;
        }
        if (held > 0)
            rows.take(Buffer.concat([buffer.subarray(0, held), Buffer.of(LF)]), held + 1);
        return rows.finish();
    }
    finally {
        closeSync(file);
    }
}
class Rows {
    path;
    fileSize;
    names = new Names();
    source = new Uint32Array(1 << 10);
    target = new Uint32Array(1 << 10);
    weight = new Float32Array(1 << 10);
    count = 0;
    line = 0;
    bytes = 0;
    /** Where the field that was read last ends. */
    at = 0;
    constructor(path, fileSize) {
        this.path = path;
        this.fileSize = fileSize;
    }
    /** Takes the whole rows of `buffer[0, end)`; returns where they end. */
    take(buffer, end) {
        const last = buffer.lastIndexOf(LF, end - 1);
        this.at = this.line === 0 && buffer.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
        while (this.at <= last)
            this.takeRow(buffer);
        this.bytes += last + 1;
        return last + 1;
    }
    finish() {
        const { rank, order } = this.names.sort();
        const source = this.source.subarray(0, this.count);
        const target = this.target.subarray(0, this.count);
        for (let e = 0; e < this.count; e++) {
            source[e] = rank[source[e]];
            target[e] = rank[target[e]];
        }
        return { edges: { nodes: this.names.size, source, target, weight: this.weight.subarray(0, this.count) }, names: this.names, order };
    }
    takeRow(buffer) {
        this.line++;
        const begin = this.at;
        if (buffer[begin] === LF || (buffer[begin] === CR && buffer[begin + 1] === LF)) {
            this.at = begin + (buffer[begin] === LF ? 1 : 2);
            return;
        }
        if (this.line === 1 && isHeader(buffer, begin)) {
            this.at = buffer.indexOf(LF, begin) + 1;
            return;
        }
        if (this.count === this.source.length)
            this.grow();
        const source = this.name(buffer);
        if (buffer[this.at] !== COMMA)
            throw this.wrong("has one column");
        this.at++;
        this.source[this.count] = source;
        this.target[this.count] = this.name(buffer);
        this.weight[this.count++] = this.number(buffer);
    }
    name(buffer) {
        if (buffer[this.at] === QUOTE)
            return this.quotedName(buffer);
        const from = this.at;
        let p = from;
        let hash = 0;
        for (let byte = buffer[p]; byte !== COMMA && byte !== LF && byte !== CR; byte = buffer[++p])
            hash = hashStep(hash, byte);
        if (p === from)
            throw this.wrong("has a node without a name");
        this.at = p;
        return this.names.intern(buffer, from, p, hash);
    }
    quotedName(buffer) {
        const bytes = [];
        let p = this.at + 1;
        for (;; p++) {
            const byte = buffer[p];
            if (byte === LF || byte === undefined)
                throw this.wrong("has a quote that does not end; names cannot hold a line break");
            if (byte === QUOTE && buffer[++p] !== QUOTE)
                break;
            bytes.push(byte);
        }
        if (bytes.length === 0)
            throw this.wrong("has a node without a name");
        this.at = p;
        return this.names.intern(Uint8Array.from(bytes), 0, bytes.length, bytes.reduce(hashStep, 0));
    }
    /** The third column, and past the end of the row. Digits with a point are summed by hand, anything else is left to `Number`. */
    number(buffer) {
        if (buffer[this.at] !== COMMA) {
            this.endRow(buffer);
            return 1;
        }
        const from = this.at + 1;
        let p = from;
        let mantissa = 0;
        let scale = -1; // digits after the point, -1 before it
        for (let byte = buffer[p];; byte = buffer[++p]) {
            if (byte >= ZERO && byte <= ZERO + 9) {
                mantissa = 10 * mantissa + byte - ZERO;
                if (scale >= 0)
                    scale++;
            }
            else if (byte === DOT && scale < 0)
                scale = 0;
            else
                break;
        }
        this.at = p;
        let value = mantissa / 10 ** Math.max(0, scale);
        const digits = p - from - (scale < 0 ? 0 : 1);
        if (digits < 1 || digits > 15 || (buffer[p] !== LF && buffer[p] !== CR)) {
            while (buffer[this.at] !== LF && buffer[this.at] !== CR && buffer[this.at] !== COMMA)
                this.at++;
            const text = buffer.toString("latin1", from, this.at).trim();
            value = text === "" ? Number.NaN : Number(text);
        }
        if (!(value >= 0 && value < Infinity))
            throw this.wrong(`has the weight '${buffer.toString("utf8", from, this.at)}'; weights must be numbers, finite and not negative`);
        this.endRow(buffer);
        return value;
    }
    endRow(buffer) {
        if (buffer[this.at] === CR)
            this.at++;
        if (buffer[this.at] !== LF)
            throw this.wrong("has more columns than source, target and weight");
        this.at++;
    }
    wrong(what) {
        return new PermanentError(`${this.path}, line ${this.line}: the row ${what}; rows are source,target,weight`);
    }
    /** To what the whole file will need, judging by the rows so far. */
    grow() {
        const rowBytes = Math.max(1, this.at + this.bytes) / this.count;
        const length = Math.max(2 * this.count, Math.min(0x7fffffff, Math.ceil((1.02 * this.fileSize) / rowBytes)));
        const copy = (from, to) => {
            to.set(from);
            return to;
        };
        this.source = copy(this.source, new Uint32Array(length));
        this.target = copy(this.target, new Uint32Array(length));
        this.weight = copy(this.weight, new Float32Array(length));
    }
}
/** A first row that says `source`, or has a word for a weight. */
function isHeader(buffer, from) {
    const cells = buffer.toString("utf8", from, buffer.indexOf(LF, from)).toLowerCase().replaceAll('"', "").split(",");
    const source = cells[0].trim();
    const weight = cells.length < 3 ? "" : cells.at(-1).trim();
    return source === "source" || (/^[a-z_]+$/.test(weight) && !/^(nan|inf|infinity)$/.test(weight));
}
//# sourceMappingURL=edge-file.js.map