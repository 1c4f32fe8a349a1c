/** A compact graph -> communities of high modularity, by graphology's Louvain (Blondel et al. 2008), seeded. The other algorithm, and an oracle. */
import { UndirectedGraph } from "graphology";
import louvainModule from "graphology-communities-louvain";
/** The library exports the function itself; its types say that it lies under `default`. */
const louvain = louvainModule;
export function louvainOf(graph, seed) {
    const { size, start, neighbour, weight } = graph;
    const network = new UndirectedGraph({ multi: false });
    for (let i = 0; i < size; i++)
        network.addNode(i);
    for (let i = 0; i < size; i++)
        for (let p = start[i]; p < start[i + 1]; p++)
            if (neighbour[p] > i)
                network.addEdge(i, neighbour[p], { weight: weight[p] });
    const community = louvain(network, { getEdgeWeight: "weight", rng: random(seed) });
    return Int32Array.from({ length: size }, (_, i) => community[i]);
}
/** Mulberry32. */
function random(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
}
//# sourceMappingURL=louvain.js.map