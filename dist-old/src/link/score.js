import { COUNTED, Groups } from "./groups.js";
import { isList } from "./tokens.js";
import { CAP_BEYOND_PRIOR, LIST_MISS, LIST_REPEAT, MAX_DISAGREEMENT, priorBits, REPEAT, valueBits } from "./weights.js";
const FAMILIES = Object.keys(CAP_BEYOND_PRIOR);
const TIME = FAMILIES.indexOf("time");
const HOUR = 3600;
/** Two on one address within hours are not the same as within weeks: bits more, bits less. */
const NETWORK_TOGETHER = 1.5;
const NETWORK_APART = -3;
const APART_SECONDS = 14 * 24 * HOUR;
export function tokenBits(tokens, m) {
    const bits = new Float32Array(tokens.holders.length);
    tokens.kinds.forEach((kind, k) => {
        for (let t = kind.first; t < kind.last; t++)
            bits[t] = valueBits(m[k], tokens.holders[t], kind.holders, kind.rule);
    });
    return bits;
}
export function initialModel(population, tokens, coactions, successions) {
    const m = Float64Array.from(tokens.kinds, (kind) => kind.rule.m);
    const groups = new Groups(tokens, population);
    const agree = new Float64Array(groups.names.length);
    return { population, tokens, groups, coactions, successions, m, agree, bits: tokenBits(tokens, m), prior: priorBits(population.size) };
}
/** Scores pairs of one model; keeps scratch memory between calls. */
export class PairScorer {
    #model;
    #kindBits;
    #shared;
    #groupBest;
    #family;
    #cap;
    #familyOf;
    #network;
    #repeat;
    #lists;
    #familyOfGroup;
    /** By group: bits against a pair that has values of it and shares none; and the groups where that is anything, as bits. */
    #disagreement;
    #telling;
    #sharedMask = 0;
    constructor(model) {
        this.#model = model;
        const { kinds } = model.tokens;
        this.#familyOf = Uint8Array.from(kinds, (kind) => FAMILIES.indexOf(kind.rule.family));
        this.#network = Uint8Array.from(kinds, (kind) => (kind.rule.family === "network" ? 1 : 0));
        this.#groupBest = new Int16Array(model.groups.names.length);
        this.#kindBits = new Float64Array(kinds.length);
        this.#shared = new Uint16Array(kinds.length);
        this.#family = new Float64Array(FAMILIES.length);
        this.#cap = Float64Array.from(FAMILIES, (family) => Math.max(0, model.prior + CAP_BEYOND_PRIOR[family]));
        this.#lists = kinds.map((kind) => (isList(kind) ? (model.population.sightings.get(kind.name)?.start ?? null) : null));
        this.#repeat = Float64Array.from(kinds, (kind) => (isList(kind) ? LIST_REPEAT : kind.rule.repeat));
        this.#familyOfGroup = Uint8Array.from(model.groups.names, (_, g) => this.#familyOf[model.groups.of.indexOf(g)]);
        this.#disagreement = model.agree.map((share, g) => Math.max(-MAX_DISAGREEMENT[FAMILIES[this.#familyOfGroup[g]]], Math.log2(1 - share)));
        this.#telling = this.#disagreement.reduce((mask, bits, g) => (bits < 0 && g < COUNTED ? mask | (1 << g) : mask), 0);
    }
    /** Shared values by token kind, of the pair scored last. */
    get shared() {
        return this.#shared;
    }
    /** Groups, as bits, in which the pair scored last shares a value. */
    get sharedGroups() {
        return this.#sharedMask;
    }
    /** The weight of a pair in bits: log2 of the posterior odds that one hand runs both. `rows` receives the waterfall. */
    score(a, b, rows) {
        this.#family.fill(0);
        this.#shareValues(a, b, rows);
        this.#sumGroups(a, b, rows);
        this.#disagree(a, b, rows);
        this.#family[TIME] += this.#timing(a, b, rows);
        return this.#total(rows);
    }
    #total(rows) {
        const { prior, population } = this.#model;
        let weight = -prior;
        for (let f = 0; f < FAMILIES.length; f++) {
            const excess = this.#family[f] - this.#cap[f];
            weight += Math.min(this.#family[f], this.#cap[f]);
            if (rows && excess > 0)
                rows.push({ kind: "cap", value: FAMILIES[f], bits: -excess });
        }
        rows?.push({ kind: "prior", value: `${population.size} accounts`, bits: -prior });
        return weight;
    }
    #shareValues(a, b, rows) {
        const { tokens, bits } = this.#model;
        this.#kindBits.fill(0);
        this.#shared.fill(0);
        let p = tokens.start[a];
        let q = tokens.start[b];
        const endA = tokens.start[a + 1];
        const endB = tokens.start[b + 1];
        let factor = 1;
        while (p < endA && q < endB) {
            const t = tokens.token[p];
            const u = tokens.token[q];
            if (t < u)
                p++;
            else if (u < t)
                q++;
            else {
                const k = tokens.kindOf[t];
                factor = this.#shared[k]++ === 0 ? 1 : factor * this.#repeat[k]; // tokens come kind by kind, rarest first
                const worth = (bits[t] + (this.#network[k] ? this.#nearness(p, q) : 0)) * factor;
                this.#kindBits[k] += worth;
                rows?.push({ kind: tokens.kinds[k].name, value: tokens.kinds[k].label(t), bits: worth });
                p++;
                q++;
            }
        }
    }
    /** The strongest kind of each group counts, for its family. */
    #sumGroups(a, b, rows) {
        const { tokens, groups } = this.#model;
        this.#groupBest.fill(-1);
        this.#sharedMask = 0;
        for (let k = 0; k < tokens.kinds.length; k++) {
            if (this.#shared[k] === 0)
                continue;
            const list = this.#lists[k];
            if (list)
                this.#kindBits[k] += this.#missing(k, list[a + 1] - list[a], list[b + 1] - list[b], rows);
            const best = this.#groupBest[groups.of[k]];
            if (groups.of[k] < COUNTED)
                this.#sharedMask |= 1 << groups.of[k];
            if (best < 0 || this.#kindBits[k] > this.#kindBits[best])
                this.#groupBest[groups.of[k]] = k;
        }
        for (const k of this.#groupBest)
            if (k >= 0)
                this.#family[this.#familyOf[k]] += this.#kindBits[k];
        if (rows)
            this.#dropNested(rows);
    }
    /** Whether two rows of the token table overlap in time, nearly, or not at all. */
    #nearness(p, q) {
        const { firstSeen, lastSeen } = this.#model.tokens;
        const gap = Math.max(firstSeen[p], firstSeen[q]) - Math.min(lastSeen[p], lastSeen[q]);
        if (gap <= 6 * HOUR)
            return NETWORK_TOGETHER;
        return gap > APART_SECONDS ? NETWORK_APART : 0;
    }
    /** Evidence against: values of the shorter list that the other does not have. */
    #missing(k, valuesA, valuesB, rows) {
        const missing = Math.max(0, Math.min(valuesA, valuesB) - this.#shared[k]);
        const bits = missing * LIST_MISS;
        if (rows && missing > 0)
            rows.push({ kind: this.#model.tokens.kinds[k].name, value: `${missing} not shared`, bits });
        return bits;
    }
    /** Evidence against: groups of kinds in which both have values and share none, where pairs of one hand usually agree. */
    #disagree(a, b, rows) {
        const { groups } = this.#model;
        let apart = groups.present[a] & groups.present[b] & ~this.#sharedMask & this.#telling;
        while (apart !== 0) {
            const g = 31 - Math.clz32(apart & -apart); // the lowest group set
            apart &= apart - 1;
            this.#family[this.#familyOfGroup[g]] += this.#disagreement[g];
            rows?.push({ kind: groups.names[g], value: "none shared", bits: this.#disagreement[g] });
        }
    }
    /** Rows of kinds that a stronger kind of their group stands for are taken out. */
    #dropNested(rows) {
        const { kinds } = this.#model.tokens;
        const kept = new Set([...this.#groupBest].filter((k) => k >= 0).map((k) => kinds[k].name));
        rows.splice(0, rows.length, ...rows.filter((row) => kept.has(row.kind)));
    }
    #timing(a, b, rows) {
        const { coactions, successions } = this.#model;
        let sum = 0;
        let factor = 1;
        for (let p = firstOf(coactions, a, b); p < coactions.start[a + 1] && coactions.partner[p] === b; p++) {
            const bits = coactions.bits[p] * factor;
            factor *= REPEAT;
            sum += bits;
            rows?.push({ kind: "co-action", value: `${coactions.occasions[p]} times within minutes`, bits });
        }
        const s = firstOf(successions, a, b);
        if (s < successions.start[a + 1] && successions.partner[s] === b) {
            sum += successions.bits[s];
            rows?.push({
                kind: "succession",
                value: `signed up ${Math.round(successions.seconds[s] / 60)} min after the suspension`,
                bits: successions.bits[s],
            });
        }
        return sum;
    }
}
/** The first row of `a` with partner >= `b`. */
function firstOf(rows, a, b) {
    let low = rows.start[a];
    let high = rows.start[a + 1];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (rows.partner[middle] < b)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
//# sourceMappingURL=score.js.map