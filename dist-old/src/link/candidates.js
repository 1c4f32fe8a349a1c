/**
 * Tokens -> candidate pairs: accounts that share a value (blocking), each with its best few. A value's holders are dealt into rooms of at
 * most ROOM (all, up to ALL_MEET), by a hash, and only those in one room meet; so the pairs grow linearly with the sightings, whatever hubs there are.
 */
import { mixPair } from "./hash.js";
/** A value of at most this many holders lets all of them meet. */
export const ALL_MEET = 100;
/** Holders of a value with more that meet each other: the others meet through their other values. */
export const ROOM = 50;
/** Candidates an account keeps, by the sum of the bits of what it shares. */
export const CANDIDATES = 40;
/** What else a pair may share beside the values that find it (tooling, bins, timing), in bits: a candidate that would need more to pass the prior is none. */
const BEYOND_BLOCKING = 12;
/** `bits` is what sharing each token is worth, `prior` what speaks against any pair. */
export function findCandidates(tokens, size, { bits, prior }, more) {
    const rooms = dealRooms(tokens, size);
    const worth = rankingWorth(tokens, bits);
    const least = prior - BEYOND_BLOCKING;
    const shared = new Float32Array(size);
    const touched = new Uint32Array(size);
    const found = new PairList();
    const best = [];
    for (let i = 0; i < size; i++) {
        let n = 0;
        for (let p = tokens.start[i]; p < tokens.start[i + 1]; p++) {
            const room = rooms.of[p];
            const bitsShared = worth[tokens.token[p]];
            if (room < 0 || bitsShared <= 0)
                continue;
            for (let q = rooms.start[room]; q < rooms.start[room + 1]; q++) {
                const j = rooms.member[q];
                if (j === i)
                    continue;
                if (shared[j] === 0)
                    touched[n++] = j;
                shared[j] += bitsShared;
            }
        }
        best.length = 0;
        for (let t = 0; t < n; t++)
            if (shared[touched[t]] >= least)
                best.push(touched[t]);
        if (best.length > CANDIDATES) {
            best.sort((x, y) => shared[y] - shared[x] || Math.abs(x - i) - Math.abs(y - i) || x - y);
            best.length = CANDIDATES;
        }
        for (let t = 0; t < n; t++)
            shared[touched[t]] = 0;
        for (const j of best)
            found.add(i, j);
        for (const { start, partner } of more)
            for (let p = start[i]; p < start[i + 1]; p++)
                found.add(i, partner[p]);
    }
    return found.sorted(size);
}
/** Kinds whose values repeat each other (a name and its near forms) find pairs, but do not rank them. */
function rankingWorth({ kinds }, bits) {
    const worth = bits.slice();
    for (const { rule, first, last } of kinds)
        for (let t = first; t < last; t++)
            worth[t] *= rule.repeat;
    return worth;
}
/** Pairs in columns that grow; read back sorted, each once. */
class PairList {
    #a = new Uint32Array(1024);
    #b = new Uint32Array(1024);
    #size = 0;
    add(x, y) {
        if (this.#size === this.#a.length) {
            this.#a = doubled(this.#a);
            this.#b = doubled(this.#b);
        }
        this.#a[this.#size] = Math.min(x, y);
        this.#b[this.#size++] = Math.max(x, y);
    }
    /** Dealt by the first account, then sorted within. */
    sorted(accounts) {
        const start = new Uint32Array(accounts + 1);
        for (let p = 0; p < this.#size; p++)
            start[this.#a[p] + 1]++;
        for (let i = 0; i < accounts; i++)
            start[i + 1] += start[i];
        const b = new Uint32Array(this.#size);
        const next = start.slice(0, accounts);
        for (let p = 0; p < this.#size; p++)
            b[next[this.#a[p]]++] = this.#b[p];
        const a = this.#a;
        let n = 0;
        for (let i = 0; i < accounts; i++) {
            const partners = b.subarray(start[i], start[i + 1]).sort();
            let last = -1;
            for (const partner of partners) {
                if (partner === last)
                    continue;
                last = partner;
                a[n] = i;
                b[n++] = partner;
            }
        }
        return { a: a.slice(0, n), b: b.slice(0, n) };
    }
}
function doubled(column) {
    const larger = new Uint32Array(column.length * 2);
    larger.set(column);
    return larger;
}
function dealRooms(tokens, size) {
    const firstRoom = new Int32Array(tokens.holders.length);
    const roomsOf = new Uint32Array(tokens.holders.length);
    let count = 0;
    for (let t = 0; t < tokens.holders.length; t++) {
        const blocks = tokens.kinds[tokens.kindOf[t]].rule.blocks;
        firstRoom[t] = blocks ? count : -1;
        roomsOf[t] = tokens.holders[t] <= ALL_MEET ? 1 : Math.ceil(tokens.holders[t] / ROOM);
        if (blocks)
            count += roomsOf[t];
    }
    const of = new Int32Array(tokens.token.length).fill(-1);
    const start = new Uint32Array(count + 1);
    for (let i = 0; i < size; i++)
        for (let p = tokens.start[i]; p < tokens.start[i + 1]; p++) {
            const t = tokens.token[p];
            if (firstRoom[t] < 0)
                continue;
            of[p] = firstRoom[t] + (roomsOf[t] === 1 ? 0 : mixPair(i, t) % roomsOf[t]);
            start[of[p] + 1]++;
        }
    for (let r = 0; r < count; r++)
        start[r + 1] += start[r];
    const member = new Uint32Array(start[count]);
    const next = start.slice(0, count);
    for (let i = 0; i < size; i++)
        for (let p = tokens.start[i]; p < tokens.start[i + 1]; p++)
            if (of[p] >= 0)
                member[next[of[p]]++] = i;
    return { of, start, member };
}
//# sourceMappingURL=candidates.js.map