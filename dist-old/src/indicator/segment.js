/** A slice's fresh events -> segments: for each part of the accounts, their partial footprints, with each text stored once. */
import { ByteWriter } from "./bytes.js";
import { AccountSum, HOURS, TOKEN_BINS } from "./footprint.js";
import { hash } from "./hash.js";
import { kindOf } from "./kinds.js";
import { bucketOf } from "./rank.js";
import { NO_CAPABILITY, SIGNUP, STATUS, USAGE } from "./slice.js";
import { VALUE_WORDS } from "./values.js";
/** Which of `parts` an account is in. */
export function partOf(account, parts) {
    return hash(account).lo % parts;
}
const PROMPT = kindOf("prompt");
const PROMPT_VALUE = kindOf("prompt_value");
const HOUR_S = 3600;
/** 1 January 1970 was a Thursday. */
const EPOCH_HOUR_OF_WEEK = 72;
/** `fresh[row]` is 1 for the rows that count. */
export function packSegments(slice, fresh, parts) {
    const { order, start } = byAccount(slice, fresh);
    const dealt = Array.from({ length: parts }, () => []);
    for (let account = 0; account < slice.accounts.length; account++) {
        if (start[account] < start[account + 1])
            dealt[partOf(slice.accounts[account], parts)].push(account);
    }
    const sum = new AccountSum();
    const texts = new TextNumbers(slice.values.text);
    const packed = [];
    for (const [part, accounts] of dealt.entries()) {
        if (accounts.length === 0)
            continue;
        const segment = new SegmentWriter(texts);
        for (const account of accounts) {
            sum.clear();
            for (let i = start[account]; i < start[account + 1]; i++)
                addRow(sum, slice, order[i]);
            segment.add(slice.accounts[account], sum);
        }
        packed.push({ part, bytes: segment.bytes(accounts.length) });
    }
    return packed;
}
/** Fresh rows sorted by account (a counting sort): account a's are at [start[a], start[a + 1]) of `order`. */
function byAccount({ account, size, accounts }, fresh) {
    const start = new Uint32Array(accounts.length + 2);
    for (let row = 0; row < size; row++)
        if (fresh[row])
            start[account.array[row] + 2]++;
    for (let i = 2; i < start.length; i++)
        start[i] += start[i - 1];
    const order = new Uint32Array(start[accounts.length + 1]);
    for (let row = 0; row < size; row++)
        if (fresh[row])
            order[start[account.array[row] + 1]++] = row;
    return { order, start };
}
function addRow(sum, slice, row) {
    const time = slice.time.array[row];
    const type = slice.type.array[row];
    const seconds = Math.floor(time / 1000);
    sum.events++;
    if (time < sum.first)
        sum.first = time;
    if (time > sum.last)
        sum.last = time;
    if (type === SIGNUP && time < sum.signup)
        sum.signup = time;
    if (type === USAGE)
        addUsage(sum, slice, row, seconds);
    else if (type >= STATUS && type < STATUS + 3)
        sum.changeStatus(time, type - STATUS);
    if (slice.printed.array[row] === 1) {
        addPrint(sum, PROMPT, slice, row, seconds);
        addPrint(sum, PROMPT_VALUE, slice, row, seconds);
    }
    const { values, start, value } = slice;
    const ranked = values.ranked.array;
    const end = row + 1 < slice.size ? start.array[row + 1] : value.length;
    for (let i = start.array[row]; i < end; i++) {
        const number = value.array[i];
        const at = VALUE_WORDS * number;
        const { kind, attribute } = values.kinds[ranked[at]];
        const list = sum.list(kind.code, attribute);
        const slot = list ? list.add(bucketOf(kind, seconds), ranked[at + 1], ranked[at + 2], seconds, seconds, 1) : -1;
        if (slot >= 0)
            list.text[slot] = number;
    }
}
function addPrint(sum, kind, slice, row, seconds) {
    sum.list(kind.code, "").add(bucketOf(kind, seconds), slice.printHi.array[row], slice.printLo.array[row], seconds, seconds, 1);
}
function addUsage(sum, slice, row, seconds) {
    const exchanges = slice.exchanges.array[row];
    const input = slice.inputTokens.array[row];
    const output = slice.outputTokens.array[row];
    const capability = slice.capability.array[row];
    sum.addExchanges(exchanges, Math.max(0, input), Math.max(0, output));
    if (capability !== NO_CAPABILITY)
        sum.capability[capability] += exchanges;
    sum.hours[(Math.floor(seconds / HOUR_S) + EPOCH_HOUR_OF_WEEK) % HOURS]++;
    if (input >= 0)
        sum.tokens[tokenBin(input)]++;
    if (output >= 0)
        sum.tokens[TOKEN_BINS + tokenBin(output)]++;
}
function tokenBin(tokens) {
    return Math.min(TOKEN_BINS - 1, Math.floor(Math.log2(1 + tokens)));
}
/** The texts of one segment after the other, numbered in each as they come. */
class TextNumbers {
    #valueTexts;
    /** By value: where its text is in the segment, and in which segment that was. */
    #numberOf;
    #segmentOf;
    #names = new Map();
    #segment = 0;
    texts = [];
    constructor(valueTexts) {
        this.#valueTexts = valueTexts;
        this.#numberOf = new Uint32Array(valueTexts.length);
        this.#segmentOf = new Uint16Array(valueTexts.length);
    }
    beginSegment() {
        this.#segment++;
        this.#names.clear();
        this.texts = [];
    }
    ofValue(value) {
        if (this.#segmentOf[value] === this.#segment)
            return this.#numberOf[value];
        this.#segmentOf[value] = this.#segment;
        this.#numberOf[value] = this.texts.push(this.#valueTexts[value]) - 1;
        return this.#numberOf[value];
    }
    ofName(name) {
        let number = this.#names.get(name);
        if (number === undefined) {
            number = this.texts.push(name) - 1;
            this.#names.set(name, number);
        }
        return number;
    }
}
class SegmentWriter {
    #numbers;
    #body = new ByteWriter(1 << 15);
    #account = new ByteWriter();
    #writeName = (writer, name) => writer.count(this.#numbers.ofName(name));
    #writeText = (writer, value) => writer.count(this.#numbers.ofValue(value));
    constructor(numbers) {
        this.#numbers = numbers;
        numbers.beginSegment();
    }
    add(account, sum) {
        this.#account.clear();
        sum.write(this.#account, this.#writeName, this.#writeText);
        this.#body.text(account);
        this.#body.count(this.#account.length);
        this.#body.append(this.#account);
    }
    bytes(accounts) {
        const { texts } = this.#numbers;
        const writer = new ByteWriter(this.#body.length + 4096);
        writer.count(texts.length);
        for (const text of texts)
            writer.text(text);
        writer.count(accounts);
        writer.append(this.#body);
        return writer.bytes();
    }
}
//# sourceMappingURL=segment.js.map