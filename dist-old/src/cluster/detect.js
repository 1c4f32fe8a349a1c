/** An edge list -> communities: connected, the same for the same edges in any order, by the map equation or by Louvain. */
import { backbone } from "./backbone.js";
import { splitDisconnected } from "./connected.js";
import { checkEdges, compact } from "./graph.js";
import { identity } from "./level.js";
import { louvainOf } from "./louvain.js";
import { mapEquation } from "./map-equation.js";
import { qualityOfEdges } from "./quality.js";
import { trim } from "./trim.js";
/** An edge of less than this share of what is typical for both its ends is left out of the search, not of the measures. */
export const FAINT = 0.2;
export function detect(edges, options = {}) {
    checkEdges(edges);
    return detectIn(edges, compact(backbone(edges, FAINT)), options);
}
/** For callers that keep the compact graph of the edges' backbone. */
export function detectIn(edges, graph, { algorithm = "map-equation", seed = 1, from, touched, trim: share = 0.2 } = {}) {
    const warm = from && warmStart(graph, from, touched);
    const found = algorithm === "louvain" ? louvainOf(graph, seed) : mapEquation(graph, warm);
    const { partition, count } = splitDisconnected(graph, trim(graph, found, share, warm?.touched));
    const spreadOut = spread(graph, partition, count);
    return { ...spreadOut, ...qualityOfEdges(edges, spreadOut.community) };
}
/** Old communities in terms of the graph's nodes; one that spans components becomes one in each. */
function warmStart(graph, from, touched) {
    const { size, origin, component } = graph;
    const module = identity(size);
    for (let c = 0; c + 1 < component.length; c++) {
        const first = new Map();
        for (let i = component[c]; i < component[c + 1]; i++) {
            const label = from[origin[i]];
            if (label < 0 || label === undefined)
                continue;
            if (!first.has(label))
                first.set(label, i);
            module[i] = first.get(label);
        }
    }
    if (!touched)
        return { module, touched: new Uint8Array(size).fill(1) };
    const marks = new Uint8Array(graph.nodes);
    for (const node of touched)
        marks[node] = 1;
    return { module, touched: Uint8Array.from(origin, (node) => (marks[node] === 1 || !(from[node] >= 0) ? 1 : 0)) };
}
/** From the graph's nodes to the edge list's: those without an edge stand alone. */
function spread({ nodes, origin }, partition, count) {
    const community = new Int32Array(nodes).fill(-1);
    for (let i = 0; i < origin.length; i++)
        community[origin[i]] = partition[i];
    const number = new Int32Array(count).fill(-1);
    let communities = 0;
    for (let i = 0; i < nodes; i++) {
        const label = community[i];
        if (label < 0)
            community[i] = communities++;
        else {
            if (number[label] < 0)
                number[label] = communities++;
            community[i] = number[label];
        }
    }
    return { community, communities };
}
//# sourceMappingURL=detect.js.map