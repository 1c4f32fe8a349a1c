import { holdersAmong, templatesOf } from "./ground.js";
/** What an operator carries from one cluster to the next; addresses are borrowed, and clients are common. */
const KINDS = ["payment", "document", "device", "email_domain", "ja4", "user_agent"];
const LEAST_ACCOUNTS = 2;
const LEAST_SHARE = 0.05;
/** It marks the cluster where at most so many times its accounts hold it everywhere. */
const SPREAD = 4;
const KEEP = 32;
/** Most held first within a kind, kinds by name. */
export function signatureOf(population, accounts, ground) {
    const attributes = [...population.sightings.keys()].filter((kind) => kind.startsWith("attributes.")).sort();
    return [
        ...[...KINDS, ...attributes].flatMap((kind) => valueMarks(population, accounts, ground, kind)),
        ...templateMarks(population, accounts, ground),
    ];
}
function valueMarks(population, accounts, { holders }, kind) {
    const sightings = population.sightings.get(kind);
    if (!sightings)
        return [];
    const shown = accounts.filter((account) => sightings.start[account + 1] > sightings.start[account]).length;
    const everywhere = holders(kind);
    const held = [...holdersAmong(sightings, accounts)].map(([key, count]) => ({ key, accounts: count, shown, everywhere: everywhere[key] }));
    return foremost(held).map((mark) => ({ ...mark, kind: kind.replace(/^attributes\./, ""), value: sightings.text(mark.key) }));
}
function templateMarks(population, accounts, { templates, users }) {
    const inside = new Map();
    let shown = 0;
    for (const account of accounts) {
        const used = templatesOf(population, account, templates);
        if (used.size > 0)
            shown++;
        for (const template of used.keys())
            inside.set(template, (inside.get(template) ?? 0) + 1);
    }
    const used = [...inside].map(([key, count]) => ({ key, accounts: count, shown, everywhere: users[key] }));
    return foremost(used).map((mark) => ({ ...mark, kind: "prompt_simhash", value: templates.label(mark.key) }));
}
function foremost(all) {
    return all
        .filter(({ accounts, shown, everywhere }) => accounts >= Math.max(LEAST_ACCOUNTS, shown * LEAST_SHARE) && everywhere <= accounts * SPREAD)
        .sort((a, b) => b.accounts - a.accounts || a.key - b.key)
        .slice(0, KEEP);
}
//# sourceMappingURL=signature.js.map