/** A member leaves whose weight into its community is below `share` of the members' mean. New labels follow the highest one. Where some are `open`, only they may leave. */
export function trim({ size, start, neighbour, weight }, partition, share, open) {
    const modules = size === 0 ? 0 : partition.reduce((a, b) => Math.max(a, b), 0) + 1;
    const tie = new Float64Array(size);
    const sum = new Float64Array(modules);
    const members = new Uint32Array(modules);
    for (let i = 0; i < size; i++) {
        const own = partition[i];
        for (let p = start[i]; p < start[i + 1]; p++)
            if (partition[neighbour[p]] === own)
                tie[i] += weight[p];
        sum[own] += tie[i];
        members[own]++;
    }
    let label = modules;
    return partition.map((own, i) => (open?.[i] !== 0 && tie[i] < (share * sum[own]) / members[own] ? label++ : own));
}
//# sourceMappingURL=trim.js.map