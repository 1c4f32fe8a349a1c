/** Merged footprints, in any order -> the population. They are held as bytes until all are there, then laid into columns in canonical order. */
import { BytePool } from "./byte-pool.js";
import { ByteReader } from "./bytes.js";
import { doubles } from "./columns.js";
import { AccountSum, HOURS, STATUSES, TOKEN_BINS } from "./footprint.js";
import { CAPABILITIES } from "./population.js";
import { SightingsBuilder } from "./sightings.js";
const SATURATED_16 = 0xffff;
const SATURATED_32 = 0xffffffff;
export class PopulationBuilder {
    #accounts = [];
    #footprints = new BytePool();
    #first = doubles();
    #last = doubles();
    #exchanges = doubles();
    add({ account, bytes }) {
        const reader = new ByteReader(bytes);
        reader.count(); // events
        this.#exchanges.push(reader.count());
        reader.count(); // input tokens
        reader.count(); // output tokens
        const first = reader.count();
        this.#first.push(first);
        this.#last.push(first + reader.count());
        this.#accounts.push(account);
        this.#footprints.add(bytes, 0, bytes.length); // a copy: what it came in may be a whole page
    }
    build() {
        const order = this.#canonicalOrder();
        const accounts = Array.from(order, (i) => this.#accounts[i]);
        const columns = new PopulationColumns(accounts);
        for (let i = 0; i < order.length; i++)
            columns.lay(i, this.#footprints.get(order[i]));
        return columns.population();
    }
    #canonicalOrder() {
        const first = this.#first.array;
        const last = this.#last.array;
        const exchanges = this.#exchanges.array;
        const accounts = this.#accounts;
        return Uint32Array.from(accounts.keys()).sort((a, b) => first[a] - first[b] || last[a] - last[b] || exchanges[a] - exchanges[b] || (accounts[a] < accounts[b] ? -1 : 1));
    }
}
class PopulationColumns {
    #accounts;
    #numbers;
    #status = new Map();
    #sightings;
    #sum = new AccountSum();
    constructor(accounts) {
        const size = accounts.length;
        this.#accounts = accounts;
        this.#sightings = new SightingsBuilder(size);
        this.#numbers = {
            firstSeen: new Float64Array(size),
            lastSeen: new Float64Array(size),
            signupAt: new Float64Array(size).fill(Number.NaN),
            events: new Uint32Array(size),
            exchanges: new Float64Array(size),
            inputTokens: new Float64Array(size),
            outputTokens: new Float64Array(size),
            capability: new Float64Array(size * CAPABILITIES.length),
            hours: new Uint16Array(size * HOURS),
            tokens: new Uint16Array(size * 2 * TOKEN_BINS),
        };
    }
    /** Account i's footprint; accounts come in order. */
    lay(i, footprint) {
        const sum = this.#sum;
        const numbers = this.#numbers;
        const reader = new ByteReader(footprint);
        sum.clear();
        sum.absorbSums(reader);
        numbers.firstSeen[i] = sum.first;
        numbers.lastSeen[i] = sum.last;
        if (sum.signup < Number.POSITIVE_INFINITY)
            numbers.signupAt[i] = sum.signup;
        numbers.events[i] = Math.min(sum.events, SATURATED_32);
        numbers.exchanges[i] = sum.exchanges;
        numbers.inputTokens[i] = sum.inputTokens;
        numbers.outputTokens[i] = sum.outputTokens;
        numbers.capability.set(sum.capability, i * CAPABILITIES.length);
        saturate(sum.hours, numbers.hours, i * HOURS);
        saturate(sum.tokens, numbers.tokens, i * 2 * TOKEN_BINS);
        if (sum.status.length > 0)
            this.#status.set(i, sum.status.map(({ at, code }) => ({ at, status: STATUSES[code] })));
        this.#sightings.lay(i, reader);
    }
    population() {
        const accounts = this.#accounts;
        let byId = null;
        return {
            size: accounts.length,
            account: (i) => accounts[i],
            indexOf: (account) => {
                byId ??= new Map(accounts.map((id, i) => [id, i]));
                return byId.get(account) ?? -1;
            },
            ...this.#numbers,
            status: this.#status,
            sightings: this.#sightings.finish(),
        };
    }
}
function saturate(from, to, at) {
    for (let i = 0; i < from.length; i++)
        to[at + i] = Math.min(from[i], SATURATED_16);
}
//# sourceMappingURL=build.js.map