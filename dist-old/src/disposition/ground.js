import { templateRates } from "./content.js";
import { capabilitiesOf, dayEntropy, median } from "./habits.js";
import { countSuspended } from "./history.js";
import { BaseRates } from "./members.js";
const DAY_MS = 86_400_000;
export function groundOf(population, links, operatorBits = () => 0) {
    const capabilityShare = capabilitiesOf(population, null);
    const everyone = Array.from({ length: population.size }, (_, i) => i);
    const sample = everyone.filter((i) => i % Math.max(1, Math.floor(population.size / 5000)) === 0);
    let from = Number.POSITIVE_INFINITY;
    let to = 0;
    for (let i = 0; i < population.size; i++) {
        from = Math.min(from, population.firstSeen[i]);
        to = Math.max(to, population.lastSeen[i]);
    }
    return {
        population,
        links,
        rates: new BaseRates(population),
        templates: templateRates(links.uses, links.templates, population.size),
        suspendedShare: countSuspended(population, everyone) / Math.max(1, population.size),
        hourEntropy: median(sample.flatMap((i) => (population.events[i] >= 12 ? [dayEntropy(population, i)] : []))),
        capabilityShare,
        span: Math.max(DAY_MS, to - from),
        signups: population.signupAt.filter((at) => !Number.isNaN(at)).sort(),
        operatorBits,
    };
}
//# sourceMappingURL=ground.js.map