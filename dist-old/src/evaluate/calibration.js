/** Probabilities and what came of them -> how far they can be believed: Brier score, expected calibration error, reliability bins. */
import { ratio, sum } from "./agreement.js";
const BINS = 10;
export function calibration(forecasts) {
    const weight = sum(forecasts, (forecast) => forecast.weight);
    const bins = reliability(forecasts);
    return {
        forecasts: forecasts.length,
        brier: ratio(sum(forecasts, ({ probability, outcome, weight }) => weight * (probability - outcome) ** 2), weight),
        ece: ratio(sum(bins, (bin) => bin.weight * Math.abs(bin.probability - bin.observed)), weight),
        bins,
    };
}
/** Empty bins are left out; a probability of 1 is in the last. */
function reliability(forecasts) {
    const members = Array.from({ length: BINS }, () => []);
    for (const forecast of forecasts)
        members[Math.min(BINS - 1, Math.floor(forecast.probability * BINS))].push(forecast);
    return members.flatMap((bin, index) => {
        const weight = sum(bin, (forecast) => forecast.weight);
        if (weight === 0)
            return [];
        return [
            {
                from: index / BINS,
                to: (index + 1) / BINS,
                weight,
                probability: sum(bin, (forecast) => forecast.weight * forecast.probability) / weight,
                observed: sum(bin, (forecast) => forecast.weight * forecast.outcome) / weight,
            },
        ];
    });
}
//# sourceMappingURL=calibration.js.map