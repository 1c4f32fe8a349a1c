const DAY = 86_400;
export function templateRates(uses, templates, size) {
    const holders = new Uint32Array(templates.count);
    const from = new Uint32Array(templates.count).fill(0xffffffff);
    const to = new Uint32Array(templates.count);
    const last = new Int32Array(templates.count).fill(-1);
    const start = new Uint32Array(size + 1);
    for (let u = 0; u < uses.template.length; u++) {
        const t = uses.template[u];
        if (last[t] !== uses.account[u])
            holders[t]++;
        last[t] = uses.account[u];
        from[t] = Math.min(from[t], uses.time[u]);
        to[t] = Math.max(to[t], uses.time[u]);
        start[uses.account[u] + 1]++;
    }
    for (let i = 0; i < size; i++)
        start[i + 1] += start[i];
    return { holders, seconds: from.map((first, t) => Math.max(0, to[t] - first)), start };
}
export function contentFeatures(members, uses, rates) {
    const holders = new Map();
    for (const a of members)
        for (const t of templatesOf(a, uses, rates))
            holders.set(t, (holders.get(t) ?? 0) + 1);
    const sums = { alike: 0, members: 0, shared: 0, exclusive: 0, spread: 0, brief: 0, withPrompts: 0, punctual: 0 };
    const minutes = new Map();
    for (const a of members) {
        let own = 0;
        let shared = 0;
        for (let u = rates.start[a]; u < rates.start[a + 1]; u++) {
            own++;
            const t = uses.template[u];
            const n = holders.get(t) ?? 0;
            if (n < 2)
                continue;
            shared++;
            sums.exclusive += n / rates.holders[t];
            sums.spread += n / members.length;
            if (rates.seconds[t] < DAY)
                sums.brief++;
            countMinute(minutes, t, uses.time[u]);
        }
        if (own === 0)
            continue;
        sums.withPrompts++;
        sums.shared += shared;
        sums.alike += shared / own;
        if (shared * 3 >= own)
            sums.members++;
    }
    for (const count of minutes.values())
        sums.punctual += Math.max(...count) - sumOf(count) / 12;
    const perShared = (sum) => (sums.shared > 0 ? sum / sums.shared : 0);
    const perMember = (sum) => (sums.withPrompts > 0 ? sum / sums.withPrompts : 0);
    return {
        alike: perMember(sums.alike),
        exclusive: perShared(sums.exclusive),
        spread: perShared(sums.spread),
        brief: perShared(sums.brief),
        members: perMember(sums.members),
        punctual: Math.max(0, perShared(sums.punctual)),
    };
}
function templatesOf(account, uses, rates) {
    const found = new Set();
    for (let u = rates.start[account]; u < rates.start[account + 1]; u++)
        found.add(uses.template[u]);
    return found;
}
/** Uses of a template by twelfth of the hour. */
function countMinute(minutes, template, time) {
    let count = minutes.get(template);
    if (!count) {
        count = new Uint32Array(12);
        minutes.set(template, count);
    }
    count[Math.floor((time % 3600) / 300)]++;
}
function sumOf(values) {
    let sum = 0;
    for (const value of values)
        sum += value;
    return sum;
}
export function coActionFeatures(members, coactions) {
    const inside = new Set(members);
    let active = 0;
    let occasions = 0;
    let pairs = 0;
    for (const a of members) {
        let any = false;
        let partner = -1;
        for (let p = coactions.start[a]; p < coactions.start[a + 1]; p++) {
            if (coactions.bits[p] < 4 || !inside.has(coactions.partner[p]))
                continue;
            any = true;
            occasions += coactions.occasions[p];
            if (coactions.partner[p] !== partner)
                pairs++;
            partner = coactions.partner[p];
        }
        if (any)
            active++;
    }
    return { together: active / members.length, repeat: occasions > 0 ? 1 - pairs / occasions : 0 };
}
//# sourceMappingURL=content.js.map