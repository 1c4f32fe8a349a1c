export function groundOf(population, templates) {
    const users = countUsers(population, templates);
    const counted = new Map();
    const holders = (kind) => {
        const known = counted.get(kind) ?? countHolders(population.sightings.get(kind));
        counted.set(kind, known);
        return known;
    };
    return { templates, users, holders };
}
function countUsers(population, { ofPrompt, ofPromptValue, count }) {
    const users = new Uint32Array(count);
    const lastUser = new Int32Array(count).fill(-1);
    const kinds = [
        [population.sightings.get("prompt"), ofPrompt],
        [population.sightings.get("prompt_value"), ofPromptValue],
    ];
    for (let account = 0; account < population.size; account++) {
        for (const [sightings, of] of kinds) {
            if (!sightings)
                continue;
            for (let s = sightings.start[account]; s < sightings.start[account + 1]; s++) {
                const template = of[sightings.value[s]];
                if (lastUser[template] === account)
                    continue;
                lastUser[template] = account;
                users[template]++;
            }
        }
    }
    return users;
}
/** How often an account was seen with each template. */
export function templatesOf(population, account, { ofPrompt, ofPromptValue }) {
    const used = new Map();
    const add = (sightings, of) => {
        if (!sightings)
            return;
        for (let s = sightings.start[account]; s < sightings.start[account + 1]; s++) {
            const template = of[sightings.value[s]];
            used.set(template, (used.get(template) ?? 0) + sightings.count[s]);
        }
    };
    add(population.sightings.get("prompt"), ofPrompt);
    add(population.sightings.get("prompt_value"), ofPromptValue);
    return used;
}
/** By value: how many of the accounts hold it. */
export function holdersAmong(sightings, accounts) {
    const holders = new Map();
    for (const account of accounts) {
        for (let s = sightings.start[account]; s < sightings.start[account + 1]; s++) {
            holders.set(sightings.value[s], (holders.get(sightings.value[s]) ?? 0) + 1);
        }
    }
    return holders;
}
/** An account holds each of its values once. */
function countHolders(sightings) {
    const holders = new Uint32Array(sightings?.keyHi.length ?? 0);
    if (sightings)
        for (const value of sightings.value)
            holders[value]++;
    return holders;
}
//# sourceMappingURL=ground.js.map