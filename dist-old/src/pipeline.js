import { standing } from "./attribution/judgement.js";
import { attribute } from "./attribution/resolve.js";
import { supporter } from "./attribution/weigh.js";
import { adopt } from "./cluster/adopt.js";
import { bondsOf } from "./cluster/bonds.js";
import { constrain } from "./cluster/constraints.js";
import { detect } from "./cluster/detect.js";
import { bindingEvidence } from "./cluster/evidence.js";
import { reconcile } from "./cluster/reconcile.js";
import { rejoin } from "./cluster/rejoin.js";
import { relinkMs } from "./cluster/relink.js";
import { dispose } from "./disposition/dispose.js";
import { featuresOf } from "./disposition/features.js";
import { groundOf } from "./disposition/ground.js";
import { judgedDisposition } from "./disposition/judged.js";
import { WEIGHTS } from "./disposition/weights.js";
import { link } from "./link/link.js";
import { shownLinks } from "./link/shown.js";
/** A member that is tied to its community by less than this share of the mean leaves it; the profile of the whole may take it back. */
const TRIM = 0.1;
export function findClusters(population, context) {
    const { dossiers, judgements, known, onStage = () => { } } = context;
    const links = link(population, onStage);
    onStage("communities");
    const found = communitiesOf(population, links, context);
    onStage("disposition");
    const { clusters, changes } = reconcile(known, found.map((members) => members.map((i) => population.account(i))));
    const members = clusters.map(({ accounts }) => accounts.map((account) => population.indexOf(account)).sort((x, y) => x - y));
    const disposed = disposeAll(population, members, featuresOfAll(population, links, members, dossiers), judgements);
    onStage("attribution");
    const subjects = clusters.map(({ id }, c) => ({ id, accounts: members[c], disposition: disposed[c].disposition }));
    const attributions = new Map(attribute(population, subjects, { dossiers, judgements, templates: links.templates }).map((attribution) => [
        attribution.cluster,
        attribution,
    ]));
    onStage("evidence");
    return {
        clusters: clusters.map(({ id, accounts }, c) => {
            const attribution = attributions.get(id);
            return {
                id,
                accounts,
                ...disposed[c],
                ...spanOf(population, members[c]),
                attribution: attribution?.shares ?? [],
                cases: attribution?.cases ?? [],
                parts: attribution?.parts ?? [],
                ...(attribution?.stranger ? { stranger: attribution.stranger } : {}),
                evidence: bindingEvidence(members[c], links.model),
                relinkMs: relinkMs(members[c], population),
            };
        }),
        links: shownLinks(links, clusterOf(members, population.size), population),
        changes,
        accounts: population.size,
    };
}
/** Links -> communities of two accounts or more, by index; what analysts bound or parted holds. */
function communitiesOf(population, links, { judgements, algorithm }) {
    const edges = { nodes: population.size, source: links.source, target: links.target, weight: links.weight };
    const { community } = detect(edges, { algorithm, trim: TRIM });
    const { must, never } = bondsOf(judgements);
    const indices = (pairs) => pairs.map(([a, b]) => [population.indexOf(a), population.indexOf(b)]).filter(([a, b]) => a >= 0 && b >= 0);
    const bound = constrain(adopt(rejoin(community, edges, links.model), links.model), edges, { must: indices(must), never: indices(never) });
    const groups = new Map();
    bound.forEach((label, i) => {
        const group = groups.get(label);
        if (group)
            group.push(i);
        else
            groups.set(label, [i]);
    });
    return [...groups.values()].filter((group) => group.length > 1);
}
/** What speaks for each explanation of each cluster, known operators' indicators too. */
function featuresOfAll(population, links, clusters, dossiers) {
    const ground = groundOf(population, links, dossiers.length > 0 ? supporter(population, dossiers) : undefined);
    return clusters.map((members) => featuresOf(members, ground));
}
/** The communities and features that dispositions are fitted on: the flow up to there, for `bench/fit-disposition.ts` and the refit from judgements. */
export function communitiesWithFeatures(population, context) {
    const links = link(population, context.onStage);
    const found = communitiesOf(population, links, context);
    return featuresOfAll(population, links, found, context.dossiers).map((features, c) => ({ members: found[c], features }));
}
/** A verdict for each cluster by its features, unless an analyst has said. */
function disposeAll(population, clusters, features, judgements) {
    const stands = standing(judgements);
    return clusters.map((members, c) => judgedDisposition(dispose(features[c], WEIGHTS), new Set(members.map((i) => population.account(i))), stands));
}
function spanOf(population, members) {
    let firstSeen = Number.POSITIVE_INFINITY;
    let lastSeen = 0;
    let exchanges = 0;
    for (const i of members) {
        firstSeen = Math.min(firstSeen, population.firstSeen[i]);
        lastSeen = Math.max(lastSeen, population.lastSeen[i]);
        exchanges += population.exchanges[i];
    }
    return { firstSeen, lastSeen, exchanges };
}
function clusterOf(members, size) {
    const cluster = new Int32Array(size).fill(-1);
    members.forEach((list, c) => {
        for (const i of list)
            cluster[i] = c;
    });
    return cluster;
}
//# sourceMappingURL=pipeline.js.map