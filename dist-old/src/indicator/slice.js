import { parseTime } from "../event/time.js";
import { ByteTable, UNKNOWN } from "./byte-table.js";
import { bytes, doubles, words } from "./columns.js";
import { observe, printOf } from "./extract.js";
import { STATUSES } from "./footprint.js";
import { hash, mix64 } from "./hash.js";
import { CAPABILITIES } from "./population.js";
/** What a row is, beside its sightings. */
export const SIGNUP = 1;
export const UPDATE = 2;
export const USAGE = 3;
/** A status event is this plus the index of its status. */
export const STATUS = 4;
const STATUS_UNSAID = STATUS + STATUSES.length;
export const CAPABILITY_CODE = new Map(CAPABILITIES.map((name, i) => [name, i]));
export const NO_CAPABILITY = 255;
export class Slice {
    values;
    accounts = [];
    #accountNumbers = new Map();
    #accountBytes = new ByteTable();
    /** One row an event. */
    account = words();
    type = bytes();
    time = doubles();
    idHi = words();
    idLo = words();
    exchanges = doubles();
    /** -1 where it was not said. */
    inputTokens = doubles();
    outputTokens = doubles();
    capability = bytes();
    /** Where the row's sightings begin in `value`; they end where the next row's begin. */
    start = words();
    value = words();
    /** 1 where what was asked left a fingerprint; its rank. */
    printed = bytes();
    printHi = words();
    printLo = words();
    constructor(values) {
        this.values = values;
    }
    get size() {
        return this.account.length;
    }
    add(event) {
        const id = hash(event.id);
        const usage = event.type === "usage" ? event : null;
        this.addRow(id, this.#accountNumber(event.account), parseTime(event.time), typeOf(event), this.value.length);
        this.addUsage(usage ? (usage.exchanges ?? 1) : 0, usage?.input_tokens ?? -1, usage?.output_tokens ?? -1, (usage?.capability && CAPABILITY_CODE.get(usage.capability)) ?? NO_CAPABILITY, usage && printOf(usage));
        observe(event, this.values, this.value);
    }
    /** What every event has; what it was seen with begins at `start` in `value`. */
    addRow(id, account, time, type, start) {
        this.idHi.push(id.hi);
        this.idLo.push(id.lo);
        this.account.push(account);
        this.time.push(time);
        this.type.push(type);
        this.start.push(start);
    }
    /** What only usage has. */
    addUsage(exchanges, inputTokens, outputTokens, capability, print) {
        this.exchanges.push(exchanges);
        this.inputTokens.push(inputTokens);
        this.outputTokens.push(outputTokens);
        this.capability.push(capability);
        const rank = print ? mix64(print.hi, print.lo) : print;
        this.printed.push(rank ? 1 : 0);
        this.printHi.push(rank ? rank.hi : 0);
        this.printLo.push(rank ? rank.lo : 0);
    }
    /** The account whose name are these bytes, plain ASCII; `hash` is of them. */
    accountAt(from, start, end, hash) {
        const known = this.#accountBytes.get(from, start, end, hash);
        if (known !== UNKNOWN)
            return known;
        return this.#accountBytes.put(from, start, end, hash, this.#accountNumber(from.toString("latin1", start, end)));
    }
    #accountNumber(account) {
        let number = this.#accountNumbers.get(account);
        if (number === undefined) {
            number = this.accounts.length;
            this.accounts.push(account);
            this.#accountNumbers.set(account, number);
        }
        return number;
    }
}
function typeOf(event) {
    if (event.type === "usage")
        return USAGE;
    if (event.type === "status")
        return event.status ? STATUS + STATUSES.indexOf(event.status) : STATUS_UNSAID;
    return event.type === "signup" ? SIGNUP : UPDATE;
}
//# sourceMappingURL=slice.js.map