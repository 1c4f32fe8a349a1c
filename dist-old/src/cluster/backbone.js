/** Weights are summed as whole numbers of this many parts of a node's greatest, so that no sum depends on the order of the edges. */
const PARTS = 2 ** 16;
/**
 * Weak is below `share` of the node's typical weight: the mean over its weight, not over its edges (sum of squares by sum), which many faint
 * edges do not pull down. Where all weights are alike, every edge stays.
 */
export function backbone({ nodes, source, target, weight }, share) {
    const greatest = new Float32Array(nodes);
    for (let e = 0; e < weight.length; e++) {
        if (weight[e] > greatest[source[e]])
            greatest[source[e]] = weight[e];
        if (weight[e] > greatest[target[e]])
            greatest[target[e]] = weight[e];
    }
    const sum = new Float64Array(nodes);
    const squares = new Float64Array(nodes);
    const add = (node, w) => {
        const parts = Math.round((w / greatest[node]) * PARTS);
        sum[node] += parts;
        squares[node] += parts * parts;
    };
    for (let e = 0; e < weight.length; e++) {
        if (weight[e] === 0)
            continue;
        add(source[e], weight[e]);
        add(target[e], weight[e]);
    }
    const least = Float64Array.from(sum, (total, i) => (total > 0 ? (share * greatest[i] * squares[i]) / total / PARTS : 0));
    const kept = { source: new Uint32Array(weight.length), target: new Uint32Array(weight.length), weight: new Float32Array(weight.length) };
    let count = 0;
    for (let e = 0; e < weight.length; e++) {
        if (weight[e] < least[source[e]] && weight[e] < least[target[e]])
            continue;
        kept.source[count] = source[e];
        kept.target[count] = target[e];
        kept.weight[count++] = weight[e];
    }
    return {
        nodes,
        source: kept.source.subarray(0, count),
        target: kept.target.subarray(0, count),
        weight: kept.weight.subarray(0, count),
    };
}
//# sourceMappingURL=backbone.js.map