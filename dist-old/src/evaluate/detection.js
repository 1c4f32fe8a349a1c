import { ratio } from "./agreement.js";
export function detection(placements) {
    const fraud = placements.filter(({ truth }) => truth.fraud);
    const innocent = placements.filter(({ truth }) => !truth.fraud);
    const [caught, harmed] = [flagged(fraud), flagged(innocent)];
    return {
        precision: ratio(caught.flagged, caught.flagged + harmed.flagged),
        recall: caught.rate,
        f1: ratio(2 * caught.flagged, caught.flagged + harmed.flagged + caught.accounts),
        fraud: { ...caught, kinds: flaggedBy(fraud, ({ truth }) => truth.kind), levels: flaggedBy(fraud, ({ truth }) => truth.level ?? null) },
        innocent: { ...harmed, kinds: flaggedBy(innocent, ({ truth }) => truth.kind) },
    };
}
function flagged(placements) {
    const count = placements.filter(({ found }) => found?.disposition === "fraudulent").length;
    return { accounts: placements.length, flagged: count, rate: ratio(count, placements.length) };
}
/** Sorted by name; placements without one (`null`) are left out. */
function flaggedBy(placements, nameOf) {
    const byName = new Map();
    for (const placement of placements) {
        const name = nameOf(placement);
        if (name === null)
            continue;
        const others = byName.get(name);
        if (others)
            others.push(placement);
        else
            byName.set(name, [placement]);
    }
    const names = [...byName.keys()].sort();
    return Object.fromEntries(names.map((name) => [name, flagged(byName.get(name) ?? [])]));
}
//# sourceMappingURL=detection.js.map