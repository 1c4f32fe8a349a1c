/** An edge list -> a compact graph: sorted, without loops, duplicates summed, nodes that stand alone left out, components one after another. */
import { PermanentError } from "../errors.js";
import { Sets } from "./sets.js";
/** The graph depends on the set of edges alone, not on their order. They must have been checked (`checkEdges`). */
export function compact(edges) {
    const { rank, origin, component } = arrange(edges);
    const sorted = sortEdges(edges, rank, origin.length);
    const start = new Int32Array(origin.length + 1);
    const { low, high, weight, count } = sumDuplicates(sorted);
    for (let e = 0; e < count; e++) {
        start[low[e] + 1]++;
        start[high[e] + 1]++;
    }
    for (let i = 0; i < origin.length; i++)
        start[i + 1] += start[i];
    const next = start.slice(0, origin.length);
    const neighbour = new Int32Array(2 * count);
    const rowWeight = new Float32Array(2 * count);
    // Edges come sorted by (low, high), so each row fills in ascending order: first its lower neighbours, then its higher ones.
    for (let e = 0; e < count; e++) {
        const forth = next[low[e]]++;
        const back = next[high[e]]++;
        neighbour[forth] = high[e];
        neighbour[back] = low[e];
        rowWeight[forth] = rowWeight[back] = weight[e];
    }
    return { size: origin.length, start, neighbour, weight: rowWeight, component, origin, nodes: edges.nodes };
}
/** Throws where an edge cannot be: names it and what is wrong with it. */
export function checkEdges({ nodes, source, target, weight }) {
    if (source.length !== target.length || source.length !== weight.length)
        throw new PermanentError(`edge list: ${source.length} sources, ${target.length} targets and ${weight.length} weights; give each edge one of each`);
    for (let e = 0; e < source.length; e++) {
        const w = weight[e];
        if (!(w >= 0 && w < Infinity))
            throw new PermanentError(`edge ${source[e]}-${target[e]}: weight is ${w}; weights must be finite and not negative`);
        if (source[e] >= nodes || target[e] >= nodes)
            throw new PermanentError(`edge ${source[e]}-${target[e]}: node numbers must be below ${nodes}, the number of nodes`);
    }
}
/** Each node's strongest neighbour, the lower number where two are equal; itself where there is none (Borůvka's first round). */
function strongestNeighbours({ nodes, source, target, weight }) {
    const strongest = new Int32Array(nodes);
    for (let i = 0; i < nodes; i++)
        strongest[i] = i;
    const most = new Float32Array(nodes);
    for (let e = 0; e < source.length; e++) {
        const a = source[e];
        const b = target[e];
        const w = weight[e];
        if (a === b || w === 0)
            continue;
        if (w > most[a] || (w === most[a] && b < strongest[a])) {
            most[a] = w;
            strongest[a] = b;
        }
        if (w > most[b] || (w === most[b] && a < strongest[b])) {
            most[b] = w;
            strongest[b] = a;
        }
    }
    return strongest;
}
/**
 * Numbers the nodes with edges: by component, then by group (nodes chained by their strongest ties), then as they were numbered. Nodes that are
 * close in the graph become close in memory, which is most of the speed.
 */
function arrange(edges) {
    const strongest = strongestNeighbours(edges);
    const sets = new Sets(edges.nodes);
    for (let i = 0; i < edges.nodes; i++)
        sets.join(i, strongest[i]);
    const group = sets.flatten().slice();
    for (let e = 0; e < edges.source.length; e++)
        if (edges.weight[e] > 0)
            sets.join(edges.source[e], edges.target[e]);
    const component = sets.flatten();
    const connected = Int32Array.from({ length: edges.nodes }, (_, i) => i).filter((i) => strongest[i] !== i);
    const origin = sortBy(sortBy(connected, group), component);
    const rank = new Int32Array(edges.nodes);
    const first = [];
    for (let i = 0; i < origin.length; i++) {
        rank[origin[i]] = i;
        if (i === 0 || component[origin[i]] !== component[origin[i - 1]])
            first.push(i);
    }
    return { rank, origin, component: Int32Array.from([...first, origin.length]) };
}
/** Stable counting sort of nodes by their key. */
function sortBy(nodes, key) {
    const next = new Int32Array(key.length + 1);
    for (const node of nodes)
        next[key[node] + 1]++;
    for (let k = 0; k < key.length; k++)
        next[k + 1] += next[k];
    const sorted = new Int32Array(nodes.length);
    for (const node of nodes)
        sorted[next[key[node]]++] = node;
    return sorted;
}
/** Counting sort by the higher end, then, stable, by the lower one. */
function sortEdges(edges, rank, size) {
    const length = edges.source.length;
    const byHigh = new Int32Array(size + 1);
    const byLow = new Int32Array(size + 1);
    let count = 0;
    for (let e = 0; e < length; e++) {
        if (edges.source[e] === edges.target[e] || edges.weight[e] === 0)
            continue;
        const a = rank[edges.source[e]];
        const b = rank[edges.target[e]];
        byHigh[Math.max(a, b) + 1]++;
        byLow[Math.min(a, b) + 1]++;
        count++;
    }
    for (let i = 0; i < size; i++) {
        byHigh[i + 1] += byHigh[i];
        byLow[i + 1] += byLow[i];
    }
    const midLow = new Int32Array(count);
    const midWeight = new Float32Array(count);
    const ends = byHigh.slice(1); // where each higher end's run stops
    for (let e = 0; e < length; e++) {
        if (edges.source[e] === edges.target[e] || edges.weight[e] === 0)
            continue;
        const a = rank[edges.source[e]];
        const b = rank[edges.target[e]];
        const at = byHigh[Math.max(a, b)]++;
        midLow[at] = Math.min(a, b);
        midWeight[at] = edges.weight[e];
    }
    const low = new Int32Array(count);
    const high = new Int32Array(count);
    const weight = new Float32Array(count);
    for (let e = 0, h = 0; e < count; e++) {
        while (ends[h] <= e)
            h++;
        const at = byLow[midLow[e]]++;
        low[at] = midLow[e];
        high[at] = h;
        weight[at] = midWeight[e];
    }
    return { low, high, weight, count };
}
/** In place. A run of duplicates is summed from its smallest weight up, so that the sum does not depend on the order of the input. */
function sumDuplicates(edges) {
    const { low, high, weight, count } = edges;
    let kept = 0;
    for (let e = 0; e < count;) {
        let end = e + 1;
        while (end < count && low[end] === low[e] && high[end] === high[e])
            end++;
        const sum = end === e + 1
            ? weight[e]
            : weight
                .slice(e, end)
                .sort()
                .reduce((a, b) => a + b, 0);
        low[kept] = low[e];
        high[kept] = high[e];
        weight[kept++] = sum;
        e = end;
    }
    return { low, high, weight, count: kept };
}
//# sourceMappingURL=graph.js.map