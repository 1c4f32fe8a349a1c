/**
 * Ids that `run` retires: known before, and no cluster of it. A merge or split that names the id took it over (the largest cluster that does, as
 * `run.clusters` is sorted by size); one that nothing took over has no successor. What was retired before and is current again is left out.
 */
export function retired(known, run) {
    const rank = new Map(run.clusters.map((cluster, i) => [cluster.id, i]));
    const successor = new Map();
    const larger = (a, b) => (rank.get(a) ?? rank.size) < (rank.get(b) ?? rank.size);
    for (const { cluster, from } of run.changes) {
        if (!rank.has(cluster))
            continue;
        for (const id of from)
            if (!successor.has(id) || larger(cluster, successor.get(id)))
                successor.set(id, cluster);
    }
    return known
        .filter(({ id }) => !rank.has(id))
        .map(({ id, supersededBy }) => ({ id, accounts: [], supersededBy: successor.get(id) ?? supersededBy }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
}
/** The current id for an id that may have been superseded, however many times; null for one that is unknown or that nothing took over. */
export function currentId(id, isCurrent, supersededBy) {
    const seen = new Set();
    for (let at = id; at !== null && !seen.has(at); at = supersededBy(at)) {
        if (isCurrent(at))
            return at;
        seen.add(at);
    }
    return null;
}
//# sourceMappingURL=lineage.js.map