export function groundLevel(graph) {
    const volume = strengths(graph);
    return { ...graph, volume, exit: volume };
}
/** Each node a module of its own. */
export function identity(size) {
    const labels = new Int32Array(size);
    for (let i = 0; i < size; i++)
        labels[i] = i;
    return labels;
}
/** The sum of the weights of each node's edges. */
export function strengths({ size, start, weight }) {
    const strength = new Float64Array(size);
    for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let p = start[i]; p < start[i + 1]; p++)
            sum += weight[p];
        strength[i] = sum;
    }
    return strength;
}
/** Numbers the labels by first appearance, in place; returns how many there are. Labels must be below `labels`. */
export function relabel(partition, labels = partition.length) {
    const number = new Int32Array(labels).fill(-1);
    let count = 0;
    for (let i = 0; i < partition.length; i++) {
        const label = partition[i];
        if (number[label] < 0)
            number[label] = count++;
        partition[i] = number[label];
    }
    return count;
}
/** Members of each of `modules` modules: those of m are at [start[m], start[m + 1]) of `member`, ascending. */
export function membersOf(partition, modules) {
    const start = new Int32Array(modules + 1);
    for (let i = 0; i < partition.length; i++)
        start[partition[i] + 1]++;
    for (let m = 0; m < modules; m++)
        start[m + 1] += start[m];
    const next = start.slice(0, modules);
    const member = new Int32Array(partition.length);
    for (let i = 0; i < partition.length; i++)
        member[next[partition[i]]++] = i;
    return { start, member };
}
/**
 * `partition` must be numbered by first appearance (`relabel`) and must not join components. Where some modules are `marked`, only the edges
 * among them are kept.
 */
export function aggregate(level, partition, modules, marked) {
    const { start: first, member } = membersOf(partition, modules);
    const start = new Int32Array(modules + 1);
    // Room for all edges, most of it never touched: memory that is not written is not taken.
    const neighbour = new Int32Array(level.neighbour.length);
    const weight = new Float32Array(level.neighbour.length);
    const volume = new Float64Array(modules);
    const exit = new Float64Array(modules);
    const sum = new Float64Array(modules);
    const touched = new Int32Array(modules);
    let edges = 0;
    for (let m = 0; m < modules; m++) {
        let touchedCount = 0;
        for (let t = first[m]; t < first[m + 1]; t++) {
            const i = member[t];
            volume[m] += level.volume[i];
            exit[m] += level.exit[i];
            for (let p = level.start[i]; p < level.start[i + 1]; p++) {
                const other = partition[level.neighbour[p]];
                if (other === m) {
                    exit[m] -= level.weight[p];
                    continue;
                }
                if (marked && (marked[m] === 0 || marked[other] === 0))
                    continue;
                if (sum[other] === 0)
                    touched[touchedCount++] = other;
                sum[other] += level.weight[p];
            }
        }
        for (let t = 0; t < touchedCount; t++) {
            const other = touched[t];
            neighbour[edges] = other;
            weight[edges++] = sum[other];
            sum[other] = 0;
        }
        start[m + 1] = edges;
    }
    const component = level.component.map((i) => (i === level.size ? modules : partition[i]));
    return { size: modules, start, neighbour: neighbour.subarray(0, edges), weight: weight.subarray(0, edges), component, volume, exit };
}
//# sourceMappingURL=level.js.map