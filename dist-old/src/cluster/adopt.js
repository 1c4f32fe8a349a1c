/**
 * Communities + the values their members share -> loose accounts that belong to one all the same: too quiet for a strong tie with any one member,
 * but alike with the whole. Each value weighs log2 of its share in the community over its share in the population, one a group, capped by family,
 * against prior odds of the community's size over the population (naive Bayes; the group-level form of Fellegi & Sunter's factor).
 */
import { COUNTED } from "../link/groups.js";
import { isList } from "../link/tokens.js";
import { CAP_BEYOND_PRIOR, LIST_REPEAT } from "../link/weights.js";
/** Communities smaller than this have no profile: their members are loose too. */
export const PROFILE_MEMBERS = 5;
/** Posterior odds in bits from which a loose account is taken in. */
export const ADOPT_BITS = 2;
/** Families that must speak for it, with this many bits each; fewer only where the data have no more. */
const FAMILIES_NEEDED = 2;
const FAMILY_BITS = 2;
/** A group of kinds that nearly all members agree in, and the account has but differs, counts this much against it at most. */
const MAX_DISAGREEMENT = 2;
/** Communities scored exactly for each loose account. */
const CANDIDATES = 4;
const REPEAT = 0.5;
/** A new array: loose accounts moved, all others as they were. Accounts are judged against the communities as given, so their order does not matter. */
export function adopt(community, model) {
    const profiles = profilesOf(community, model);
    const index = indexOf(profiles, model);
    const home = new Set(profiles.map((profile) => profile.community));
    const result = community.slice();
    for (let a = 0; a < community.length; a++) {
        if (home.has(community[a]))
            continue;
        let best = ADOPT_BITS;
        for (const p of candidates(a, index, model)) {
            const bits = belongs(a, profiles[p], model);
            if (bits <= best)
                continue;
            best = bits;
            result[a] = profiles[p].community;
        }
    }
    return result;
}
function profilesOf(community, model) {
    const members = new Map();
    for (let a = 0; a < community.length; a++) {
        const list = members.get(community[a]);
        if (list)
            list.push(a);
        else
            members.set(community[a], [a]);
    }
    return [...members].filter(([, list]) => list.length >= PROFILE_MEMBERS).map(([label, list]) => profileOf(label, list, model));
}
function profileOf(community, members, { tokens, groups }) {
    const holders = new Map();
    for (const a of members)
        for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++)
            holders.set(tokens.token[p], (holders.get(tokens.token[p]) ?? 0) + 1);
    for (const [token, n] of holders)
        if (n < 2)
            holders.delete(token);
    const agree = new Float64Array(groups.names.length);
    const have = new Float64Array(groups.names.length);
    for (const a of members) {
        let agreed = 0;
        for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++)
            if (holders.has(tokens.token[p]))
                agreed |= 1 << groups.of[tokens.kindOf[tokens.token[p]]];
        for (let g = 0; g < Math.min(COUNTED, agree.length); g++) {
            if (agreed & (1 << g))
                agree[g]++;
            if (groups.present[a] & (1 << g))
                have[g]++;
        }
    }
    return { community, size: members.length, holders, typical: agree.map((n, g) => n / (have[g] + 1)) };
}
/** By token: the profiles in which it is raised, and by how many bits. */
function indexOf(profiles, model) {
    const index = new Map();
    profiles.forEach((profile, p) => {
        for (const token of profile.holders.keys()) {
            const bits = tokenLift(token, profile, model);
            if (bits < 1)
                continue;
            const list = index.get(token);
            if (list)
                list.push({ profile: p, bits });
            else
                index.set(token, [{ profile: p, bits }]);
        }
    });
    return index;
}
/** log2 of how much commoner a token is in the community than among all who have any of its kind. */
function tokenLift(token, { holders, size }, { tokens }) {
    const share = tokens.holders[token] / tokens.kinds[tokens.kindOf[token]].holders;
    return Math.log2(((holders.get(token) ?? 0) + share) / ((size + 1) * share));
}
function candidates(a, index, { tokens }) {
    const sums = new Map();
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++)
        for (const { profile, bits } of index.get(tokens.token[p]) ?? [])
            sums.set(profile, (sums.get(profile) ?? 0) + bits * tokens.kinds[tokens.kindOf[tokens.token[p]]].rule.repeat);
    return [...sums]
        .sort(([p, x], [q, y]) => y - x || p - q)
        .slice(0, CANDIDATES)
        .map(([profile]) => profile);
}
/** Log2 posterior odds that the account is one of the community's; minus infinity where too few families speak for it. */
function belongs(a, profile, model) {
    const { tokens, groups, population } = model;
    const prior = Math.log2(population.size / profile.size);
    const kinds = new Map();
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) {
        const token = tokens.token[p];
        if (!profile.holders.has(token))
            continue;
        const k = tokens.kindOf[token];
        const sum = kinds.get(k) ?? { bits: 0, factor: 1 };
        sum.bits += Math.max(0, tokenLift(token, profile, model)) * sum.factor;
        sum.factor *= isList(tokens.kinds[k]) ? LIST_REPEAT : Math.min(REPEAT, tokens.kinds[k].rule.repeat);
        kinds.set(k, sum);
    }
    const best = new Map();
    for (const [k, { bits }] of kinds) {
        const { family } = tokens.kinds[k].rule;
        const known = best.get(groups.of[k]);
        if (!known || bits > known.bits)
            best.set(groups.of[k], { bits, family });
    }
    const needed = Math.min(FAMILIES_NEEDED, new Set(tokens.kinds.map((kind) => kind.rule.family)).size);
    return -prior + familySum(best, profile, { present: groups.present[a], prior, needed });
}
function familySum(best, profile, { present, prior, needed }) {
    const families = new Map();
    for (const { bits, family } of best.values())
        families.set(family, (families.get(family) ?? 0) + bits);
    let sum = 0;
    let speaking = 0;
    for (const [family, bits] of families) {
        const capped = Math.min(bits, Math.max(0, prior + CAP_BEYOND_PRIOR[family]));
        if (capped >= FAMILY_BITS)
            speaking++;
        sum += capped;
    }
    for (let g = 0; g < Math.min(COUNTED, profile.typical.length); g++)
        if (present & (1 << g) && !best.has(g))
            sum += Math.max(-MAX_DISAGREEMENT, Math.log2(1 - 0.9 * profile.typical[g]));
    return speaking >= needed ? sum : Number.NEGATIVE_INFINITY;
}
//# sourceMappingURL=adopt.js.map