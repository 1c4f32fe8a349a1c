/** What was asked for -> the settings of a world, checked and complete; presets replay what is publicly known. */
import { UsageError } from "../errors.js";
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
export const LEVELS = ["sloppy", "moderate", "careful", "expert"];
export const FIELDS = [
    "email",
    "phone",
    "name",
    "organization",
    "payment",
    "identity",
    "device",
    "network",
    "client",
    "promo",
    "referrer",
    "attributes",
    "api_key",
];
export const DEFAULTS = {
    seed: 1,
    accounts: 10_000,
    fraud: 0.05,
    start: Date.UTC(2026, 3, 1),
    days: 30,
    eventsPerAccount: 30,
    levels: LEVELS,
    without: [],
    simhashShare: 0.97,
    status: true,
    jitterMinutes: 0,
    duplicates: 0.001,
    late: 0.002,
    fraudExchanges: null,
    operators: null,
    operatorShares: null,
    exchangeShares: null,
    capabilities: null,
};
/** Published cases; other numbers of accounts scale their exchanges. How many innocents stood around them is not known: a million is a guess. */
export const PRESETS = {
    "june-2026": {
        accounts: 1_000_000,
        fraud: 0.025,
        start: Date.UTC(2026, 3, 22),
        days: 45,
        eventsPerAccount: 40,
        fraudExchanges: 28_800_000,
        operators: 2,
        operatorShares: [1, 0],
        exchangeShares: [1, 0],
        capabilities: { coding: 0.55, agentic: 0.4, tool_use: 0.05 },
    },
    "february-2026": {
        accounts: 1_000_000,
        fraud: 0.024,
        start: Date.UTC(2025, 11, 15),
        days: 62,
        eventsPerAccount: 40,
        fraudExchanges: 16_000_000,
        operators: 3,
        operatorShares: [0.05, 0.25, 0.7],
        exchangeShares: [0.01, 0.21, 0.78],
        capabilities: null,
    },
};
/** Settings asked for, over those of the preset, over the defaults. Throws a `UsageError` that says what is allowed. */
export function settle(asked, preset) {
    if (preset !== undefined && !(preset in PRESETS))
        throw new UsageError(`no preset "${preset}"; there are ${Object.keys(PRESETS).join(", ")}`);
    const published = preset === undefined ? {} : PRESETS[preset];
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const settings = { ...DEFAULTS, ...published, ...given };
    if (published.fraudExchanges && asked.fraudExchanges === undefined) {
        const scale = (settings.accounts * settings.fraud) / (published.accounts * published.fraud);
        settings.fraudExchanges = Math.round(published.fraudExchanges * scale);
    }
    check("--accounts", settings.accounts, 1, 5_000_000);
    check("--fraud", settings.fraud, 0, 1);
    check("--days", settings.days, 1, 366);
    check("--events-per-account", settings.eventsPerAccount, 0.1, 10_000);
    check("--simhash-share", settings.simhashShare, 0, 1);
    check("--jitter-minutes", settings.jitterMinutes, 0, 1440);
    check("--seed", settings.seed, 0, 0xffffffff);
    for (const [option, value] of [
        ["--accounts", settings.accounts],
        ["--days", settings.days],
        ["--seed", settings.seed],
    ])
        if (!Number.isInteger(value))
            throw new UsageError(`${option} is ${value}; it must be a whole number`);
    if (settings.levels.length === 0)
        throw new UsageError(`--levels needs at least one of ${LEVELS.join(", ")}`);
    return settings;
}
function check(option, value, low, high) {
    if (!(value >= low && value <= high))
        throw new UsageError(`${option} is ${value}; it must be from ${low} to ${high}`);
}
//# sourceMappingURL=settings.js.map