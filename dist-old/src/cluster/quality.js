export function qualityOf({ size, start, neighbour, weight }, partition) {
    const sums = new Sums(size);
    for (let i = 0; i < size; i++)
        for (let p = start[i]; p < start[i + 1]; p++)
            if (neighbour[p] > i)
                sums.add(i, neighbour[p], weight[p], partition);
    return sums.quality(partition);
}
/** The same from the edges; loops are nothing. Exact sums of whole numbers, so that it does not depend on the order of the edges. */
export function qualityOfEdges({ nodes, source, target, weight }, partition) {
    const greatest = weight.reduce((a, b) => Math.max(a, b), 0);
    const unit = 2 ** (Math.ceil(Math.log2(greatest || 1)) + Math.ceil(Math.log2(2 * weight.length + 2)) - 52);
    const sums = new Sums(nodes);
    for (let e = 0; e < weight.length; e++)
        if (source[e] !== target[e])
            sums.add(source[e], target[e], Math.round(weight[e] / unit), partition);
    return sums.quality(partition);
}
/** What both measures are made of; labels must be below the number of nodes. */
class Sums {
    strength;
    exit;
    constructor(nodes) {
        this.strength = new Float64Array(nodes);
        this.exit = new Float64Array(nodes);
    }
    add(a, b, weight, partition) {
        this.strength[a] += weight;
        this.strength[b] += weight;
        if (partition[a] === partition[b])
            return;
        this.exit[partition[a]] += weight;
        this.exit[partition[b]] += weight;
    }
    quality(partition) {
        const { strength, exit } = this;
        const volume = new Float64Array(strength.length);
        let total = 0;
        let nodeTerms = 0;
        for (let i = 0; i < strength.length; i++) {
            volume[partition[i]] += strength[i];
            total += strength[i];
        }
        if (total === 0)
            return { codelength: 0, modularity: 0 };
        for (const s of strength)
            nodeTerms += xlog2x(s / total);
        let exits = 0;
        let exitTerms = 0;
        let moduleTerms = 0;
        let squares = 0;
        for (let m = 0; m < exit.length; m++) {
            exits += exit[m] / total;
            exitTerms += xlog2x(exit[m] / total);
            moduleTerms += xlog2x((exit[m] + volume[m]) / total);
            squares += (volume[m] / total) ** 2;
        }
        return { codelength: xlog2x(exits) - 2 * exitTerms - nodeTerms + moduleTerms, modularity: 1 - exits - squares };
    }
}
function xlog2x(x) {
    return x > 1e-300 ? x * Math.log2(x) : 0;
}
//# sourceMappingURL=quality.js.map