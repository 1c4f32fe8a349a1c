import { mix32, mixPair, popcount32 } from "./hash.js";
import { UnionFind } from "./union-find.js";
/** Two fingerprints of at most this many differing bits (of 64) are near duplicates. */
export const NEAR_BITS = 6;
/** Bit subsets tried: at distance 4, one pair in a thousand is missed by all; union over many members closes the rest. */
const ROUNDS = 14;
/** Inside a bucket each fingerprint is compared to this many that follow it. */
const LOOKAHEAD = 24;
/** Templates are numbered by the first appearance of their fingerprints. */
export function findTemplates(population) {
    const prompt = population.sightings.get("prompt");
    const values = population.sightings.get("prompt_value");
    const { hi, lo, ofFirst, ofSecond } = distinct(prompt, values);
    const sets = nearDuplicates(hi, lo);
    const number = new Uint32Array(hi.length);
    const root = [];
    for (let i = 0; i < hi.length; i++) {
        const set = sets.find(i);
        if (set === i) {
            number[i] = root.length;
            root.push(i);
        }
        else
            number[i] = number[set]; // the root is the smallest member, so it has its number
    }
    return {
        count: root.length,
        ofPrompt: ofFirst.map((i) => number[i]),
        ofPromptValue: ofSecond.map((i) => number[i]),
        label: (template) => hex(hi[root[template]]) + hex(lo[root[template]]),
    };
}
function hex(word) {
    return word.toString(16).padStart(8, "0");
}
/** The values of two kinds as one list without repeats. */
function distinct(first, second) {
    const total = (first?.keyHi.length ?? 0) + (second?.keyHi.length ?? 0);
    const hi = new Uint32Array(total);
    const lo = new Uint32Array(total);
    let mask = 15;
    while (mask < total * 2)
        mask = mask * 2 + 1;
    const slots = new Int32Array(mask + 1).fill(-1);
    let size = 0;
    const intern = (sightings) => {
        const of = new Uint32Array(sightings?.keyHi.length ?? 0);
        if (!sightings)
            return of;
        for (let v = 0; v < of.length; v++) {
            const h = sightings.keyHi[v];
            const l = sightings.keyLo[v];
            let slot = mixPair(h, l) & mask;
            while (slots[slot] >= 0 && (hi[slots[slot]] !== h || lo[slots[slot]] !== l))
                slot = (slot + 1) & mask;
            if (slots[slot] < 0) {
                slots[slot] = size;
                hi[size] = h;
                lo[size++] = l;
            }
            of[v] = slots[slot];
        }
        return of;
    };
    const ofFirst = intern(first);
    const ofSecond = intern(second);
    return { hi: hi.slice(0, size), lo: lo.slice(0, size), ofFirst, ofSecond };
}
/** Sets of fingerprints that a chain of near duplicates ties. */
function nearDuplicates(hi, lo) {
    const size = hi.length;
    const sets = new UnionFind(size);
    if (size < 2)
        return sets;
    const bits = Math.min(22, Math.max(10, Math.ceil(Math.log2(size)) - 1));
    const key = new Uint32Array(size);
    const order = new Uint32Array(size);
    const start = new Uint32Array((1 << bits) + 1);
    for (let round = 0; round < ROUNDS; round++) {
        const [maskHi, maskLo] = bitSubset(round, bits);
        start.fill(0);
        for (let i = 0; i < size; i++) {
            key[i] = mixPair(hi[i] & maskHi, lo[i] & maskLo) >>> (32 - bits);
            start[key[i] + 1]++;
        }
        for (let b = 0; b < 1 << bits; b++)
            start[b + 1] += start[b];
        const next = start.slice();
        for (let i = 0; i < size; i++)
            order[next[key[i]]++] = i;
        for (let b = 0; b < 1 << bits; b++)
            uniteNear(order, start[b], start[b + 1], hi, lo, sets);
    }
    return sets;
}
function uniteNear(order, from, to, hi, lo, sets) {
    for (let p = from; p < to; p++) {
        const i = order[p];
        const end = Math.min(to, p + 1 + LOOKAHEAD);
        for (let q = p + 1; q < end; q++) {
            const j = order[q];
            const distance = popcount32(hi[i] ^ hi[j]) + popcount32(lo[i] ^ lo[j]);
            if (distance <= NEAR_BITS)
                sets.union(i, j);
        }
    }
}
/** `bits` of the 64 positions, chosen by the round's number: masks for the high and the low word. */
function bitSubset(round, bits) {
    const positions = Array.from({ length: 64 }, (_, p) => p);
    let maskHi = 0;
    let maskLo = 0;
    for (let k = 0; k < bits; k++) {
        const pick = k + (mix32(round * 64 + k + 1) % (64 - k));
        const position = positions[pick];
        positions[pick] = positions[k];
        if (position < 32)
            maskLo |= 1 << position;
        else
            maskHi |= 1 << (position - 32);
    }
    return [maskHi, maskLo];
}
/** The kept uses of templates, from the `prompt` sightings (which are sampled by quarter hour: accounts active together keep the same times). */
export function templateUses(population, templates) {
    const prompt = population.sightings.get("prompt");
    const total = prompt?.value.length ?? 0;
    const account = new Uint32Array(total);
    const template = new Uint32Array(total);
    if (!prompt)
        return { account, template, time: new Uint32Array(0), count: new Uint32Array(0) };
    for (let a = 0; a < population.size; a++)
        account.fill(a, prompt.start[a], prompt.start[a + 1]);
    for (let s = 0; s < total; s++)
        template[s] = templates.ofPrompt[prompt.value[s]];
    return { account, template, time: prompt.first, count: prompt.count };
}
//# sourceMappingURL=templates.js.map