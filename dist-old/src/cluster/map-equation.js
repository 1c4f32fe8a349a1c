import { groupModules } from "./group-merge.js";
import { aggregate, groundLevel, identity, relabel } from "./level.js";
import { moveNodes } from "./move.js";
const TOLERANCE = 1e-6;
/** Another level is not worth its cost where the last one joined less than this share of its nodes. */
const WORTH_A_LEVEL = 0.01;
const GROUPINGS = 3;
/** From a warm start, only what the touched nodes set in motion is looked at. */
export function mapEquation(graph, warm) {
    const ground = groundLevel(graph);
    let climbed = warm ? climb(ground, warm.module, warm.touched) : climb(ground, identity(graph.size));
    for (let round = 0; round < GROUPINGS && !warm; round++) {
        const group = groupModules(climbed.top());
        if (!group)
            break;
        const regrouped = climbed.partition.map((module) => group[module]);
        climbed = climb(ground, labelByNode(regrouped), membersOfMerged(climbed.partition, group));
    }
    return climbed.partition;
}
/** Names each module by its first node, so that labels are nodes of their component. Labels must be below the number of nodes. */
export function labelByNode(partition) {
    const first = new Int32Array(partition.length).fill(-1);
    return partition.map((module, i) => {
        if (first[module] < 0)
            first[module] = i;
        return first[module];
    });
}
/** Moves nodes, then the modules they form, then the modules of those, until nothing more is gained (Blondel et al. 2008). */
function climb(ground, from, first) {
    let level = ground;
    const partition = identity(ground.size);
    let module = from.slice();
    for (;;) {
        moveNodes(level, { module, tolerance: TOLERANCE, first });
        const modules = relabel(module);
        for (let i = 0; i < partition.length; i++)
            partition[i] = module[partition[i]];
        const settled = modules >= level.size * (1 - WORTH_A_LEVEL);
        first = first && anyOf(first, module, modules);
        if (settled)
            return { partition, top: () => aggregate(level, module, modules) };
        level = aggregate(level, module, modules, first);
        module = identity(modules);
    }
}
/** Marks the modules that hold a marked node. */
function anyOf(marked, module, modules) {
    const any = new Uint8Array(modules);
    for (let i = 0; i < module.length; i++)
        if (marked[i])
            any[module[i]] = 1;
    return any;
}
function membersOfMerged(partition, group) {
    const sizes = new Int32Array(group.length);
    for (const g of group)
        sizes[g]++;
    return Uint8Array.from(partition, (module) => (sizes[group[module]] > 1 ? 1 : 0));
}
//# sourceMappingURL=map-equation.js.map