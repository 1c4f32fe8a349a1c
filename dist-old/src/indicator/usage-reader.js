/** The fields that the scanner found of a usage event -> a row of the slice: every value is checked and normalised once, and then known by its bytes. It says only what the schema and `extract.ts` would. */
import { parseAddress } from "../event/address.js";
import { isAsn, NETWORK_KINDS } from "../event/event.js";
import { ABSENT, DIGITS, FIELDS, fieldOf, STRING } from "../event/scanner.js";
import { parseTimeBytes } from "../event/time.js";
import { ByteTable, UNKNOWN } from "./byte-table.js";
import { words } from "./columns.js";
import { agentText, asnDigits, asSent, K, localeText, toolchainText, upper } from "./extract.js";
import { hashBytes } from "./hash.js";
import { parseSimhashBytes, simhashBytes } from "./prompt.js";
import { CAPABILITY_CODE, NO_CAPABILITY, USAGE } from "./slice.js";
/** Nothing was seen; and: the line needs the schema's judgement. */
const NONE = -1;
const UNSURE = -2;
const LONGEST_ID = 200;
const LONGEST_VALUE = 1000;
const MOST_DIGITS = 15;
const KNOWN_NETWORK_KINDS = new Set(NETWORK_KINDS);
const QUOTE = 34;
const USAGE_BYTES = Buffer.from("usage");
const F = {
    type: fieldOf("type"),
    id: fieldOf("id"),
    time: fieldOf("time"),
    account: fieldOf("account"),
    apiKey: fieldOf("api_key"),
    model: fieldOf("model"),
    capability: fieldOf("capability"),
    prompt: fieldOf("prompt"),
    simhash: fieldOf("prompt_simhash"),
    inputTokens: fieldOf("input_tokens"),
    outputTokens: fieldOf("output_tokens"),
    exchanges: fieldOf("exchanges"),
    ip: fieldOf("network.ip"),
    asn: fieldOf("network.asn"),
    country: fieldOf("network.country"),
    networkKind: fieldOf("network.kind"),
    device: fieldOf("client.device"),
    agent: fieldOf("client.user_agent"),
    ja4: fieldOf("client.ja4"),
    language: fieldOf("client.language"),
    timezone: fieldOf("client.timezone"),
};
export class UsageReader {
    #values;
    #fields;
    /** By field: the value numbers of what stood there. */
    #known = Array.from({ length: FIELDS }, () => new ByteTable());
    #attributes = new ByteTable();
    /** Addresses are in two kinds: `#known` has the place in these two. */
    #addresses = words();
    #networks = words();
    /** Reads what `fields` scanned last, and numbers values by `values`. */
    constructor(values, fields) {
        this.#values = values;
        this.#fields = fields;
    }
    /** False where the line needs the schema's judgement: then the slice is as it was. */
    read(bytes, slice) {
        const { is, from, to, hash } = this.#fields;
        if (!this.#isText(bytes, F.type, USAGE_BYTES) || !this.#isId(F.id) || !this.#isId(F.account) || is[F.time] !== STRING)
            return false;
        const time = parseTimeBytes(bytes, from[F.time], to[F.time]);
        const inputTokens = this.#count(bytes, F.inputTokens, -1);
        const outputTokens = this.#count(bytes, F.outputTokens, -1);
        const exchanges = this.#count(bytes, F.exchanges, 1);
        const capability = this.#capability(bytes);
        const print = this.#print(bytes);
        if (Number.isNaN(time + inputTokens + outputTokens + exchanges) || capability === UNSURE || print === undefined)
            return false;
        const start = slice.value.length;
        if (!this.#observe(bytes, slice.value)) {
            slice.value.length = start;
            return false;
        }
        const account = slice.accountAt(bytes, from[F.account], to[F.account], hash[F.account]);
        slice.addRow(hashBytes(bytes, from[F.id], to[F.id]), account, time, USAGE, start);
        slice.addUsage(exchanges, inputTokens, outputTokens, capability, print);
        return true;
    }
    #isText(bytes, field, text) {
        const { is, from, to } = this.#fields;
        if (is[field] !== STRING || to[field] - from[field] !== text.length)
            return false;
        for (let i = 0; i < text.length; i++)
            if (bytes[from[field] + i] !== text[i])
                return false;
        return true;
    }
    #isId(field) {
        const length = this.#fields.to[field] - this.#fields.from[field];
        return this.#fields.is[field] === STRING && length >= 1 && length <= LONGEST_ID;
    }
    #text(bytes, field) {
        return bytes.toString("latin1", this.#fields.from[field], this.#fields.to[field]);
    }
    /** NaN where it needs judgement. */
    #count(bytes, field, absent) {
        const is = this.#fields.is[field];
        if (is === ABSENT)
            return absent;
        const from = this.#fields.from[field];
        const to = this.#fields.to[field];
        if (is !== DIGITS || to - from > MOST_DIGITS)
            return Number.NaN;
        let count = 0;
        for (let i = from; i < to; i++)
            count = count * 10 + bytes[i] - 48;
        return count;
    }
    #capability(bytes) {
        if (this.#fields.is[F.capability] === ABSENT)
            return NO_CAPABILITY;
        const known = this.#find(bytes, F.capability);
        return known === UNKNOWN ? this.#learn(bytes, F.capability, CAPABILITY_CODE.get(this.#text(bytes, F.capability)) ?? UNSURE) : known;
    }
    /** Undefined where it needs judgement. */
    #print(bytes) {
        const { is, from, to } = this.#fields;
        if (is[F.prompt] === DIGITS || is[F.simhash] === DIGITS)
            return undefined;
        if (is[F.simhash] === STRING)
            return to[F.simhash] - from[F.simhash] === 16 ? parseSimhashBytes(bytes, from[F.simhash]) : undefined;
        return is[F.prompt] === STRING ? simhashBytes(bytes, from[F.prompt], to[F.prompt]) : null;
    }
    #find(bytes, field) {
        const { is, from, to, hash } = this.#fields;
        return is[field] === STRING ? this.#known[field].get(bytes, from[field], to[field], hash[field]) : UNSURE;
    }
    #learn(bytes, field, number) {
        const { from, to, hash } = this.#fields;
        this.#values.hold(to[field] - from[field]);
        return this.#known[field].put(bytes, from[field], to[field], hash[field], number);
    }
    /** The number of the value seen, `NONE` or `UNSURE`. */
    #see(bytes, field, kind, normalise, out) {
        if (this.#fields.is[field] === ABSENT)
            return NONE;
        let number = this.#find(bytes, field);
        if (number === UNKNOWN) {
            if (this.#fields.to[field] - this.#fields.from[field] > LONGEST_VALUE)
                return UNSURE;
            number = this.#learn(bytes, field, this.#values.of(kind, this.#text(bytes, field), normalise));
        }
        if (number >= 0)
            out.push(number);
        return number;
    }
    /** As `observe` does. */
    #observe(bytes, out) {
        if (this.#see(bytes, F.apiKey, K.api_key, asSent, out) === UNSURE)
            return false;
        if (this.#see(bytes, F.model, K.model, asSent, out) === UNSURE)
            return false;
        if (!this.#seeAddress(bytes, out) || !this.#seeAsn(bytes, out) || !this.#seeNetworkKind(bytes, out))
            return false;
        const country = this.#see(bytes, F.country, K.country, upper, out);
        const device = this.#see(bytes, F.device, K.device, asSent, out);
        if (country === UNSURE || device === UNSURE)
            return false;
        return this.#seeTools(bytes, out) && this.#seePlace(bytes, country, out) && this.#seeAttributes(bytes, out);
    }
    #seeAddress(bytes, out) {
        if (this.#fields.is[F.ip] === ABSENT)
            return true;
        let place = this.#find(bytes, F.ip);
        if (place === UNKNOWN) {
            const ip = this.#text(bytes, F.ip);
            if (parseAddress(ip) === null)
                return false;
            place = this.#learn(bytes, F.ip, this.#addresses.length);
            this.#addresses.push(this.#values.ofAddress(K.ip, ip));
            this.#networks.push(this.#values.ofAddress(K.net, ip));
        }
        if (place < 0)
            return false;
        out.push(this.#addresses.array[place]);
        out.push(this.#networks.array[place]);
        return true;
    }
    /** A number's digits and the same digits as a text are the same value: the table need not tell them apart. */
    #seeAsn(bytes, out) {
        const { is, from, to, hash } = this.#fields;
        if (is[F.asn] === ABSENT)
            return true;
        let number = this.#known[F.asn].get(bytes, from[F.asn], to[F.asn], hash[F.asn]);
        if (number === UNKNOWN) {
            const sent = is[F.asn] === DIGITS ? Number(this.#text(bytes, F.asn)) : this.#text(bytes, F.asn);
            if (!isAsn(sent))
                return false;
            number = this.#learn(bytes, F.asn, this.#values.of(K.asn, sent, asnDigits));
        }
        out.push(number);
        return true;
    }
    #seeNetworkKind(bytes, out) {
        if (this.#fields.is[F.networkKind] === ABSENT)
            return true;
        let number = this.#find(bytes, F.networkKind);
        if (number === UNKNOWN) {
            const text = this.#text(bytes, F.networkKind);
            if (!KNOWN_NETWORK_KINDS.has(text))
                return false;
            number = this.#learn(bytes, F.networkKind, this.#values.of(K.network_kind, text, asSent));
        }
        if (number < 0)
            return false;
        out.push(number);
        return true;
    }
    #seeTools(bytes, out) {
        const print = this.#see(bytes, F.ja4, K.ja4, asSent, out);
        const agent = this.#see(bytes, F.agent, K.user_agent, agentText, out);
        if (print < 0 || agent < 0)
            return print !== UNSURE && agent !== UNSURE;
        const known = this.#values.pairOf(K.toolchain, print, agent);
        if (known >= 0)
            out.push(known);
        else
            out.push(this.#values.addPair(K.toolchain, print, agent, toolchainText(this.#text(bytes, F.ja4), this.#text(bytes, F.agent))));
        return true;
    }
    #seePlace(bytes, country, out) {
        const language = this.#see(bytes, F.language, K.language, asSent, out);
        const zone = this.#see(bytes, F.timezone, K.timezone, asSent, out);
        if (language < 0 || zone < 0 || country < 0)
            return language !== UNSURE && zone !== UNSURE;
        const spoken = this.#values.pair(language, zone);
        const known = this.#values.pairOf(K.locale, spoken, country);
        if (known >= 0)
            out.push(known);
        else {
            const text = localeText(this.#text(bytes, F.language), this.#text(bytes, F.timezone), this.#text(bytes, F.country));
            out.push(this.#values.addPair(K.locale, spoken, country, text));
        }
        return true;
    }
    #seeAttributes(bytes, out) {
        const { attributes, attributeFrom, attributeTo, attributeNameTo, attributeHash } = this.#fields;
        for (let i = 0; i < attributes; i++) {
            const from = attributeFrom[i];
            const to = attributeTo[i];
            let number = this.#attributes.get(bytes, from, to, attributeHash[i]);
            if (number === UNKNOWN) {
                if (to - from > LONGEST_VALUE)
                    return false;
                const kind = this.#values.attribute(bytes.toString("latin1", from, attributeNameTo[i]));
                const value = bytes.toString("latin1", bytes.indexOf(QUOTE, attributeNameTo[i] + 1) + 1, to);
                number = this.#attributes.put(bytes, from, to, attributeHash[i], this.#values.of(kind, value, asSent));
                this.#values.hold(to - from);
            }
            if (number >= 0)
                out.push(number);
        }
        return true;
    }
}
//# sourceMappingURL=usage-reader.js.map