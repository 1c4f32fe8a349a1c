/** A slice's bytes -> its events in columns, what could not be taken, and the event ids for the applier to judge. Pure: runs on a thread. */
import { decodeLine, survey } from "../event/decode.js";
import { eachLine } from "../event/lines.js";
import { MAX_LINE_BYTES, parseEvent } from "../event/parse.js";
import { rawText } from "../event/quarantine.js";
import { Scanner } from "../event/scanner.js";
import { Slice } from "../indicator/slice.js";
import { UsageReader } from "../indicator/usage-reader.js";
import { Values } from "../indicator/values.js";
const CARRIAGE_RETURN = 13;
/** Digests slice after slice; what it learns of one slice's values makes the next one fast. */
export class Digester {
    #token;
    #scanner = new Scanner();
    #values;
    #reader;
    constructor(token) {
        this.#token = token;
        this.#values = new Values(token);
        this.#reader = new UsageReader(this.#values, this.#scanner);
    }
    digest(bytes) {
        const slice = new Slice(this.#freshValues());
        const refusals = [];
        const fields = { dropped: 0, ignored: 0 };
        const known = survey(bytes);
        const first = hasByteOrderMark(bytes) ? 3 : 0;
        const lines = eachLine(bytes, (start, end, number) => {
            if (number === 1)
                start += first;
            if (this.#takePlain(bytes, start, end, slice) || isBlank(bytes, start, end))
                return;
            const error = take(bytes, start, end, known, slice, fields);
            if (error !== null)
                refusals.push({ line: number, error, raw: rawText(bytes.subarray(start, end)) });
        });
        const { dropped, ignored } = fields;
        return {
            slice,
            digest: { ids: idsOf(slice), refusals, events: slice.size + refusals.length, lines, droppedFields: dropped, ignoredFields: ignored },
        };
    }
    #freshValues() {
        if (this.#values.full) {
            this.#values = new Values(this.#token);
            this.#reader = new UsageReader(this.#values, this.#scanner);
        }
        return this.#values;
    }
    /** A usage event as machines write them, which is nearly every line; false where the line must be parsed to know. */
    #takePlain(bytes, start, end, slice) {
        if (end === bytes.length || end - start > MAX_LINE_BYTES)
            return false;
        if (bytes[end - 1] === CARRIAGE_RETURN)
            end--;
        return this.#scanner.scan(bytes, start, end) && this.#reader.read(bytes, slice);
    }
}
/** Why the line was refused, or null where it was taken. */
function take(bytes, start, end, known, slice, fields) {
    if (end - start > MAX_LINE_BYTES)
        return `longer than ${MAX_LINE_BYTES} bytes`;
    let value;
    try {
        value = decodeLine(bytes, start, end, known);
    }
    catch (error) {
        return `not JSON: ${error.message.slice(0, 200)}`;
    }
    const event = parseEvent(value, fields);
    if (typeof event === "string")
        return event;
    slice.add(event);
    return null;
}
function hasByteOrderMark(bytes) {
    return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
/** Only white space as JSON has it. */
function isBlank(bytes, start, end) {
    for (let i = start; i < end; i++)
        if (bytes[i] !== 32 && bytes[i] !== 9 && bytes[i] !== 13)
            return false;
    return true;
}
function idsOf(slice) {
    const ids = new Uint32Array(3 * slice.size);
    for (let row = 0; row < slice.size; row++) {
        ids[3 * row] = slice.idHi.array[row];
        ids[3 * row + 1] = slice.idLo.array[row];
        ids[3 * row + 2] = Math.floor(slice.time.array[row] / 1000);
    }
    return ids;
}
//# sourceMappingURL=digest.js.map